package obol.styx.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import obol.styx.client.Carrier;

/** A client's carrier over a pair of streams, for example a socket's. */
public final class StreamCarrier implements Carrier {
    private final InputStream in;
    private final OutputStream out;

    public StreamCarrier(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void send(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
    }

    @Override
    public int receive(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
    }
}
