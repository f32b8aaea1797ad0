package obol.aot.store;

/**
 * Where entries are kept. It may forget, and what it gives may be damaged: {@link StoredCode} takes either for a miss. An entry belongs to
 * its key for ever. One thread.
 */
public interface CodeStore {
    /** Keeps nothing. */
    CodeStore NONE = new CodeStore() {
        @Override public byte[] find(CodeKey key) {
            return null;
        }

        @Override public void keep(CodeKey key, byte[] entry) { }
    };

    /** The bytes last kept under the key, or null. The caller does not change them. */
    byte[] find(CodeKey key);

    /** The store owns the bytes from now on. */
    void keep(CodeKey key, byte[] entry);
}
