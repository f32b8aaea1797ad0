package obol.nucleus.substitutions.text;

import java.text.DateFormatSymbols;
import java.util.Locale;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

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

    @Substitute(reason = "locale data; the zones that English names here")
    private String[][] getZoneStringsImpl(boolean copy) {
        String[] ids = {"UTC", "GMT"};
        String[][] names = new String[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            String full = English.zone(ids[i], true);
            names[i] = new String[] {ids[i], full, ids[i], full, ids[i]};
        }
        return names;
    }
}
