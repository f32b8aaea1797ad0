package obol.nucleus.substitutions.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** The bytes of an OutputStreamWriter, of which the standard streams have two: as {@link BufferedWriterSubstitution}. */
@Substitutes("sun.nio.cs.StreamEncoder")
final class StreamEncoderSubstitution {
    private static final int FIRST = 512;
    private static final int FULL = 8192;

    @Alias private Charset cs;
    @Alias private CharsetEncoder encoder;
    @Alias private ByteBuffer bb;
    @Alias private OutputStream out;
    @Alias private WritableByteChannel ch;

    private StreamEncoderSubstitution() {}

    @Substitute(reason = "the original's buffers have their full length at once")
    public void constructor(OutputStream stream, Object lock, CharsetEncoder encoder) {
        if (lock == null) {
            throw new NullPointerException();
        }
        ((WriterSubstitution) (Object) this).lock = lock;
        this.out = stream;
        this.cs = encoder.charset();
        this.encoder = encoder;
        this.bb = ByteBuffer.allocate(FIRST);
    }

    @Substitute(reason = "lets the buffer grow")
    private void writeBytes() throws IOException {
        bb.flip();
        int length = bb.remaining();
        if (length > 0) {
            if (ch == null) {
                out.write(bb.array(), bb.arrayOffset() + bb.position(), length);
            } else {
                ch.write(bb);
            }
        }
        if (ch == null && bb.capacity() == FIRST && length > FIRST / 2) {
            bb = ByteBuffer.allocate(FULL);
        } else {
            bb.clear();
        }
    }
}
