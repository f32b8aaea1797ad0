package obol.channels.remote;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.function.Function;
import obol.channels.NoService;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;

/**
 * Services by the paths of their folders, such as {@code /n/a/srv/counter}: each connect opens the file {@code session} there, and has a
 * session of its own over it. Two threads serve it, besides those of {@link Session}; they end with the last of its channels and streams.
 */
public final class RemoteServices {
    private static final String FILE = "/session";
    private static final int MOST = 32 << 10;

    private final Transport transport;

    /** @param transport this process's back end */
    public RemoteServices(Transport transport) {
        this.transport = transport;
    }

    /** Whether a service's name is a path. */
    public static boolean isPath(String service) {
        return service.indexOf('/') >= 0;
    }

    /**
     * A new channel to the service of this folder. Throws as {@link Transport#connect}; {@link NoService} also when there is no such
     * folder, or this process may not open its file; or {@code PeerGone}.
     */
    public Link connect(String path, long deadline) {
        return ask(open(path), opening -> opening.connect(deadline));
    }

    /** Canonical text of the contract of the service of this folder. Throws as {@link #connect}. */
    public String contractOf(String path) {
        return ask(open(path), opening -> opening.contract(Transport.NEVER));
    }

    /** Opens a session over a stream, which this owns. */
    <T> T ask(ByteStream stream, Function<Opening, T> question) {
        Session session = Session.client(transport);
        start("session in", () -> read(session, stream));
        start("session out", () -> write(session, stream));
        try {
            return question.apply(session.opening());
        } catch (RuntimeException failed) {
            session.end(null);
            throw failed;
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Session session, ByteStream stream) {
        byte[] bytes = new byte[MOST];
        String why = "the connection has ended";
        try {
            for (int count = stream.read(bytes); count >= 0 && !session.isEnded(); count = stream.read(bytes)) {
                session.received(bytes, 0, count);
            }
        } catch (IOException lost) {
            why = lost.getMessage();
        }
        session.end(why);
    }

    private static void write(Session session, ByteStream stream) {
        try {
            for (byte[] bytes = session.await(MOST); bytes != null; bytes = session.await(MOST)) {
                stream.write(bytes);
            }
        } catch (IOException lost) {
            session.end(lost.getMessage());
        } catch (InterruptedException stop) {
            session.end("interrupted");
        }
        stream.close();
    }

    private static ByteStream open(String path) {
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path + FILE, "rw");
        } catch (IOException absent) {
            throw new NoService("no service " + path + ": " + absent.getMessage());
        }
        return new ByteStream() {
            @Override
            public int read(byte[] to) throws IOException {
                return file.read(to);
            }

            @Override
            public void write(byte[] from) throws IOException {
                file.write(from);
            }

            @Override
            public void close() {
                try {
                    file.close();
                } catch (IOException lost) {
                    // it is closed all the same
                }
            }
        };
    }
}
