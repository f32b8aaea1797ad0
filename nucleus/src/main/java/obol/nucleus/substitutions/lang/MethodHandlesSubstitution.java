package obol.nucleus.substitutions.lang;

import java.lang.invoke.MethodHandles;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.invoke.MethodHandles")
class MethodHandlesSubstitution {
    @ConstantNull(reason = "what the class library looks up with it is compiled away")
    public static native MethodHandles.Lookup privateLookupIn(Class<?> c, MethodHandles.Lookup caller);

    @ConstantNull(reason = "what the class library looks up with it is compiled away")
    public static native MethodHandles.Lookup lookup();
}
