package obol.system.ether;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;

/**
 * An Ethernet device. Frames, from the target's address to the last byte before the checksum, come and go in blocks, as
 * {@link Frames} lays them out; blocks go back and forth, so that none are made while frames pass. For one client: a second one that
 * receives takes frames away from the first.
 */
public interface Ether extends Contract {
    /** Most bytes of a frame. */
    int MOST = 1514;
    /** What a block for frames usually has. */
    int BATCH = 64 << 10;

    Facts facts();

    /**
     * @param hardware its address, in the lower 48 bits
     * @param mtu bytes of the largest IP packet
     * @param up whether the device says that there is a network
     */
    record Facts(long hardware, int mtu, boolean up) {}

    /**
     * The frames that have come, as many as the block has room for; waits for the first. One at a time: an earlier one that waits ends.
     *
     * @param empty at least {@link Frames#room} of {@link #MOST} bytes
     */
    Pending<Batch> receive(Block empty);

    /** @param bytes how many of the block are frames */
    record Batch(Block block, int bytes) {}

    /**
     * Sends frames, and gives the block back when the device has taken them. One at a time: an earlier one that waits ends.
     *
     * @param bytes how many of the block are frames
     */
    Pending<Batch> send(Block frames, int bytes);

    Counters counters();

    /** Since the driver began. Frames that came while there was no room for them the device counts, who does not tell. */
    record Counters(long framesIn, long bytesIn, long framesOut, long bytesOut, long malformed, long interrupts) {}
}
