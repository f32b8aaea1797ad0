package obol.nucleus.substitutions.ref;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.ref.PhantomReference")
abstract class PhantomReferenceSubstitution {
    @Substitute(reason = "native")
    private boolean refersTo0(Object object) {
        return ((Base) (Object) this).referent == object;
    }

    @Substitutes("java.lang.ref.Reference")
    private abstract static class Base {
        @Alias Object referent;
    }
}
