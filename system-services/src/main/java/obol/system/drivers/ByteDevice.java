package obol.system.drivers;

/**
 * A device that carries bytes both ways, in order and without loss. One thread reads while another one writes; neither call wants more
 * than one thread at a time. A wait ends early only with the thread's process.
 */
public interface ByteDevice {
    /**
     * Waits until there are bytes, then takes as many as there are, at most {@code most}.
     *
     * @param most at least 1
     * @return how many, at least 1; -1 when the other side is gone for good
     */
    int read(byte[] to, int offset, int most);

    /** Takes all bytes; waits while the device has no room. What the other side does not take because it is gone is dropped. */
    void write(byte[] from, int offset, int count);
}
