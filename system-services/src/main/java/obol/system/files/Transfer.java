package obol.system.files;

import obol.channels.Block;
import obol.channels.Borrowed;
import obol.channels.ChannelException;
import obol.channels.DeadlinePassed;
import obol.channels.Failed;
import obol.channels.NoService;
import obol.channels.PeerGone;
import obol.channels.Pending;
import obol.styx.Errno;

/** Reading and writing open files for those who wait: what comes later is waited for, and a server that is gone is an error like others. */
public final class Transfer {
    private static final String PREFIX = "FileException: ";

    private Transfer() {
    }

    /**
     * Reads, and waits until there are bytes.
     *
     * @param at an offset or {@link OpenFile#SHARED}
     * @return up to {@code most} bytes, none at the end of the file
     */
    public static byte[] read(@Borrowed OpenFile file, long at, int most) throws FileException {
        try {
            return bytes(file.read(at, most));
        } catch (ChannelException fault) {
            throw failure(fault);
        }
    }

    /** The bytes of what a read gave, which this consumes; waits for those that come later. */
    public static byte[] bytes(OpenFile.Read read) throws FileException {
        if (read instanceof OpenFile.Bytes now) {
            return now.bytes();
        }
        if (read instanceof OpenFile.Bulk bulk) {
            try (Block block = bulk.block()) {
                byte[] bytes = new byte[bulk.count()];
                block.read(0, bytes, 0, bytes.length);
                return bytes;
            }
        }
        return await(((OpenFile.Later) read).bytes());
    }

    /** As {@link #bytes}, into an array in which there is room for all that was asked for. @return how many */
    public static int copy(OpenFile.Read read, byte[] to, int offset) throws FileException {
        if (read instanceof OpenFile.Bulk bulk) {
            int count = bulk.count();
            try (Block block = bulk.block()) {
                block.read(0, to, offset, count);
            }
            return count;
        }
        byte[] bytes = bytes(read);
        System.arraycopy(bytes, 0, to, offset, bytes.length);
        return bytes.length;
    }

    /**
     * Writes, and waits until there is room.
     *
     * @param at an offset or {@link OpenFile#SHARED}
     * @return how many bytes were taken: fewer than {@code count} where the file is full, or more than a call carries are given
     */
    public static int write(@Borrowed OpenFile file, long at, byte[] from, int offset, int count) throws FileException {
        try {
            if (count <= OpenFile.BULK) {
                byte[] part = offset == 0 && count == from.length ? from : java.util.Arrays.copyOfRange(from, offset, offset + count);
                return count(file.write(at, part));
            }
            Block block = Block.allocate(count);
            block.write(0, from, offset, count);
            return count(file.writeBlock(at, block, count));
        } catch (ChannelException fault) {
            throw failure(fault);
        }
    }

    /** Writes all of it at the shared position. */
    public static void writeAll(@Borrowed OpenFile file, byte[] bytes) throws FileException {
        for (int done = 0; done < bytes.length; ) {
            int n = write(file, OpenFile.SHARED, bytes, done, Math.min(bytes.length - done, OpenFile.BULK));
            if (n == 0) {
                throw new FileException(Errno.ENOSPC.text());
            }
            done += n;
        }
    }

    /** How many bytes a write took; waits if that comes later. */
    public static int count(OpenFile.Written written) throws FileException {
        return written instanceof OpenFile.Count now ? now.bytes() : await(((OpenFile.CountLater) written).bytes());
    }

    private static <T> T await(Pending<T> pending) throws FileException {
        try {
            return pending.await();
        } catch (ChannelException fault) {
            throw failure(fault);
        }
    }

    /** The error of a file operation for a fault of its channel. A failed {@code Pending} gives the error that it was failed with. */
    public static FileException failure(ChannelException fault) {
        if (fault instanceof Failed) {
            if (fault.getCause() instanceof FileException cause) {
                return cause;
            }
            String text = fault.getMessage();
            return new FileException(text != null && text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : Errno.EIO.text());
        }
        Errno errno = fault instanceof PeerGone ? Errno.ECONNRESET
                : fault instanceof DeadlinePassed ? Errno.ETIMEDOUT
                : fault instanceof NoService ? Errno.ENODEV
                : Errno.EIO;
        return new FileException(errno.text());
    }
}
