package library;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.ChoiceFormat;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.Formatter;
import java.util.GregorianCalendar;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.TimeZone;

final class Formats {
    private Formats() {}

    static void run() throws Exception {
        System.out.println(String.format("%d|%5d|%-5d|%05d|%+d|%,d|%(d|%x|%X|%o|%#x", 42, 42, 42, 42, 42, 1234567, -42, 255, 255, 8, 255));
        System.out.println(String.format("%f|%.2f|%10.3f|%-10.1f|%e|%.3E|%g|%a|%,.2f|%08.2f", 3.14159, 2.71828, 1.0, 2.55, 12345.678, 0.00012, 0.0001, 1.0, 9876543.21, -3.5));
        System.out.println(String.format("%s|%10s|%-10s|%.2s|%S|%c|%b|%h|%n|%%|%2$s %1$s %<s", "abc", "x", "yz", "long", "up", 'c', true, "hash").replace("\n", "NL") + String.format("%s %s", (Object) null, new int[0].length) + String.format("%5.1f|%s|%s", Double.NaN, Double.POSITIVE_INFINITY, 1e10f));
        System.out.println(String.format("%d %s %x %.5f", new BigInteger("123456789012345678901234567890"), new BigDecimal("1.10"), BigInteger.TEN.negate(), new BigDecimal("2.718281828")));
        GregorianCalendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ENGLISH);
        c.setTimeInMillis(1_700_000_000_123L);
        System.out.println(String.format("%tY-%<tm-%<td %<tH:%<tM:%<tS.%<tL %<tB %<tb %<tA %<ta %<tp %<tI %<tj %<tZ %<tz %<ts %<tF %<tT %<tR %<tD %<tr %<tc", c));
        for (String bad : new String[] {"%d", "%q", "%.2d", "%-d"}) {
            try {
                System.out.println(String.format(bad, "x"));
            } catch (IllegalFormatException e) {
                System.out.println(e);
            }
        }
        System.out.println(new Formatter(new StringBuilder("pre")).format(Locale.ROOT, "%,d", 1_000_000) + "");
        System.out.println(new DecimalFormat("#,##0.00;(#)").format(-1234.565) + new DecimalFormat("0.###E0").format(12345) + new DecimalFormat("00.#%").format(0.256) + new DecimalFormat("\u00A4#").getMaximumFractionDigits() + NumberFormat.getInstance().format(1234567.891) + NumberFormat.getPercentInstance().format(0.5) + NumberFormat.getIntegerInstance().format(2.5) + NumberFormat.getInstance().parse("1,234.5xyz"));
        SimpleDateFormat f = new SimpleDateFormat("yyyy.MM.dd G 'at' HH:mm:ss z EEE MMMM a", Locale.ENGLISH);
        f.setTimeZone(TimeZone.getTimeZone("UTC"));
        System.out.println(f.format(new Date(0)) + " " + f.parse("2001.07.04 AD at 12:08:56 UTC Wed July PM").getTime());
        System.out.println(MessageFormat.format("{0} has {1,number,integer} of {2} {3,number,#.##}", "Charon", 1234, null, 3.14159) + new ChoiceFormat("0#none|1#one|1<many").format(5));
        System.out.println(c.get(Calendar.DAY_OF_WEEK) + " " + c.get(Calendar.WEEK_OF_YEAR) + c.getFirstDayOfWeek() + c.getActualMaximum(Calendar.DAY_OF_MONTH) + c.isLeapYear(2000) + c.getDisplayName(Calendar.MONTH, Calendar.LONG, Locale.ENGLISH));
        c.add(Calendar.MONTH, 3);
        c.roll(Calendar.DAY_OF_MONTH, 20);
        System.out.println(c.getTime().getTime() + " " + new GregorianCalendar(1582, Calendar.OCTOBER, 4).isLeapYear(1500));
        System.out.println(Locale.GERMANY + " " + Locale.getDefault() + Locale.forLanguageTag("zh-Hant-TW").getScript() + Locale.FRANCE.getISO3Country() + new Locale("de", "AT").toLanguageTag());
    }
}
