package obol.system.disk;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;

/**
 * A disk. Requests are under way side by side, as many as are asked for up to {@link #WAITING}, and may be carried out in any order: who
 * cares for it waits in between. Of a write that fails or is cut off each sector has its old contents or the new ones.
 */
public interface Disk extends Contract {
    /** Bytes of a sector, whatever the medium's own are. */
    int SECTOR = 512;

    /** Most sectors of one request: with header and status they fill 64 KiB. */
    int MOST = 127;

    /** Most requests of all clients together that wait for the disk; one more fails. */
    int WAITING = 256;

    Shape shape();

    /** @param sectors how many there are */
    record Shape(long sectors, boolean writable) {}

    /**
     * Reads {@code count} sectors, 1 to {@link #MOST}. The block is as long.
     *
     * @throws DiskException if the disk does not have them; as does the pending value if they cannot be read
     */
    Pending<Block> read(long sector, int count) throws DiskException;

    /**
     * Writes the first {@code count} sectors of a block, 1 to {@link #MOST}. The value is their number; they may not be on the medium before {@link #flush}.
     *
     * @throws DiskException if the disk does not have them, or can only be read; as does the pending value if they cannot be written
     */
    Pending<Integer> write(long sector, int count, Block data) throws DiskException;

    /** The value, 0, comes when all is on the medium whose writing had been answered before. */
    Pending<Integer> flush() throws DiskException;
}
