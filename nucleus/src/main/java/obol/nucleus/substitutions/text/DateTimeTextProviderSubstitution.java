package obol.nucleus.substitutions.text;

import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.time.format.DateTimeTextProvider")
class DateTimeTextProviderSubstitution {
    @Substitute(reason = "locale data; English")
    static Object getLocalizedResource(String key, Locale locale) {
        return English.resource(key);
    }
}
