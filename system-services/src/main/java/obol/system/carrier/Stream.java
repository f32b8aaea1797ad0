package obol.system.carrier;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;

/**
 * Bytes both ways. Closing it ends the connection once what was written is out. Where many bytes are on their way they go in blocks, of
 * which each comes back to who gave it: so none is made, cleared or freed for a message.
 */
public interface Stream extends Contract {
    /** Most bytes of one read or write of an array. */
    int MOST = 32 << 10;
    /** Most bytes of one read or write of a block. */
    int MOST_OF_BLOCK = 64 << 10;

    /** The next bytes, at most so many and at most {@link #MOST}; none at the end. One read at a time, of either kind. */
    Pending<byte[]> read(int most);

    /** Takes all bytes, at most {@link #MOST}; the value comes when there is room for more. One write at a time, of either kind. */
    Pending<Integer> write(byte[] bytes);

    /** The next bytes in this block, as many as there are and go into it, at most {@link #MOST_OF_BLOCK}; none at the end. */
    Pending<Filled> readBlock(Block block);

    /** Takes the first {@code count} bytes of the block, at most {@link #MOST_OF_BLOCK}; it comes back when there is room for more. */
    Pending<Filled> writeBlock(Block block, int count);

    /** A block that comes back. @param count bytes that were read into it or written from it */
    record Filled(Block block, int count) {}
}
