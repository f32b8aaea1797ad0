package obol.nucleus.substitutions.io;

import java.io.IOException;
import java.io.Writer;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Each process has two of these in its standard streams, which few fill: the buffer gets its full length when it has been full once. */
@Substitutes("java.io.BufferedWriter")
final class BufferedWriterSubstitution {
    private static final int FIRST = 512;
    private static final int FULL = 8192;

    @Alias private static int defaultCharBufferSize;
    @Alias private Writer out;
    @Alias private char[] cb;
    @Alias private int nChars;
    @Alias private int nextChar;

    private BufferedWriterSubstitution() {}

    @Substitute(reason = "the original's buffers have their full length at once")
    private static void initializer() {
        defaultCharBufferSize = FIRST;
    }

    @Alias private native void ensureOpen() throws IOException;

    @Substitute(reason = "lets the buffer grow")
    void flushBuffer() throws IOException {
        synchronized (((WriterSubstitution) (Object) this).lock) {
            ensureOpen();
            if (nextChar == 0) {
                return;
            }
            out.write(cb, 0, nextChar);
            if (nextChar == FIRST && nChars == FIRST) {
                cb = new char[FULL];
                nChars = FULL;
            }
            nextChar = 0;
        }
    }
}
