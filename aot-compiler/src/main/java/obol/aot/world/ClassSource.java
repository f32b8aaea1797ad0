package obol.aot.world;

import java.util.List;
import obol.aot.ir.Linkage;

/** Where class files come from. The implementations that read the host's files are in {@code obol.aot.input}. */
public interface ClassSource {
    /** The bytes of the class with this internal name, or null. */
    byte[] find(String name);

    /** What the loading of a class throws that is there and must not be used; null: it may be. */
    default Linkage failure(String name) {
        return null;
    }

    /** The internal names of all classes that begin with {@code prefix} (a package and a slash), ascending. */
    List<String> list(String prefix);

    /** A data file that the class library reads, by its path in the JDK's folder; or null. */
    default byte[] resource(String path) {
        return null;
    }
}
