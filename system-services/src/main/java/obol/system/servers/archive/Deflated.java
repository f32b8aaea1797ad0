package obol.system.servers.archive;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import obol.styx.StyxException;

/**
 * A member of a zip archive that is compressed by DEFLATE (RFC 1951). Who reads it from front to back has each byte decompressed once, and
 * learns by an error at the end if the checksum is not the archive's; a step back begins anew.
 *
 * @param start of the compressed bytes, of which there are {@code packed}
 */
record Deflated(Source source, long start, long packed, long length, int checksum, String path) implements Contents {
    private static final int PIECE = 16 << 10;

    @Override
    public Reader open() {
        return new Inflation();
    }

    private final class Inflation implements Reader {
        private final byte[] input = new byte[(int) Math.min(PIECE, packed)];
        private final byte[] skipped = new byte[(int) Math.min(PIECE, length)];
        private final CRC32 sum = new CRC32();
        private Inflater inflater;
        private long taken;
        private long position;

        @Override
        public int read(long offset, byte[] into, int at, int count) throws StyxException {
            int n = (int) Math.max(0, Math.min(count, length - offset));
            if (n == 0) {
                return 0;
            }
            if (inflater == null || offset < position) {
                begin();
            }
            while (position < offset) {
                inflate(skipped, 0, (int) Math.min(skipped.length, offset - position));
            }
            inflate(into, at, n);
            return n;
        }

        private void begin() {
            close();
            inflater = new Inflater(true);
            sum.reset();
            taken = 0;
            position = 0;
        }

        private void inflate(byte[] into, int at, int count) throws StyxException {
            for (int done = 0; done < count; ) {
                try {
                    int n = inflater.inflate(into, at + done, count - done);
                    done += n;
                    if (n == 0) {
                        feed();
                    }
                } catch (DataFormatException e) {
                    throw Source.damaged(path + ": " + e.getMessage());
                }
            }
            position += count;
            sum.update(into, at, count);
            if (position == length && (int) sum.getValue() != checksum) {
                throw Source.damaged(path + " has another checksum than the archive says");
            }
        }

        private void feed() throws StyxException {
            if (inflater.finished() || inflater.needsDictionary() || !inflater.needsInput() || taken == packed) {
                throw Source.damaged(path + " ends before its " + length + " bytes");
            }
            int n = (int) Math.min(input.length, packed - taken);
            source.readFully(start + taken, input, 0, n, path);
            taken += n;
            inflater.setInput(input, 0, n);
        }

        @Override
        public void close() {
            if (inflater != null) {
                inflater.end();
                inflater = null;
            }
        }
    }
}
