package obol.host.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import obol.system.carrier.Device;
import obol.system.carrier.Outside;
import obol.system.carrier.Outside.Window;
import obol.system.carrier.frames.BootMessage;
import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;
import obol.system.carrier.frames.Multiplexer;
import obol.system.carrier.frames.Purpose;

/** What {@code ./obol run} does for a guest, from its boot message to its status. Used once. */
public final class Session implements AutoCloseable {
    /** The status of a program that writes where nobody reads any more: 128 and SIGPIPE. */
    static final int BROKEN_PIPE = 141;
    private static final int BUFFER = 64 << 10;
    /** What {@link #run} gives if the machine is to start again. */
    public static final int RESTART = Outside.RESTART;
    private static final int NONE = -1;
    /** The 9P message comes before the first prompt; but a console that stays dark because 9P fails would help nobody. */
    private static final long HELD_BACK_NANOS = 5_000_000_000L;

    /** The streams of {@code ./obol} itself; input may be null: no input at all. */
    public record Streams(InputStream in, OutputStream out, OutputStream err) {}

    /**
     * What the user allows.
     *
     * @param port for 9P clients: 0 for any, {@link #NO_PORT} for none
     * @param dials {@code HOST:PORT} where the guest may connect to
     */
    public record Doors(int port, Set<String> dials) {
        public static final int NO_PORT = -1;

        /** The number of a port, 0 to 65535, from its digits; -1 if it is none. */
        public static int port(String digits) {
            if (!digits.matches("\\d{1,5}")) return -1;
            int port = Integer.parseInt(digits);
            return port > 65535 ? -1 : port;
        }
    }

    private final Carrier carrier;
    private final BootMessage boot;
    private final Streams streams;
    private final Doors doors;
    private final Consumer<String> say;
    private final List<Thread> outputs = new ArrayList<>();

    // Guarded by the carrier's monitor.
    private final Connection resizing;
    private Listener listener;
    private Thread input;
    private boolean ready;
    private int status = NONE;
    private String failure;

    /**
     * @param device to the guest; closed with this session
     * @param say takes messages for the user, such as {@code 9P on 127.0.0.1:5640}
     */
    public Session(Device device, BootMessage boot, Streams streams, Doors doors, Consumer<String> say) {
        this.carrier = new Carrier(Multiplexer.Side.HOST, device, this::progress);
        this.boot = boot;
        this.streams = streams;
        this.doors = doors;
        this.say = say;
        resizing = boot.window().interactive() ? carrier.multiplexer().open(Purpose.WINDOW) : null;
    }

    /** Carries everything until the guest leaves; gives its status. Waits until all its output is written. */
    public int run() throws SessionFailure {
        try {
            begin();
            synchronized (carrier) {
                while (status == NONE && failure == null && carrier.multiplexer().ended() == null) carrier.wait();
                if (status == NONE) throw failed(carrier.multiplexer().ended());
                // What has come can still be read.
                carrier.multiplexer().end("the guest has left");
                carrier.changed();
            }
            if (status != BROKEN_PIPE) for (Thread output : outputs) output.join();
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionFailure("interrupted");
        }
    }

    private SessionFailure failed(String end) {
        if (failure != null) return new SessionFailure(failure);
        return end.equals(Carrier.GONE) ? new SessionFailure(end, true) : new SessionFailure("the guest broke the carrier's protocol: " + end);
    }

    private void begin() {
        byte[] message = boot.encode();
        synchronized (carrier) {
            Connection booting = carrier.multiplexer().open(Purpose.BOOT);
            booting.write(message, 0, message.length);
            booting.close("");
            CarriedStream console = stream(Purpose.CONSOLE), errors = stream(Purpose.ERRORS);
            errors.closeOutput();
            carrier.start();
            input = start("input", () -> copyInput(console));
            outputs.add(start("output", () -> copyOutput(console, streams.out, boot.window().interactive() && doors.port != Doors.NO_PORT)));
            outputs.add(start("errors", () -> copyOutput(errors, streams.err, false)));
        }
    }

    private CarriedStream stream(String purpose) {
        return new CarriedStream(carrier, carrier.multiplexer().open(purpose));
    }

    private void copyInput(CarriedStream console) throws InterruptedException {
        byte[] bytes = new byte[BUFFER];
        try {
            for (int count; streams.in != null && (count = streams.in.read(bytes)) >= 0; ) console.write(bytes, count);
        } catch (IOException | IllegalStateException end) {
            // A broken input ends like any other.
        }
        console.closeOutput();
    }

    private void copyOutput(CarriedStream from, OutputStream to, boolean heldBack) throws InterruptedException {
        byte[] bytes = new byte[BUFFER];
        int count = from.read(bytes);
        if (heldBack) awaitReady();
        try {
            for (; count >= 0; count = from.read(bytes)) {
                to.write(bytes, 0, count);
                to.flush();
            }
        } catch (IOException brokenPipe) {
            leave(BROKEN_PIPE);
        }
        from.close();
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + HELD_BACK_NANOS;
        synchronized (carrier) {
            for (long left; !ready && status == NONE && carrier.multiplexer().ended() == null && (left = end - System.nanoTime()) > 0; ) {
                carrier.wait(left / 1_000_000 + 1);
            }
        }
    }

    /** Ends the session at once with this status. No effect when it has ended. */
    public void leave(int withStatus) {
        synchronized (carrier) {
            if (status == NONE) status = withStatus;
            carrier.changed();
        }
    }

    /** The user's window has another size. */
    public void resize(Window window) {
        synchronized (carrier) {
            if (resizing == null) return;
            byte[] size = BootMessage.encode(window);
            resizing.write(size, 0, size.length);
            carrier.changed();
        }
    }

    /** Something has come from the guest. */
    private void progress() {
        for (Connection opened; (opened = carrier.multiplexer().nextOpened()) != null; ) begin(opened);
    }

    private void begin(Connection opened) {
        String purpose = opened.purpose();
        if (purpose.startsWith(Purpose.DIAL)) {
            dial(opened, purpose.substring(Purpose.DIAL.length()).replace('!', ':'));
            return;
        }
        if (purpose.equals(Purpose.READY)) {
            listen();
        } else if (purpose.equals(Purpose.RESTART)) {
            leave(RESTART);
        } else if (purpose.startsWith(Purpose.EXIT)) {
            exit(purpose.substring(Purpose.EXIT.length()));
        } else {
            opened.close("unknown: " + purpose);
        }
        opened.accept();
        opened.close("");
        opened.ignoreInput();
    }

    private void listen() {
        if (doors.port != Doors.NO_PORT && listener == null) {
            try {
                listener = new Listener(doors.port);
            } catch (SessionFailure taken) {
                failure = taken.getMessage();
                return;
            }
            say.accept("9P on 127.0.0.1:" + listener.port());
            listener.start(carrier);
        }
        ready = true;
    }

    private void exit(String number) {
        try {
            int given = Integer.parseInt(number);
            if (given < 0 || given > 255) throw new NumberFormatException();
            if (status == NONE) status = given;
        } catch (NumberFormatException e) {
            failure = "the guest left with the status '" + number + "'";
        }
    }

    private void dial(Connection connection, String address) {
        int colon = address.lastIndexOf(':');
        int port = Doors.port(address.substring(colon + 1));
        if (colon <= 0 || port <= 0) {
            connection.close("bad address: " + connection.purpose());
        } else if (!doors.dials.contains(address)) {
            connection.close("permission denied: run with --dial " + address);
        } else {
            start("dial", () -> connect(connection, new InetSocketAddress(address.substring(0, colon), port)));
        }
    }

    private void connect(Connection connection, InetSocketAddress address) {
        SocketChannel socket = null;
        try {
            if (address.isUnresolved()) throw new IOException("unknown host");
            socket = SocketChannel.open(address);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException refused) {
            close(socket);
            synchronized (carrier) {
                connection.close(refused.getMessage());
                carrier.changed();
            }
            return;
        }
        synchronized (carrier) {
            connection.accept();
            carrier.changed();
        }
        new Relay(socket, new CarriedStream(carrier, connection), () -> { }).start();
    }

    /** The port at which 9P clients are listened for; the one that was wanted if that has not begun. */
    public int port() {
        synchronized (carrier) {
            return listener == null ? doors.port : listener.port();
        }
    }

    @Override public void close() {
        carrier.end("the session has ended");
        synchronized (carrier) {
            if (listener != null) listener.close();
            if (input != null) input.interrupt();
        }
    }

    /** What a thread does until it ends or is interrupted. */
    interface Work {
        void run() throws InterruptedException;
    }

    static Thread start(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException end) {
                // The thread ends.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void close(AutoCloseable resource) {
        try {
            if (resource != null) resource.close();
        } catch (Exception closedAnyway) {
            // Closing was all that was wanted.
        }
    }
}
