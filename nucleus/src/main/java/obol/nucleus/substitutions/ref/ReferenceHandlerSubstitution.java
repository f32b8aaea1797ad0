package obol.nucleus.substitutions.ref;

import obol.nucleus.annotation.Intrinsic;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.ref.Reference$ReferenceHandler")
final class ReferenceHandlerSubstitution {
    ReferenceHandlerSubstitution(ThreadGroup group, String name) {}

    @Substitute(reason = "the original looks the class up by its name")
    @Intrinsic("INIT_CLASS")
    private static native void ensureClassInitialized(Class<?> literal);
}
