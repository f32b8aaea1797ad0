package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.ClassLoader")
abstract class ClassLoaderSubstitution {
    @ConstantNull(reason = "the class library and the program have one loader, the bootstrap's")
    public static native ClassLoader getSystemClassLoader();

    @ConstantNull(reason = "as getSystemClassLoader")
    public static native ClassLoader getPlatformClassLoader();
}
