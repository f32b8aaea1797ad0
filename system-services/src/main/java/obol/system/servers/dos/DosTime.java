package obol.system.servers.dos;

/**
 * FAT's dates (year since 1980 in 7 bits, month in 4, day in 5) and times (hours in 5, minutes in 6, pairs of seconds in 5), taken as
 * UTC. Nanoseconds since 1970 outside 1980 to 2107 become the nearest that can be stored.
 */
public final class DosTime {
    private static final long SECOND = 1_000_000_000L, DAY = 86_400;
    /** 1980-01-01, and the last two seconds of 2107. */
    public static final long MIN = 315_532_800L * SECOND, MAX = 4_354_819_198L * SECOND;

    private DosTime() {
    }

    /** Nanoseconds since 1970. @param hundredths of a second, 0 to 199. What is no date is 1980-01-01. */
    public static long of(int date, int time, int hundredths) {
        int year = 1980 + (date >> 9);
        int month = date >> 5 & 15;
        int day = date & 31;
        if (month < 1 || month > 12 || day < 1) {
            return MIN;
        }
        long seconds = days(year, month, day) * DAY + (time >> 11) * 3600L + (time >> 5 & 63) * 60 + (time & 31) * 2L;
        return Math.min(MAX, seconds * SECOND + Math.min(199, hundredths) * (SECOND / 100));
    }

    /** Days since 1970-01-01 in the Gregorian calendar: years are counted from March on, so that the leap day is a year's last. */
    private static long days(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int era = y / 400;
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    public static int date(long nanoseconds) {
        long days = clamp(nanoseconds) / SECOND / DAY + 719_468;
        int era = (int) (days / 146_097);
        int ofEra = (int) (days - era * 146_097L);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int m = (5 * ofYear + 2) / 153;
        int month = m < 10 ? m + 3 : m - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year - 1980 << 9 | month << 5 | ofYear - (153 * m + 2) / 5 + 1;
    }

    public static int time(long nanoseconds) {
        int second = (int) (clamp(nanoseconds) / SECOND % DAY);
        return second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2;
    }

    /** What {@link #time} leaves out, in hundredths of a second. */
    public static int hundredths(long nanoseconds) {
        return (int) (clamp(nanoseconds) / (SECOND / 100) % 200);
    }

    private static long clamp(long nanoseconds) {
        return Math.max(MIN, Math.min(MAX, nanoseconds));
    }
}
