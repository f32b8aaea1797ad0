package obol.nucleus.device;

/**
 * The driver's side of a split virtqueue (virtio 1.1, section 2.6): descriptors, the ring of available chains, the ring of used ones.
 *
 * <p>Nothing that the device could have written is read but the used ring, and of that nothing is believed: which descriptors are free,
 * how chains hang together and how long they are is kept here. The order of the processor's stores is that of the program, as x86 has it.
 */
final class SplitRing {
    /** Most descriptors: then each part lies within a page, wherever the pages are. */
    static final int SIZE_MOST = 256;
    private static final int PAGE = 4096;
    /** The parts, and the bytes of all. */
    static final int DESCRIPTORS = 0, AVAILABLE = PAGE, USED = 2 * PAGE, BYTES = 3 * PAGE;

    private static final int DESCRIPTOR_SIZE = 16, DESCRIPTOR_LENGTH = 8, DESCRIPTOR_FLAGS = 12, DESCRIPTOR_NEXT = 14;
    private static final int FLAG_NEXT = 1, FLAG_WRITE = 2;
    private static final int INDEX = 2, RING = 4;
    private static final int FLAG_NO_INTERRUPT = 1;
    private static final int USED_SIZE = 8, USED_LENGTH = 4;
    private static final int MASK = 0xFFFF;
    private static final int NONE = -1;

    private final RingMemory memory;
    private final int size;
    /** The next descriptor of the same chain, or of the free ones. */
    private final int[] next;
    /** By the first descriptor of a chain that the device has: the bytes that it may write, else {@link #NONE}. */
    private final int[] writable;
    private int free;
    private int freeCount;
    private int chains;
    private int available;
    private int used;
    private int length;
    private boolean broken;

    /** @param memory zero, {@link #BYTES} long; {@code size} is a power of two, at most {@link #SIZE_MOST} */
    SplitRing(RingMemory memory, int size) {
        this.memory = memory;
        this.size = size;
        next = new int[size];
        writable = new int[size];
        for (int i = 0; i < size; i++) {
            next[i] = i + 1 < size ? i + 1 : NONE;
            writable[i] = NONE;
        }
        freeCount = size;
    }

    /** How many pieces there is room for. */
    int room() {
        return freeCount;
    }

    /** Whether the device has used all chains that it was given. */
    boolean isIdle() {
        return (memory.getShort(USED + INDEX) - used & MASK) == chains;
    }

    /**
     * Makes the first {@code count} pieces available to the device as one chain.
     *
     * @param count at least 1, at most {@link #room}
     * @param readable how many of them, the first ones, the device reads; it fills the others
     * @return the number of the chain, until it is used
     */
    int add(long[] addresses, int[] lengths, int count, int readable) {
        checkSound();
        if (count < 1 || count > freeCount) {
            throw new IllegalArgumentException(count + " pieces, room for " + freeCount);
        }
        int head = free;
        int total = 0;
        int last = NONE;
        for (int i = 0; i < count; i++) {
            int descriptor = free;
            free = next[descriptor];
            int at = DESCRIPTORS + DESCRIPTOR_SIZE * descriptor;
            memory.putLong(at, addresses[i]);
            memory.putInt(at + DESCRIPTOR_LENGTH, lengths[i]);
            memory.putShort(at + DESCRIPTOR_FLAGS, (i < readable ? 0 : FLAG_WRITE) | (i + 1 < count ? FLAG_NEXT : 0));
            memory.putShort(at + DESCRIPTOR_NEXT, i + 1 < count ? free : 0);
            total += i < readable ? 0 : lengths[i];
            last = descriptor;
        }
        next[last] = NONE;
        freeCount -= count;
        writable[head] = total;
        chains++;
        memory.putShort(AVAILABLE + RING + 2 * (available & size - 1), head);
        available = available + 1 & MASK;
        memory.putShort(AVAILABLE + INDEX, available);
        return head;
    }

    /** Whether the device is to interrupt when it has used chains; it may all the same. */
    void interrupts(boolean wanted) {
        memory.putShort(AVAILABLE, wanted ? 0 : FLAG_NO_INTERRUPT);
    }

    /**
     * The number of the next chain that the device has used, whose descriptors are free then; -1: none.
     *
     * @throws DeviceFault if the device says what cannot be, now and whenever this is asked again
     */
    int take() {
        checkSound();
        int news = memory.getShort(USED + INDEX) - used & MASK;
        if (news == 0) {
            return NONE;
        }
        if (news > chains) {
            throw fault("has used " + news + " chains, has " + chains);
        }
        int entry = USED + RING + USED_SIZE * (used & size - 1);
        int head = memory.getInt(entry);
        int written = memory.getInt(entry + USED_LENGTH);
        if (head < 0 || head >= size || writable[head] == NONE) {
            throw fault("has used chain " + head + ", which it does not have");
        }
        if (written < 0 || written > writable[head]) {
            throw fault("has written " + Integer.toUnsignedString(written) + " bytes where there is room for " + writable[head]);
        }
        length = written;
        writable[head] = NONE;
        used = used + 1 & MASK;
        chains--;
        int last = head;
        freeCount++;
        while (next[last] != NONE) {
            last = next[last];
            freeCount++;
        }
        next[last] = free;
        free = head;
        return head;
    }

    /** Bytes that the device has written into the chain that was taken last. */
    int length() {
        return length;
    }

    private DeviceFault fault(String what) {
        broken = true;
        return new DeviceFault("the device " + what);
    }

    private void checkSound() {
        if (broken) {
            throw new DeviceFault("the device has broken the protocol before");
        }
    }
}
