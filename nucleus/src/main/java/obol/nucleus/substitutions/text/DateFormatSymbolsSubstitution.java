package obol.nucleus.substitutions.text;

import java.text.DateFormatSymbols;
import java.util.Locale;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;

@Substitutes("java.text.DateFormatSymbols")
class DateFormatSymbolsSubstitution {
    @Alias String[] eras;
    @Alias String[] months;
    @Alias String[] shortMonths;
    @Alias String[] weekdays;
    @Alias String[] shortWeekdays;
    @Alias String[] ampms;
    @Alias String localPatternChars;
    @Alias Locale locale;

    @Substitute(reason = "locale data; English")
    private void initializeData(Locale wanted) {
        locale = wanted;
        eras = English.ERAS.clone();
        months = English.MONTHS.clone();
        shortMonths = English.SHORT_MONTHS.clone();
        weekdays = English.WEEKDAYS.clone();
        shortWeekdays = English.SHORT_WEEKDAYS.clone();
        ampms = English.HALF_DAYS.clone();
        localPatternChars = "GyMdkHmsSEDFwWahKzZ";
    }

    @Substitute(reason = "the original asks locale providers")
    private static DateFormatSymbols getProviderInstance(Locale locale) {
        return new DateFormatSymbols(locale);
    }

    @Unsupported(reason = "names of time zones")
    private native String[][] getZoneStringsImpl(boolean copy);
}
