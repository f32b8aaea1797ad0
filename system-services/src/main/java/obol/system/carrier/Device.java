package obol.system.carrier;

/** Bytes both ways between the two sides of a carrier. One thread reads and one other writes. */
public interface Device {
    /**
     * Waits for bytes.
     *
     * @return how many there are now, 1 to {@code most}; -1 if the other side is gone or the device is closed
     */
    int read(byte[] to, int offset, int most);

    /**
     * Waits until the device has taken all these bytes; the array may be changed then.
     *
     * @return whether it has; false if the other side is gone or the device is closed
     */
    boolean write(byte[] from, int offset, int count);

    /**
     * Takes of these bytes what can be taken without waiting, while nobody writes.
     *
     * @return how many; less than 0 if the other side is gone or the device is closed
     */
    default int offer(byte[] from, int offset, int count) {
        return 0;
    }

    /** Ends both directions; a thread that waits in here returns. */
    void close();
}
