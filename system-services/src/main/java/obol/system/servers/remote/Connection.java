package obol.system.servers.remote;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Failed;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.channels.Wait;
import obol.channels.runtime.Platform;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.StyxException;
import obol.styx.client.Call;
import obol.styx.client.Calls;
import obol.system.bridge.FileService;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.files.Fid;
import obol.system.files.FileException;

/**
 * A connection to a server: dialled, agreed on a version, then requests in flight both ways. Fields are guarded by the service's
 * monitor, but for what the network's thread alone uses.
 */
final class Connection implements Link {
    /** Largest message proposed. */
    private static final int MESSAGE = 1 << 16;
    /** Bytes of requests that wait for the network; one more is refused. */
    private static final int MOST_WAITING = 4 << 20;

    /** The one write that is under way. */
    private static final String ONE = "one";

    /** The way to the server. */
    private static final class Network {
        private final Stream stream;

        Network(Stream stream) {
            this.stream = stream;
        }
    }

    private final Remote.Dialer dialer;
    private final String address;
    private final Dialect preferred;
    private final Calls calls = new Calls(this::output, MESSAGE);
    private final RemoteTree tree = new RemoteTree(this);
    private final FileService service = new FileService(tree);
    /** Null before it is dialled, and when it is closed. */
    private Network network;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Slots<String, Pending<Integer>> writing = new Slots<>();
    /** How long the server may be silent while something is asked of it, before it is asked whether it is there; and again after that. */
    private final Duration silence;
    /** When the server was last heard, or nothing was asked of it; a time of {@code System.nanoTime}. */
    private long heard = System.nanoTime();
    /** Whether it has been asked since. */
    private boolean probed;

    /** @param preferred asked for first; a server that does not know it is asked for 9P2000 */
    Connection(Remote.Dialer dialer, String address, Dialect preferred, Duration silence) {
        this.silence = silence;
        this.dialer = dialer;
        this.address = address;
        this.preferred = preferred;
    }

    /** Connects, and gives the root of a tree of the server. Waits for both. */
    Fid attach(String user, String name) throws FileException {
        try {
            network = new Network(dialer.dial(address));
        } catch (Unreachable e) {
            throw new FileException(e.getMessage());
        } catch (Failed e) {
            throw new FileException(e.getCause() instanceof Unreachable why ? why.getMessage() : e.getMessage());
        } catch (ChannelException e) {
            throw new FileException(address + ": " + e.getMessage());
        }
        Thread thread = new Thread(this::run, address);
        thread.setDaemon(true);
        thread.start();
        try {
            return service.attach(user, name);
        } catch (FileException e) {
            close();
            throw e;
        }
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public void agree(Runnable then) {
        agree(preferred, then);
    }

    private void agree(Dialect dialect, Runnable then) {
        Call version = calls.send(calls.request(MessageType.TVERSION).set(Field.MSIZE, MESSAGE).set(Field.VERSION, dialect.version()));
        version.whenDone(() -> {
            try {
                if (dialect != Dialect.P2000 && Dialect.of(version.reply().text(Field.VERSION)) == null) {
                    agree(Dialect.P2000, then);
                    return;
                }
                calls.agree(version.reply());
            } catch (StyxException e) {
                calls.end(e);
            }
            then.run();
        });
    }

    @Override
    public boolean congested() {
        return out.size() > MOST_WAITING;
    }

    private void output(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
        write();
    }

    /** Begins the next write, if none is under way and there is something to write. */
    private void write() {
        if (writing.has(ONE) || out.size() == 0 || network == null) {
            return;
        }
        byte[] all = out.toByteArray();
        int n = Math.min(all.length, Stream.MOST);
        out = new ByteArrayOutputStream();
        out.write(all, n, all.length - n);
        try {
            writing.put(ONE, network.stream.write(n == all.length ? all : Arrays.copyOf(all, n)));
            Platform.transport().signal(); // its value may have come with it: then no event of its own wakes the network's thread
        } catch (ChannelException gone) {
            lost();
        }
    }

    /** Whether a write is done, or the connection closed. */
    private boolean written() {
        synchronized (service) {
            return network == null || writing.ready();
        }
    }

    private void run() {
        Pending<byte[]> reading = null;
        try {
            reading = read();
            while (reading != null) {
                int event;
                try (Deadline limit = Deadline.in(silence.minusNanos(System.nanoTime() - heard))) {
                    event = Wait.any(service.cancellations(), this::written, reading);
                }
                switch (event) {
                    case -1 -> {
                        if (!isThere()) {
                            return;
                        }
                    }
                    case 0 -> service.giveUpCancelled();
                    case 1 -> {
                        if (!goOn()) {
                            return;
                        }
                    }
                    default -> {
                        byte[] bytes = reading.await();
                        reading = bytes.length == 0 || !received(bytes) ? null : read();
                    }
                }
            }
        } catch (ChannelException gone) {
            // whoever waits for an answer hears of it
        } finally {
            if (reading != null) {
                reading.close();
            }
            service.run(this::lost);
        }
    }

    /**
     * Whether there is still hope, after a silence. What asks is a Tflush of a tag that stands for nothing, which a server answers at once
     * (flush(5)) whatever else it is waiting for; before there is a root only time is given.
     */
    private boolean isThere() {
        synchronized (service) {
            heard = System.nanoTime();
            if (calls.inFlight() == 0) {
                return true;
            }
            if (probed) {
                return false;
            }
            probed = true;
            if (tree.root() != null && !congested()) {
                calls.send(calls.request(MessageType.TFLUSH).set(Field.OLDTAG, Message.NOTAG));
            }
            return true;
        }
    }

    /** The write under way is done. */
    private boolean goOn() {
        synchronized (service) {
            if (network == null) {
                return false;
            }
            Pending<Integer> done = writing.take(ONE);
            done.await();
            write();
            return true;
        }
    }

    private boolean received(byte[] bytes) {
        synchronized (service) {
            heard = System.nanoTime();
            probed = false;
            calls.receive(bytes, 0, bytes.length);
            return calls.broken() == null;
        }
    }

    /** The next bytes; null when the connection has been closed. */
    private Pending<byte[]> read() {
        synchronized (service) {
            return network == null ? null : network.stream.read(Stream.MOST);
        }
    }

    private void lost() {
        calls.end(new StyxException(Errno.ECONNRESET));
        close();
    }

    @Override
    public void close() {
        synchronized (service) {
            Network closed = network;
            network = null;
            if (closed != null) {
                closed.stream.close();
            }
        }
    }
}
