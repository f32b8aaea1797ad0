package obol.nucleus.substitutions.text;

import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("sun.util.locale.provider.TimeZoneNameUtility")
final class TimeZoneNameUtilitySubstitution {
    private TimeZoneNameUtilitySubstitution() {}

    @Substitute(reason = "locale data; English")
    public static String[] retrieveDisplayNames(String id, Locale locale) {
        String full = English.zone(id, true);
        String brief = English.zone(id, false);
        return new String[] {id, full, brief, full, brief, full, brief};
    }

    @Substitute(reason = "locale data; English")
    public static String retrieveGenericDisplayName(String id, int style, Locale locale) {
        return English.zone(id, style == TimeZone.LONG);
    }

    @Substitute(reason = "locale data; English")
    public static String retrieveDisplayName(String id, boolean daylight, int style, Locale locale) {
        return English.zone(id, style == TimeZone.LONG);
    }

    @Substitute(reason = "locale data; none")
    public static Optional<String> convertLDMLShortID(String id) {
        return Optional.empty();
    }
}
