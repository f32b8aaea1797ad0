package obol.channels.contract.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Where class files come from. */
@FunctionalInterface
public interface ClassSource {
    /** The bytes of the class with this internal name ({@code p/C}), or null if there is none. */
    byte[] find(String internalName);

    /** The class files that a loader sees; null is the system's loader. */
    static ClassSource of(ClassLoader loader) {
        ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        return name -> {
            try (InputStream in = from.getResourceAsStream(name + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        };
    }
}
