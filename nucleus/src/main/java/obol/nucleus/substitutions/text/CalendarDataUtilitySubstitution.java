package obol.nucleus.substitutions.text;

import java.util.Calendar;
import java.util.Locale;
import java.util.Map;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("sun.util.locale.provider.CalendarDataUtility")
final class CalendarDataUtilitySubstitution {
    private CalendarDataUtilitySubstitution() {}

    @Constant(value = Calendar.SUNDAY, reason = "locale data; English")
    public static native int retrieveFirstDayOfWeek(Locale locale);

    @Constant(value = 1, reason = "locale data; English")
    public static native int retrieveMinimalDaysInFirstWeek(Locale locale);

    @Substitute(reason = "locale data; English")
    public static String retrieveFieldValueName(String calendar, int field, int value, int style, Locale locale) {
        return English.name(field, value, style);
    }

    @Substitute(reason = "locale data; English")
    public static String retrieveJavaTimeFieldValueName(String calendar, int field, int value, int style, Locale locale) {
        return English.name(field, value, style);
    }

    @Substitute(reason = "locale data; English")
    public static Map<String, Integer> retrieveFieldValueNames(String calendar, int field, int style, Locale locale) {
        return English.values(field, style);
    }

    @Substitute(reason = "locale data; English")
    public static Map<String, Integer> retrieveJavaTimeFieldValueNames(String calendar, int field, int style, Locale locale) {
        return English.values(field, style);
    }

    @Substitute(reason = "locale data; no overrides")
    public static Locale findRegionOverride(Locale locale) {
        return locale;
    }
}
