package obol.nucleus.substitutions.text;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.text.NumberFormat")
abstract class NumberFormatSubstitution {
    /** The target's constants. */
    private static final int NUMBER = 0, CURRENCY = 1, PERCENT = 2, SCIENTIFIC = 3, INTEGER = 4;

    @Substitute(reason = "locale data; English")
    private static NumberFormat getInstance(Locale locale, NumberFormat.Style style, int choice) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        switch (choice) {
            case NUMBER:
                return new DecimalFormat("#,##0.###", symbols);
            case CURRENCY:
                return new DecimalFormat("\u00A4#,##0.00", symbols);
            case PERCENT:
                return new DecimalFormat("#,##0%", symbols);
            case SCIENTIFIC:
                return new DecimalFormat("#E0", symbols);
            case INTEGER:
                DecimalFormat format = new DecimalFormat("#,##0", symbols);
                format.setMaximumFractionDigits(0);
                format.setDecimalSeparatorAlwaysShown(false);
                format.setParseIntegerOnly(true);
                format.setRoundingMode(RoundingMode.HALF_EVEN);
                return format;
            default:
                throw new UnsupportedOperationException("java.text.CompactNumberFormat: locale data");
        }
    }
}
