package obol.nucleus.substitutions.util;

import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.TimeZone")
abstract class TimeZoneSubstitution {
    @Substitute(reason = "native; there is one, as under TZ=UTC")
    private static String getSystemTimeZoneID(String home) {
        return "UTC";
    }

    @Substitute(reason = "native")
    private static String getSystemGMTOffsetID() {
        return "GMT";
    }

    @Substitute(reason = "the original looks for names in the locale's data")
    public String getDisplayName(boolean daylight, int style, Locale locale) {
        return getID();
    }

    @obol.nucleus.annotation.Alias
    public abstract String getID();
}
