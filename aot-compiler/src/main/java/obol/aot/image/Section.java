package obol.aot.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes that will stand together in memory, written from front to back; places in any section may be named before they are known. */
final class Section {
    /** How an address is stored: the low 32 bits, 64 bits, or its distance from the end of the field. */
    enum Form { ABSOLUTE_32, ABSOLUTE_64, RELATIVE_32 }

    /** All memory, for places outside of what is written; nothing is put into it. */
    static final Section OUTSIDE = new Section("memory");

    private record Fixup(int at, Form form, Section target, long offset) {}

    final String name;
    /** The address will be a multiple of this power of two. */
    int alignment = 16;
    private byte[] bytes = new byte[4096];
    private int size;
    private final List<Fixup> fixups = new ArrayList<>();
    /** The address of the first byte; 0 until it has its place. */
    long base;

    Section(String name) {
        this.name = name;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int count) {
        if (size + count > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }

    void align(int alignment) {
        int padded = (size + alignment - 1) & -alignment;
        reserve(padded - size);
        size = padded;
    }

    /** Appends zeros. */
    void skip(int count) {
        reserve(count);
        size += count;
    }

    void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void u16(int value) {
        u8(value);
        u8(value >> 8);
    }

    /** Throws IllegalArgumentException if it does not fit. */
    void u24(int value) {
        if (value >>> 24 != 0) throw new IllegalArgumentException(value + " in 24 bits");
        u16(value);
        u8(value >> 16);
    }

    void u32(int value) {
        u16(value);
        u16(value >> 16);
    }

    void u64(long value) {
        u32((int) value);
        u32((int) (value >> 32));
    }

    void bytes(byte[] data) {
        reserve(data.length);
        System.arraycopy(data, 0, bytes, size, data.length);
        size += data.length;
    }

    /** Appends the address of a place, as a u32; a null section is address 0. */
    void address32(Section target, long offset) {
        if (target != null) fixup(size, Form.ABSOLUTE_32, target, offset);
        u32(0);
    }

    void address64(Section target, long offset) {
        if (target != null) fixup(size, Form.ABSOLUTE_64, target, offset);
        u64(0);
    }

    void address32(Place place) {
        address32(place == null ? null : place.section(), place == null ? 0 : place.offset());
    }

    void address64(Place place) {
        address64(place == null ? null : place.section(), place == null ? 0 : place.offset());
    }

    /** The bytes at {@code at} will hold that address. */
    void fixup(int at, Form form, Section target, long offset) {
        fixups.add(new Fixup(at, form, target, offset));
    }

    /** Overwrites four bytes. */
    void patch32(int at, int value) {
        for (int i = 0; i < 4; i++) bytes[at + i] = (byte) (value >> 8 * i);
    }

    void patch8(int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Back to no bytes at all. */
    void reset() {
        Arrays.fill(bytes, 0, size, (byte) 0);
        size = 0;
        fixups.clear();
    }

    int get8(int at) {
        return bytes[at] & 0xFF;
    }

    int get16(int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    long get64(int at) {
        long value = 0;
        for (int i = 7; i >= 0; i--) value = value << 8 | bytes[at + i] & 0xFF;
        return value;
    }

    /** All sections have their places: fills the addresses in. */
    void resolve() {
        for (Fixup f : fixups) {
            long value = f.target.base + f.offset;
            switch (f.form) {
                case ABSOLUTE_32 -> {
                    check(value == (value & 0xFFFF_FFFFL), f, value);
                    patch32(f.at, (int) value);
                }
                case ABSOLUTE_64 -> {
                    patch32(f.at, (int) value);
                    patch32(f.at + 4, (int) (value >> 32));
                }
                case RELATIVE_32 -> {
                    value -= base + f.at + 4;
                    check(value == (int) value, f, value);
                    patch32(f.at, (int) value);
                }
            }
        }
    }

    /**
     * Adds what depends on where this section lies together with those beside it: addresses in them, by {@code absolute}, and
     * distances to what is outside; offsets from {@code start}.
     */
    void addRelocations(long start, List<Integer> absolute, List<Integer> relative) {
        for (Fixup f : fixups) {
            boolean outside = f.target == OUTSIDE;
            if (outside == (f.form == Form.RELATIVE_32)) (outside ? relative : absolute).add((int) (base - start + f.at));
        }
    }

    private void check(boolean fits, Fixup f, long value) {
        if (!fits) throw new IllegalStateException(name + "+" + f.at + ": address " + Long.toHexString(value) + " in " + f.target.name + " does not fit " + f.form);
    }
}
