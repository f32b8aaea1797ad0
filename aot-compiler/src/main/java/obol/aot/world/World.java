package obol.aot.world;

/** All classes of the program being compiled. */
public final class World {
    static String primitiveDescriptor(String name) {
        throw new UnsupportedOperationException("World." + name);
    }

    JClass makeArray(JClass component) {
        throw new UnsupportedOperationException("World.makeArray of " + component);
    }
}
