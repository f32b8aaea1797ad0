package obol.nucleus.substitutions.text;

import java.text.DecimalFormatSymbols;
import java.util.Locale;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.text.DecimalFormatSymbols")
final class DecimalFormatSymbolsSubstitution {
    @Alias private char zeroDigit;
    @Alias private char groupingSeparator;
    @Alias private char decimalSeparator;
    @Alias private char perMill;
    @Alias private char percent;
    @Alias private char digit;
    @Alias private char patternSeparator;
    @Alias private String infinity;
    @Alias private String NaN;
    @Alias private char minusSign;
    @Alias private String currencySymbol;
    @Alias private String intlCurrencySymbol;
    @Alias private boolean currencyInitialized;
    @Alias private char monetarySeparator;
    @Alias private char exponential;
    @Alias private String exponentialSeparator;
    @Alias private Locale locale;
    @Alias private String perMillText;
    @Alias private String percentText;
    @Alias private String minusSignText;
    @Alias private char monetaryGroupingSeparator;

    private DecimalFormatSymbolsSubstitution() {}

    @Substitute(reason = "locale data; English")
    private void initialize(Locale wanted) {
        locale = wanted;
        zeroDigit = '0';
        groupingSeparator = ',';
        decimalSeparator = '.';
        perMill = '\u2030';
        percent = '%';
        digit = '#';
        patternSeparator = ';';
        infinity = "\u221E";
        NaN = "NaN";
        minusSign = '-';
        monetarySeparator = '.';
        monetaryGroupingSeparator = ',';
        exponential = 'E';
        exponentialSeparator = "E";
        perMillText = "\u2030";
        percentText = "%";
        minusSignText = "-";
    }

    @Substitute(reason = "locale data: the symbols of no currency")
    private void initializeCurrency(Locale wanted) {
        intlCurrencySymbol = "XXX";
        currencySymbol = "\u00A4";
        currencyInitialized = true;
    }

    @Substitute(reason = "the original asks locale providers")
    public static DecimalFormatSymbols getInstance(Locale locale) {
        return new DecimalFormatSymbols(locale);
    }
}
