package obol.nucleus.substitutions.misc;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Intrinsic;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("jdk.internal.access.SharedSecrets")
final class SharedSecretsSubstitution {
    @Alias private static CollectionAccess javaUtilCollectionAccess;

    private SharedSecretsSubstitution() {}

    @Substitute(reason = "the original only makes a MethodHandles.Lookup")
    private static void initializer() {}

    @Substitute(reason = "the original asks a MethodHandles.Lookup; every argument is a class literal")
    @Intrinsic("INIT_CLASS")
    private static native void ensureClassInitialized(Class<?> literal);

    @Substitute(reason = "the original looks the class up by its name")
    public static CollectionAccess getJavaUtilCollectionAccess() {
        if (javaUtilCollectionAccess == null) {
            ensureClassInitialized(CollectionAccessSource.class);
        }
        return javaUtilCollectionAccess;
    }

    @Substitutes("jdk.internal.access.JavaUtilCollectionAccess") private interface CollectionAccess {}

    @Substitutes("java.util.ImmutableCollections$Access") private static class CollectionAccessSource {}
}
