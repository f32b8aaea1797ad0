package obol.channels.remote;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A frame that has arrived. Its body is read once, from the front. Little-endian. */
final class Frame {
    /** Bytes before the body: its length, the kind, the number. */
    static final int HEAD = Integer.BYTES + 1 + Integer.BYTES;

    final Kind kind;
    final int number;
    private final byte[] body;
    private int at;

    Frame(Kind kind, int number, byte[] body) {
        this.kind = kind;
        this.number = number;
        this.body = body;
    }

    int left() {
        return body.length - at;
    }

    byte[] bytes(int count) throws BrokenSession {
        if (count > left()) {
            throw broken("it ends in the middle");
        }
        at += count;
        return Arrays.copyOfRange(body, at - count, at);
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(body, at, body.length);
        at = body.length;
        return rest;
    }

    String words() {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    int readByte() throws BrokenSession {
        return (int) number(1);
    }

    int readShort() throws BrokenSession {
        return (int) number(Short.BYTES);
    }

    int readInt() throws BrokenSession {
        return (int) number(Integer.BYTES);
    }

    long readLong() throws BrokenSession {
        return number(Long.BYTES);
    }

    private long number(int size) throws BrokenSession {
        if (size > left()) {
            throw broken("it ends in the middle");
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | body[at + i] & 0xFF;
        }
        at += size;
        return value;
    }

    /** All of the body has been read. */
    void finish() throws BrokenSession {
        if (left() != 0) {
            throw broken("it is " + left() + " bytes too long");
        }
    }

    BrokenSession broken(String how) {
        return new BrokenSession(kind + " " + Integer.toUnsignedString(number) + ": " + how);
    }
}
