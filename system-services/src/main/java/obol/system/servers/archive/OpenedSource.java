package obol.system.servers.archive;

import obol.channels.ChannelException;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Status;
import obol.system.files.Transfer;

/** An archive in a file that a client has opened; owns it. */
final class OpenedSource implements Source {
    /** Bytes of one read at most. */
    private static final int MOST = 256 << 10;

    private final OpenFile file;
    private long length;

    OpenedSource(OpenFile file) {
        this.file = file;
    }

    /** Asks for the file's length. */
    Status look() throws FileException {
        try {
            Status status = file.status();
            length = status.length();
            return status;
        } catch (ChannelException gone) {
            throw Transfer.failure(gone);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long offset, byte[] into, int at, int count) throws StyxException {
        try {
            byte[] b = Transfer.read(file, offset, Math.min(count, MOST));
            System.arraycopy(b, 0, into, at, b.length);
            return b.length;
        } catch (FileException e) {
            throw new StyxException(Errno.EIO, "reading the archive: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
