package obol.styx;

import java.util.Arrays;

/**
 * A part of a byte array, not copied. Who hands out a slice says how long the bytes stay as they
 * are; {@link #copy()} keeps them longer.
 */
public record Slice(byte[] array, int offset, int length) {
    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    public Slice {
        if (offset < 0 || length < 0 || offset > array.length - length) {
            throw new IndexOutOfBoundsException("slice " + offset + "+" + length + " of " + array.length);
        }
    }

    public static Slice of(byte[] whole) {
        return new Slice(whole, 0, whole.length);
    }

    /** The bytes from {@code from} on, at most {@code most} of them. */
    public Slice part(int from, int most) {
        return new Slice(array, offset + from, Math.min(most, length - from));
    }

    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The bytes as UTF-8 text, with U+FFFD in place of what is not UTF-8. */
    public String text() {
        return new String(array, offset, length, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice s
                && Arrays.equals(array, offset, offset + length, s.array, s.offset, s.offset + s.length);
    }

    @Override
    public int hashCode() {
        int h = 1;
        for (int i = 0; i < length; i++) {
            h = 31 * h + array[offset + i];
        }
        return h;
    }

    @Override
    public String toString() {
        return "Slice[" + length + " bytes]";
    }
}
