package obol.nucleus.substitutions.text;

import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names and patterns of English, the only language of the class library, as CLDR has them for locale {@code en}. Fields
 * and styles are those of {@link Calendar}; a style may have the bit {@code STANDALONE}, which makes no difference.
 */
public final class English {
    public static final String[] MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December", ""};
    public static final String[] SHORT_MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", ""};
    /** From index 1, Sunday. */
    public static final String[] WEEKDAYS = {"", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    public static final String[] SHORT_WEEKDAYS = {"", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    public static final String[] HALF_DAYS = {"AM", "PM"};
    public static final String[] ERAS = {"BC", "AD"};

    private static final String[] LONG_ERAS = {"Before Christ", "Anno Domini"};
    private static final String[] NARROW_MONTHS = {"J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"};
    private static final String[] NARROW_WEEKDAYS = {"", "S", "M", "T", "W", "T", "F", "S"};
    private static final String[] NARROW_HALF_DAYS = {"a", "p"};
    private static final String[] NARROW_ERAS = {"B", "A"};
    private static final String[] QUARTERS = {"1st quarter", "2nd quarter", "3rd quarter", "4th quarter"};
    private static final String[] SHORT_QUARTERS = {"Q1", "Q2", "Q3", "Q4"};
    private static final String[] NARROW_QUARTERS = {"1", "2", "3", "4"};

    /** By {@link java.text.DateFormat}'s styles FULL, LONG, MEDIUM, SHORT. */
    private static final String[] DATE_PATTERNS = {"EEEE, MMMM d, y", "MMMM d, y", "MMM d, y", "M/d/yy"};
    private static final String[] TIME_PATTERNS = {"h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a"};
    private static final int LAST_LONG_STYLE = 1;

    private static final int STANDALONE = 0x8000;

    private English() {}

    /** The pattern of a date and a time in these styles, -1: without. */
    public static String pattern(int dateStyle, int timeStyle) {
        if (timeStyle < 0) {
            return DATE_PATTERNS[dateStyle];
        }
        if (dateStyle < 0) {
            return TIME_PATTERNS[timeStyle];
        }
        boolean at = dateStyle <= LAST_LONG_STYLE && timeStyle <= LAST_LONG_STYLE;
        return DATE_PATTERNS[dateStyle] + (at ? " 'at' " : ", ") + TIME_PATTERNS[timeStyle];
    }

    /** The name of a calendar field's value, or null if it has none. */
    public static String name(int field, int value, int style) {
        String[] names = names(field, style & ~STANDALONE);
        return names == null || value < 0 || value >= names.length || names[value].isEmpty() ? null : names[value];
    }

    /** All names of a field and their values; null if there are none, or if they are ambiguous. */
    public static Map<String, Integer> values(int field, int style) {
        Map<String, Integer> values = new LinkedHashMap<>();
        int[] styles = (style & ~STANDALONE) == Calendar.ALL_STYLES
                ? new int[] {Calendar.SHORT_FORMAT, Calendar.LONG_FORMAT} : new int[] {style & ~STANDALONE};
        for (int s : styles) {
            String[] names = names(field, s);
            for (int i = 0; names != null && i < names.length; i++) {
                if (!names[i].isEmpty()) {
                    Integer other = values.put(names[i], i);
                    if (other != null && other != i) {
                        return null;
                    }
                }
            }
        }
        return values.isEmpty() ? null : values;
    }

    private static String[] names(int field, int style) {
        boolean full = style == Calendar.LONG_FORMAT;
        boolean narrow = style == Calendar.NARROW_FORMAT;
        return switch (field) {
            case Calendar.MONTH -> full ? MONTHS : narrow ? NARROW_MONTHS : SHORT_MONTHS;
            case Calendar.DAY_OF_WEEK -> full ? WEEKDAYS : narrow ? NARROW_WEEKDAYS : SHORT_WEEKDAYS;
            case Calendar.AM_PM -> narrow ? NARROW_HALF_DAYS : HALF_DAYS;
            case Calendar.ERA -> full ? LONG_ERAS : narrow ? NARROW_ERAS : ERAS;
            default -> null;
        };
    }

    /** The resource of java.time's formatter with this key, or null. */
    public static String[] resource(String key) {
        return switch (key) {
            case "QuarterNames" -> QUARTERS;
            case "QuarterAbbreviations" -> SHORT_QUARTERS;
            case "QuarterNarrows" -> NARROW_QUARTERS;
            default -> null;
        };
    }

    /** A time zone's long or short name; the zone's own where English has no other here. */
    public static String zone(String id, boolean full) {
        return switch (id) {
            case "UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal" -> full ? "Coordinated Universal Time" : "UTC";
            case "GMT", "Etc/GMT", "Greenwich", "Etc/Greenwich" -> full ? "Greenwich Mean Time" : "GMT";
            default -> id;
        };
    }
}
