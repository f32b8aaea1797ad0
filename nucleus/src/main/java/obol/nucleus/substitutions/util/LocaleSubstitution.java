package obol.nucleus.substitutions.util;

import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.util.Locale")
final class LocaleSubstitution {
    private LocaleSubstitution() {}

    @Substitute(reason = "English, as HotSpot's under LC_ALL=C.UTF-8; the original parses properties with regular expressions")
    private static Locale initDefault() {
        return Locale.ENGLISH;
    }

    @Substitute(reason = "as initDefault()")
    private static Locale initDefault(Locale.Category category) {
        return Locale.ENGLISH;
    }

    @Substitute(reason = "locale data; the code stands for the name")
    private String getDisplayString(String code, String category, Locale inLocale, int type) {
        return code;
    }
}
