package obol.nucleus.substitutions.misc;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.loader.BootLoader")
final class BootLoaderSubstitution {
    private BootLoaderSubstitution() {}

    @Substitute(reason = "native methods are substituted, there is nothing to load")
    public static void loadLibrary(String name) {}
}
