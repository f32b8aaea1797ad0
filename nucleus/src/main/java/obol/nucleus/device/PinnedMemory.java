package obol.nucleus.device;

import obol.nucleus.Memory;

/** A pinned buffer as the memory of a queue. */
record PinnedMemory(long address) implements RingMemory {
    @Override public int getShort(int at) {
        return Memory.getChar(address + at);
    }

    @Override public void putShort(int at, int value) {
        Memory.putShort(address + at, (short) value);
    }

    @Override public int getInt(int at) {
        return Memory.getInt(address + at);
    }

    @Override public void putInt(int at, int value) {
        Memory.putInt(address + at, value);
    }

    @Override public void putLong(int at, long value) {
        Memory.putLong(address + at, value);
    }
}
