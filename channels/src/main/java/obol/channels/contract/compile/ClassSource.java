package obol.channels.contract.compile;

/** Where class files come from. */
@FunctionalInterface
public interface ClassSource {
    /** The bytes of the class with this internal name ({@code p/C}), or null if there is none. */
    byte[] find(String internalName);
}
