package obol.system.servers.export;

import obol.channels.Block;
import obol.channels.Slot;
import obol.system.carrier.Stream;

/** The block that one direction of a connection uses again and again, while much goes that way. For the session's thread. */
final class SpareBlock {
    /** So many bytes at once are worth a block. */
    static final int WORTH = 4 << 10;

    private final Capacity capacity;
    private final Slot<Block> block = new Slot<>();
    /** Whether there is one, here or on its way. */
    private boolean exists;

    SpareBlock(Capacity capacity) {
        this.capacity = capacity;
    }

    /** The block, which may hold anything; null if there is no room for one. It is not under way. */
    Block take() {
        if (!exists && !make()) {
            return null;
        }
        return block.take();
    }

    private boolean make() {
        if (!capacity.takeBlock()) {
            return false;
        }
        try {
            block.put(Block.allocate(Stream.MOST_OF_BLOCK));
            exists = true;
        } catch (OutOfMemoryError full) {
            capacity.giveBlock();
        }
        return exists;
    }

    /** The block is back. */
    void put(Block back) {
        block.put(back);
    }

    boolean isHere() {
        return !block.isEmpty();
    }

    /** Copies bytes of the block, which is here. */
    void copy(int from, byte[] to, int offset, int count) {
        Block here = block.take();
        here.read(from, to, offset, count);
        block.put(here);
    }

    /** There is none any more: it lies here, or will not come back. */
    void free() {
        block.close();
        if (exists) {
            exists = false;
            capacity.giveBlock();
        }
    }
}
