package obol.shell.language;

/** The text is not a script of this language. */
public final class SyntaxException extends Exception {
    private final int line;
    private final boolean incomplete;

    SyntaxException(int line, String message, boolean incomplete) {
        super(message);
        this.line = line;
        this.incomplete = incomplete;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** True when further lines could make the text right: the text ended inside quotes or before a {@code fi} or {@code done}. */
    public boolean incomplete() {
        return incomplete;
    }
}
