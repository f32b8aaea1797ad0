package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.classes.Interned;

@Substitutes("java.lang.String")
public final class StringSubstitution {
    @Substitute(reason = "native")
    public String intern() {
        return Interned.intern((String) (Object) this);
    }
}
