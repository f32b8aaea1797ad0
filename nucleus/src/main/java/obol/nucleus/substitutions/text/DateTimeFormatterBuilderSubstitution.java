package obol.nucleus.substitutions.text;

import java.time.chrono.Chronology;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Objects;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.time.format.DateTimeFormatterBuilder")
final class DateTimeFormatterBuilderSubstitution {
    private DateTimeFormatterBuilderSubstitution() {}

    @Substitute(reason = "locale data; English")
    public static String getLocalizedDateTimePattern(FormatStyle date, FormatStyle time, Chronology chronology, Locale locale) {
        Objects.requireNonNull(locale, "locale");
        Objects.requireNonNull(chronology, "chrono");
        if (date == null && time == null) {
            throw new IllegalArgumentException("Either dateStyle or timeStyle must be non-null");
        }
        return English.pattern(date == null ? -1 : date.ordinal(), time == null ? -1 : time.ordinal());
    }
}
