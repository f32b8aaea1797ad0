package obol.verifier;

import obol.classfile.ClassFile;

/**
 * The one namespace in which classes of a verification are found: a suite, its libraries and the base image. One name
 * is one class (no loaders), so a verdict holds for exactly the classes that the source gave.
 */
@FunctionalInterface
public interface ClassSource {
    /**
     * The class of an internal name, never that of an array; null if there is none. Asked for the same name often; must
     * always answer the same object.
     */
    ClassFile find(String name);

    /** Whether classes outside may use the package (internal form). A package that is not exported looks absent. */
    default boolean isExported(String packageName) {
        return true;
    }
}
