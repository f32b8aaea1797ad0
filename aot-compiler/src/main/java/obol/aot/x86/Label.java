package obol.aot.x86;

/** A place in the code of one {@link Assembler}: it may be referred to before it is bound, and is bound once. */
public final class Label {
    private static final int UNBOUND = -1;

    /** Provisional position, see {@link Assembler#finish()}. */
    private int position = UNBOUND;

    public boolean isBound() {
        return position != UNBOUND;
    }

    int position() {
        if (!isBound()) {
            throw new IllegalStateException("label is used but never bound");
        }
        return position;
    }

    void bind(int at) {
        if (isBound()) {
            throw new IllegalStateException("label is bound twice");
        }
        position = at;
    }
}
