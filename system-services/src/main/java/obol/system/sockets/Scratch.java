package obol.system.sockets;

import java.nio.ByteBuffer;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitutes;

/** A little memory outside the heap, for calls that take an address. */
final class Scratch implements AutoCloseable {
    private final ByteBuffer buffer;

    private Scratch(int size) {
        buffer = Temporary.getTemporaryDirectBuffer(size);
    }

    static Scratch of(int size) {
        return new Scratch(size);
    }

    static Scratch of(byte value) {
        Scratch one = new Scratch(1);
        one.buffer.put(0, value);
        return one;
    }

    long address() {
        return ((Direct) buffer).address();
    }

    @Override public void close() {
        Temporary.offerFirstTemporaryDirectBuffer(buffer);
    }

    @Substitutes("sun.nio.ch.DirectBuffer")
    private interface Direct {
        @Alias long address();
    }

    @Substitutes("sun.nio.ch.Util")
    private static class Temporary {
        @Alias
        public static ByteBuffer getTemporaryDirectBuffer(int size) {
            return null;
        }

        @Alias
        static void offerFirstTemporaryDirectBuffer(ByteBuffer buffer) {}
    }
}
