package obol.nucleus;

import static obol.nucleus.Memory.addressOf;
import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getUnsignedInt;

import java.util.Objects;
import obol.layout.ObjectLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.annotation.NoAllocation;

/**
 * The files that were built into the image and into its suites, the same for all processes. Read-only. They are numbered from 0: the
 * image's first, then those of each suite, each in the order of {@code String.compareTo} of the names.
 */
public final class ImageFiles {
    private ImageFiles() {}

    @NoAllocation
    public static int count() {
        int count = 0;
        for (int i = 0; i <= Suites.count(); i++) {
            count += count(header(i));
        }
        return count;
    }

    @NoAllocation
    private static int count(long header) {
        return getInt(header + ImageHeader.FILE_COUNT);
    }

    /** Of the image for 0, else of a suite. */
    @NoAllocation
    private static long header(int i) {
        return i == 0 ? Suites.image() : Suites.at(i - 1);
    }

    /** @throws IndexOutOfBoundsException if there is no file of this number; so do the following */
    public static String name(int number) {
        return Utf8.decodeAt(getUnsignedInt(record(number) + ImageHeader.FILE_NAME));
    }

    /** Bytes of the file. */
    public static int length(int number) {
        return (int) getUnsignedInt(record(number) + ImageHeader.FILE_LENGTH);
    }

    /** The number of the file with this name, -1: there is none. The own suite's goes before the others. */
    public static int find(String name) {
        int found = -1;
        int first = 0;
        for (int i = 0; i <= Suites.count(); i++) {
            int end = first + count(header(i));
            if (found < 0 || header(i) == Suites.current()) {
                int here = find(name, first, end);
                found = here >= 0 ? here : found;
            }
            first = end;
        }
        return found;
    }

    private static int find(String name, int from, int to) {
        int low = from;
        int high = to - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = name(middle).compareTo(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /**
     * Copies bytes of a file from {@code offset} on into {@code to}, from {@code at} on.
     *
     * @return how many bytes were copied: fewer than {@code count} at the end of the file, 0 behind it
     * @throws IndexOutOfBoundsException if the offset is negative, or {@code to} has no such place
     */
    public static int read(int number, long offset, byte[] to, int at, int count) {
        Objects.checkFromIndexSize(at, count, to.length);
        if (offset < 0) {
            throw new IndexOutOfBoundsException("offset " + offset);
        }
        int size = (int) Math.max(0, Math.min(count, length(number) - offset));
        copy(getUnsignedInt(record(number) + ImageHeader.FILE_BYTES) + offset, to, at, size);
        return size;
    }

    /** All bytes of the file. */
    public static byte[] bytes(int number) {
        byte[] bytes = new byte[length(number)];
        read(number, 0, bytes, 0, bytes.length);
        return bytes;
    }

    /** The build id of the image, in hexadecimal digits. */
    public static String buildId() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i++) {
            int value = getByte(Suites.image() + ImageHeader.BUILD_ID + i);
            text.append(Character.forDigit(value >> 4 & 15, 16)).append(Character.forDigit(value & 15, 16));
        }
        return text.toString();
    }

    @NoAllocation
    private static void copy(long from, byte[] to, int at, int size) {
        Machine.copyMemory(from, addressOf(to) + ObjectLayout.ARRAY_ELEMENTS + at, size);
    }

    private static long record(int number) {
        Objects.checkIndex(number, count());
        int i = 0;
        int at = number;
        while (at >= count(header(i))) {
            at -= count(header(i++));
        }
        return getUnsignedInt(header(i) + ImageHeader.FILES) + (long) ImageHeader.FILE_SIZE * at;
    }
}
