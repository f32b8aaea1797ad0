package obol.system.servers.archive;

import obol.styx.Errno;
import obol.styx.StyxException;

/** The bytes of an archive. For one thread at a time. */
public interface Source {
    long length();

    /** Up to {@code count} bytes from {@code offset} on; 0 at the end. */
    int read(long offset, byte[] into, int at, int count) throws StyxException;

    /** Nobody reads any more. */
    default void close() {
    }

    /** Reads all of these bytes. {@code what} they are is for the error if the archive ends before. */
    default void readFully(long offset, byte[] into, int at, int count, String what) throws StyxException {
        if (offset < 0 || offset > length() - count) {
            throw damaged(what + " at byte " + offset + " reaches beyond the archive's " + length() + " bytes");
        }
        for (int done = 0; done < count; ) {
            int n = read(offset + done, into, at + done, count - done);
            if (n <= 0) {
                throw damaged(what + " at byte " + offset + " ends at byte " + (offset + done));
            }
            done += n;
        }
    }

    static StyxException damaged(String what) {
        return new StyxException(Errno.EIO, "damaged archive: " + what);
    }
}
