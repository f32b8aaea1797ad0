package obol.channels;

/** A value with exactly one owner. Only the system defines linear types; see CONTRACTS.md section 4 for the rules. */
public interface Linear extends AutoCloseable {
    /** Ends the value. No effect when it was already closed or consumed. */
    @Override
    void close();
}
