package library;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Locale;

final class Time {
    private Time() {}

    static void run() {
        LocalDate leap = LocalDate.of(2024, 2, 29);
        System.out.println(leap.plusYears(1) + " " + leap.with(TemporalAdjusters.lastDayOfYear()) + leap.getDayOfWeek() + leap.getDayOfYear() + leap.isLeapYear() + leap.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + leap.get(ChronoField.EPOCH_DAY.isDateBased() ? ChronoField.ALIGNED_WEEK_OF_MONTH : ChronoField.DAY_OF_MONTH) + leap.atStartOfDay());
        System.out.println(Period.between(leap, LocalDate.of(2026, 11, 21)) + " " + ChronoUnit.DAYS.between(leap, LocalDate.of(1999, 12, 31)) + Duration.ofMillis(-1_234_567) + Duration.parse("PT1H2M3.5S").toNanos() + Year.of(1900).isLeap() + YearMonth.of(2023, 2).lengthOfMonth());
        LocalDateTime at = LocalDateTime.of(2024, Month.JULY, 4, 9, 5, 7, 120_000_000);
        for (String pattern : new String[] {"yyyy-MM-dd'T'HH:mm:ss.SSS", "EEE, d MMM yyyy h:mm a", "EEEE d MMMM uuuu", "QQQ yy D w e", "G GGGG", "QQQQ", "kk:K 'o''clock'", "MMMMM EEEEE"}) {
            System.out.println(pattern + " -> " + at.format(DateTimeFormatter.ofPattern(pattern)));
        }
        for (FormatStyle style : new FormatStyle[] {FormatStyle.MEDIUM, FormatStyle.SHORT}) {
            System.out.println(at.format(DateTimeFormatter.ofLocalizedDateTime(style)) + " | " + at.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)));
        }
        OffsetDateTime offset = at.atOffset(ZoneOffset.ofHoursMinutes(5, 30));
        System.out.println(offset + " " + offset.toInstant() + " " + offset.format(DateTimeFormatter.RFC_1123_DATE_TIME) + DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(-1, 5)) + offset.withOffsetSameInstant(ZoneOffset.UTC));
        System.out.println(LocalDate.parse("24 Dec 2023", DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH)) + " " + LocalTime.parse("23:59").plusMinutes(2) + LocalTime.MIDNIGHT.minusNanos(1) + Instant.parse("2020-02-02T02:02:02Z").getEpochSecond() + LocalDateTime.parse("2011-12-03T10:15:30").truncatedTo(ChronoUnit.HOURS));
        System.out.println(DayOfWeek.MONDAY.plus(10) + Month.of(2).getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + DayOfWeek.SUNDAY.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + WeekFields.ISO.getFirstDayOfWeek() + WeekFields.of(Locale.ENGLISH));
        System.out.println(ZonedDateTime.of(at, ZoneOffset.UTC) + " " + ZonedDateTime.of(at, ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("VV z XXX O")));
        try {
            LocalDate.of(2023, 2, 29);
        } catch (DateTimeException e) {
            System.out.println(e.getMessage());
        }
        try {
            LocalDate.parse("2023-13-01");
        } catch (DateTimeParseException e) {
            System.out.println(e.getMessage());
        }
    }
}
