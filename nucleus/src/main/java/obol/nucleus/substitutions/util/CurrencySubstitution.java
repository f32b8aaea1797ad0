package obol.nucleus.substitutions.util;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;

@Substitutes("java.util.Currency")
final class CurrencySubstitution {
    private CurrencySubstitution() {}

    @Substitute(reason = "the original reads a file of the JDK")
    private static void initializer() {}

    @Unsupported(reason = "currency data")
    public static native Currency getInstance(String code);

    @Unsupported(reason = "currency data")
    public static native Currency getInstance(Locale locale);

    @Unsupported(reason = "currency data")
    public static native Set<Currency> getAvailableCurrencies();
}
