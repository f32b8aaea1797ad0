package obol.nucleus.substitutions.util;

import java.util.Locale;
import java.util.TimeZone;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.SystemProperties;
import obol.nucleus.substitutions.text.English;

@Substitutes("java.util.TimeZone")
abstract class TimeZoneSubstitution {
    @Substitute(reason = "native")
    private static String getSystemTimeZoneID(String home) {
        return SystemProperties.timeZone();
    }

    @Substitute(reason = "native")
    private static String getSystemGMTOffsetID() {
        return "GMT";
    }

    @Substitute(reason = "the original looks for names in the locale's data")
    public String getDisplayName(boolean daylight, int style, Locale locale) {
        return English.zone(getID(), style == TimeZone.LONG);
    }

    @Alias
    public abstract String getID();
}
