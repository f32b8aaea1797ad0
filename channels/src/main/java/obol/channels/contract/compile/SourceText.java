package obol.channels.contract.compile;

/** Where source texts come from, for the line numbers that class files do not have. */
@FunctionalInterface
public interface SourceText {
    /** No sources at hand. */
    SourceText NONE = path -> null;

    /** The text of a source file, given as {@code p/File.java}, or null. */
    String find(String path);
}
