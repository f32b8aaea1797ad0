package obol.channels.remote;

import obol.channels.codec.Limits;

/** Kinds of frames; docs/wire.md says who sends which, when, and what is in its body. */
enum Kind {
    /** First from the client: it wants a channel. The number is the version. Body: nanoseconds that it waits. */
    CONNECT(1, Long.BYTES),
    /** First from the client: it wants the contract's canonical text. The number is the version. */
    CONTRACT(2, 0),
    /** The number is that of the channel. Body: fingerprint. */
    WELCOME(3, Sizes.FINGERPRINT),
    /** Body: canonical text. */
    TEXT(4, 1 << 20),
    /** There is no channel and no text. The number is a {@code Refusal}. Body: words. */
    REFUSED(5, Sizes.WORDS),
    /** Body: ordinal, nanoseconds that the caller waits, message. */
    CALL(6, 2 * Long.BYTES + Sizes.MESSAGE),
    /** Body: message. */
    REPLY(7, Sizes.MESSAGE),
    /** Answers a call and ends its channel. Body: words. */
    FAULT(8, Sizes.WORDS),
    /** One of the messages that come later. */
    ITEM(9, Sizes.MESSAGE),
    /** Body: u32, so many more bytes may come. */
    CREDIT(10, Integer.BYTES),
    /** The sender of the frame has no further use for the channel or half. */
    CLOSE(11, 0),
    /** Begins a block, which a message that follows names. Body: u32 size. */
    BLOCK(12, Integer.BYTES),
    /** The next bytes of the block begun last. */
    BYTES(13, Sizes.PIECE);

    /** Sizes in bytes. */
    static final class Sizes {
        static final int FINGERPRINT = 16;
        /** Of a handle in a message: kind, number, and of a channel its fingerprint. */
        static final int HANDLE = 1 + Integer.BYTES + FINGERPRINT;
        static final int MESSAGE = Short.BYTES + Limits.HANDLES * HANDLE + Limits.MESSAGE_BYTES;
        static final int WORDS = Limits.MESSAGE_BYTES;
        static final int PIECE = 32 << 10;

        private Sizes() {
        }
    }

    private static final Kind[] BY_CODE = new Kind[values().length + 1];

    static {
        for (Kind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    /** On the wire. */
    final byte code;
    /** Most bytes of the body. */
    final int most;

    Kind(int code, int most) {
        this.code = (byte) code;
        this.most = most;
    }

    /** Null if there is none. */
    static Kind of(byte code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }
}
