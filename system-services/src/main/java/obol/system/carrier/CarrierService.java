package obol.system.carrier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import obol.channels.Pending;
import obol.system.carrier.frames.BootMessage;
import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;
import obol.system.carrier.frames.Multiplexer;
import obol.system.carrier.frames.ProtocolException;
import obol.system.carrier.frames.Purpose;
import obol.system.loop.Owed;

/**
 * The guest's side of the carrier as the service {@code outside}. One object serves all clients. Everything here is guarded by the
 * carrier's monitor: calls come on the thread of the service's door, and what they wait for on the carrier's threads.
 */
public final class CarrierService implements Outside {
    /** Characters, so that an address fits into an OPEN frame whatever they are. */
    private static final int MOST_ADDRESS = 300;

    private final Carrier carrier;
    private final Multiplexer multiplexer;
    private final CarrierStream console;
    private final CarrierStream errors;
    /** Streams of 9P sessions and of dialled connections. */
    private final List<CarrierStream> streams = new ArrayList<>();
    /** 9P clients that nobody has accepted yet. */
    private final ArrayDeque<Connection> clients = new ArrayDeque<>();
    /** What waits for something else: each is asked until it says that it is done. */
    private final List<BooleanSupplier> waiting = new ArrayList<>();
    private boolean progressing;

    private Connection booting;
    private final byte[] bootBytes = new byte[BootMessage.MOST];
    private int bootHas;
    private Boot boot;
    private Connection resizing;
    private boolean resized;
    private Window window = new Window(0, 0, false);

    /** @param device to the other side; the service uses it from {@link #start} on */
    public CarrierService(Device device) {
        carrier = new Carrier(Multiplexer.Side.GUEST, device, this::progress);
        multiplexer = carrier.multiplexer();
        console = new CarrierStream(carrier, null, false);
        errors = new CarrierStream(carrier, null, false);
    }

    /** Starts the carrier's two threads. */
    public void start() {
        carrier.start();
    }

    @Override public Pending<Boot> boot() {
        Owed<Boot> owed = new Owed<>();
        Pending<Boot> pending = owed.promise();
        later(() -> {
            if (boot != null) owed.keep(boot);
            else if (multiplexer.ended() != null) owed.fail(new Unreachable(multiplexer.ended()));
            else return !owed.isAwaited();
            return true;
        });
        return pending;
    }

    @Override public Pending<Accepted> accept() {
        OwedConnection owed = new OwedConnection();
        Pending<Accepted> pending = owed.promise();
        later(() -> {
            if (!owed.isAwaited()) return true;
            Connection client = clients.poll();
            if (client == null) return false;
            client.accept();
            owed.keep(stream(client));
            return true;
        });
        return pending;
    }

    @Override public Stream console() {
        return console;
    }

    @Override public Stream errors() {
        return errors;
    }

    @Override public Window window() {
        synchronized (carrier) {
            return window;
        }
    }

    @Override public Pending<Accepted> dial(String address) {
        OwedConnection owed = new OwedConnection();
        Pending<Accepted> pending = owed.promise();
        synchronized (carrier) {
            String refusal = refusal(address);
            if (refusal != null) {
                owed.fail(new Unreachable(refusal));
                return pending;
            }
            Connection connection = multiplexer.open(address);
            later(() -> {
                if (!owed.isAwaited()) {
                    connection.close("");
                    connection.ignoreInput();
                } else if (connection.isAccepted()) {
                    owed.keep(stream(connection));
                } else if (connection.theyClosed()) {
                    owed.fail(new Unreachable(connection.theirReason()));
                } else {
                    return false;
                }
                return true;
            });
            return pending;
        }
    }

    /** Why an address is not even asked for; null if it is. */
    private String refusal(String address) {
        if (!address.startsWith(Purpose.DIAL) || address.length() > MOST_ADDRESS) return "bad address: " + address;
        if (multiplexer.ended() != null) return multiplexer.ended();
        return multiplexer.isFull() ? "too many connections" : null;
    }

    private CarrierStream stream(Connection connection) {
        CarrierStream stream = new CarrierStream(carrier, connection, true);
        streams.add(stream);
        return stream;
    }

    @Override public Pending<Integer> ready() {
        Owed<Integer> owed = new Owed<>();
        Pending<Integer> pending = owed.promise();
        synchronized (carrier) {
            Connection connection = multiplexer.open(Purpose.READY);
            connection.close("");
            later(() -> {
                if (connection.theyClosed()) owed.keep(0);
                return connection.theyClosed();
            });
        }
        return pending;
    }

    @Override public Pending<Integer> leave(int status) {
        if (status < 0 || status > RESTART) throw new IllegalArgumentException("a status of " + status);
        Owed<Integer> owed = new Owed<>();
        Pending<Integer> pending = owed.promise();
        synchronized (carrier) {
            console.finish();
            errors.finish();
            // The exit must not overtake the output, as connections take turns.
            later(() -> {
                if (!console.isFlushed() || !errors.isFlushed()) return false;
                Connection exit = multiplexer.open(status == RESTART ? Purpose.RESTART : Purpose.EXIT + status);
                exit.close("");
                later(() -> {
                    if (exit.theyClosed()) owed.keep(status);
                    return exit.theyClosed();
                });
                return true;
            });
        }
        return pending;
    }

    /** Asks {@code done} now, and whenever something has happened, until it says yes. */
    private void later(BooleanSupplier done) {
        synchronized (carrier) {
            waiting.add(done);
            progress();
            carrier.changed();
        }
    }

    /** Something has happened: answers all that can be answered by now. */
    private void progress() {
        if (progressing) return;
        progressing = true;
        try {
            for (Connection opened; (opened = multiplexer.nextOpened()) != null; ) begin(opened);
            if (booting != null) readBoot();
            if (resizing != null) readWindow();
            console.progress();
            errors.progress();
            for (CarrierStream stream : streams) stream.progress();
            streams.removeIf(CarrierStream::isOver);
            // Those that are asked may add others at the end.
            for (int i = 0; i < waiting.size(); ) {
                if (waiting.get(i).getAsBoolean()) waiting.remove(i);
                else i++;
            }
        } finally {
            progressing = false;
        }
    }

    private void begin(Connection opened) {
        switch (opened.purpose()) {
            case Purpose.BOOT -> {
                opened.accept();
                booting = opened;
            }
            case Purpose.WINDOW -> {
                opened.accept();
                opened.close("");
                resizing = opened;
            }
            case Purpose.CONSOLE -> console.connect(opened);
            case Purpose.ERRORS -> errors.connect(opened);
            case Purpose.SESSION -> clients.add(opened);
            default -> {
                opened.close("unknown: " + opened.purpose());
                opened.ignoreInput();
            }
        }
    }

    private void readBoot() {
        int count = booting.read(bootBytes, bootHas, bootBytes.length - bootHas);
        if (count > 0) bootHas += count;
        if (!booting.theyClosed() && bootHas < bootBytes.length) return;
        booting.close("");
        booting.ignoreInput();
        booting = null;
        if (multiplexer.ended() != null) return;
        try {
            BootMessage message = BootMessage.decode(Arrays.copyOf(bootBytes, bootHas));
            boot = message.boot();
            if (!resized) window = message.window();
            else window = new Window(window.columns(), window.rows(), message.window().interactive());
        } catch (ProtocolException broken) {
            multiplexer.end(broken.getMessage());
        }
    }

    private void readWindow() {
        byte[] size = new byte[BootMessage.WINDOW_LENGTH];
        while (resizing.available() >= size.length) {
            resizing.read(size, 0, size.length);
            resized = true;
            window = BootMessage.decodeWindow(size, 0, window.interactive());
        }
    }
}
