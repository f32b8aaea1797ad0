package obol.nucleus.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The device's side of a split virtqueue in memory, as the specification has it, and what a device that breaks it could do. */
final class FakeDevice implements RingMemory {
    record Piece(long address, int length, boolean writable) {}

    private static final int NEXT = 1, WRITE = 2;

    final ByteBuffer memory = ByteBuffer.allocate(SplitRing.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Chains that were made available and are not used yet, oldest first. */
    final Deque<Integer> chains = new ArrayDeque<>();
    private final int size;
    private int available;
    private int used;

    FakeDevice(int size) {
        this.size = size;
    }

    /** Fetches what was made available; gives how many chains that were. */
    int fetch() {
        int count = 0;
        while (available != getShort(SplitRing.AVAILABLE + 2)) {
            chains.add(getShort(SplitRing.AVAILABLE + 4 + 2 * (available % size)));
            available = available + 1 & 0xFFFF;
            count++;
        }
        return count;
    }

    /** The pieces of a chain. */
    List<Piece> pieces(int head) {
        List<Piece> pieces = new ArrayList<>();
        int descriptor = head;
        int flags;
        do {
            int at = SplitRing.DESCRIPTORS + 16 * descriptor;
            flags = getShort(at + 12);
            pieces.add(new Piece(memory.getLong(at), getInt(at + 8), (flags & WRITE) != 0));
            descriptor = getShort(at + 14);
            if (pieces.size() > size) throw new AssertionError("a circle of descriptors");
        } while ((flags & NEXT) != 0);
        return pieces;
    }

    /** Returns a chain. */
    void use(int head, int written) {
        chains.remove(head);
        say(head, written);
        advance(1);
    }

    /** Writes the next entry of the used ring, whatever it means. */
    void say(int head, int written) {
        int at = SplitRing.USED + 4 + 8 * (used % size);
        putInt(at, head);
        putInt(at + 4, written);
    }

    /** Moves the index of the used ring. */
    void advance(int entries) {
        used = used + entries & 0xFFFF;
        putShort(SplitRing.USED + 2, used);
    }

    @Override public int getShort(int at) {
        return memory.getShort(at) & 0xFFFF;
    }

    @Override public void putShort(int at, int value) {
        memory.putShort(at, (short) value);
    }

    @Override public int getInt(int at) {
        return memory.getInt(at);
    }

    @Override public void putInt(int at, int value) {
        memory.putInt(at, value);
    }

    @Override public void putLong(int at, long value) {
        memory.putLong(at, value);
    }
}
