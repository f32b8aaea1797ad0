package obol.nucleus.substitutions.util;

import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.Calendar")
abstract class CalendarSubstitution {
    @Substitute(reason = "the original asks locale providers, and has Buddhist and Japanese calendars")
    private static Calendar createCalendar(TimeZone zone, Locale locale) {
        return new GregorianCalendar(zone, locale);
    }
}
