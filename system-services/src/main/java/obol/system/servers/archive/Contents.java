package obol.system.servers.archive;

import obol.styx.Errno;
import obol.styx.StyxException;

/** What is in a member: something that can be read from any offset on. */
interface Contents {
    long length();

    Reader open() throws StyxException;

    /** Reads a member. For one thread at a time. */
    @FunctionalInterface
    interface Reader {
        /** Up to {@code count} bytes from {@code offset} on; 0 at the end only. */
        int read(long offset, byte[] into, int at, int count) throws StyxException;

        /** Nobody reads any more. */
        default void close() {
        }
    }

    /** Bytes that stand in the archive as they are. */
    record Stored(Source source, long start, long length) implements Contents {
        @Override
        public Reader open() {
            return (offset, into, at, count) -> {
                int n = (int) Math.max(0, Math.min(count, length - offset));
                if (n > 0) {
                    source.readFully(start + offset, into, at, n, "a member");
                }
                return n;
            };
        }
    }

    /** What this reader of archives does not know how to read; the file is there, and can't be opened. */
    record Unknown(long length, String why) implements Contents {
        @Override
        public Reader open() throws StyxException {
            throw new StyxException(Errno.EOPNOTSUPP, why);
        }
    }
}
