package obol.nucleus.device;

/** The memory that a driver and its device share for one queue: little-endian, by offsets in bytes. */
interface RingMemory {
    /** An unsigned number of 16 bits. */
    int getShort(int at);

    void putShort(int at, int value);

    int getInt(int at);

    void putInt(int at, int value);

    void putLong(int at, long value);
}
