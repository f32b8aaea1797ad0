package obol.nucleus.substitutions.util;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("sun.util.calendar.CalendarSystem")
abstract class CalendarSystemSubstitution {
    @Substitute(reason = "the original makes them by reflection, from names in properties")
    public static CalendarSystemSubstitution forName(String name) {
        return switch (name) {
            case "gregorian" -> (CalendarSystemSubstitution) (Object) new Gregorian();
            case "julian" -> (CalendarSystemSubstitution) (Object) new Julian();
            default -> null;
        };
    }

    @Substitutes("sun.util.calendar.Gregorian") private static class Gregorian {}

    @Substitutes("sun.util.calendar.JulianCalendar") private static class Julian {}
}
