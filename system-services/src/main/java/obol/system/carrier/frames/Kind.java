package obol.system.carrier.frames;

/** Kinds of frames; the byte on the wire is {@link #code}. */
enum Kind {
    /** Begins a connection. The bytes say what it is, in UTF-8. */
    OPEN(1),
    /** Bytes of a connection. */
    DATA(2),
    /** The sender sends no more DATA. The bytes, if any, are the reason, in UTF-8. */
    CLOSE(3),
    /** A u32: so many more bytes of DATA may be sent. The first one accepts the connection. */
    CREDIT(4);

    private static final Kind[] ALL = values();

    final int code;

    Kind(int code) {
        this.code = code;
    }

    /** The kind of a code; null if there is none. */
    static Kind of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
