package obol.nucleus.substitutions.text;

import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.text.DateFormat")
abstract class DateFormatSubstitution {
    private static final int TIME = 1, DATE = 2;

    @Substitute(reason = "locale data; English")
    private static DateFormat get(int timeStyle, int dateStyle, int parts, Locale locale) {
        check((parts & TIME) != 0, timeStyle, "time");
        check((parts & DATE) != 0, dateStyle, "date");
        String pattern = English.pattern((parts & DATE) == 0 ? -1 : dateStyle, (parts & TIME) == 0 ? -1 : timeStyle);
        return new SimpleDateFormat(pattern, locale);
    }

    private static void check(boolean wanted, int style, String what) {
        if (wanted && (style < DateFormat.FULL || style > DateFormat.SHORT)) {
            throw new IllegalArgumentException("Illegal " + what + " style " + style);
        }
    }
}
