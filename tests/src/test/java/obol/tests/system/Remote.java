package obol.tests.system;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Somebody at the other end of a connection: types, and waits for what is shown. */
final class Remote implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private int seen;

    Remote(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    void type(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until this is shown, behind what was waited for before; gives what is shown up to its end, since then. */
    String see(String text) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[4096];
        while (true) {
            String all = shown.toString(StandardCharsets.ISO_8859_1);
            int at = all.indexOf(text, seen);
            if (at >= 0) {
                String part = all.substring(seen, at + text.length());
                seen = at + text.length();
                return part;
            }
            int count;
            try {
                count = in.read(piece);
            } catch (SocketTimeoutException late) {
                throw new AssertionError("\"" + text + "\" is not shown, but: " + all.substring(seen));
            }
            if (count < 0) throw new EOFException("\"" + text + "\" is not shown, but: " + all.substring(seen));
            shown.write(piece, 0, count);
        }
    }

    /** Waits until something is shown. */
    void await() throws IOException {
        byte[] piece = new byte[4096];
        int count = socket.getInputStream().read(piece);
        if (count < 0) throw new EOFException("nothing is shown");
        shown.write(piece, 0, count);
    }

    /** The rest of what is shown, until the other side ends. */
    String rest() throws IOException {
        shown.writeBytes(socket.getInputStream().readAllBytes());
        return shown.toString(StandardCharsets.ISO_8859_1).substring(seen);
    }

    /** Nothing more is typed; what is shown still comes. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
