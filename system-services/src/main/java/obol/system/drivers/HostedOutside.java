package obol.system.drivers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import obol.channels.Pending;
import obol.net.wire.Address;
import obol.nucleus.device.Host;
import obol.nucleus.port.Errors;
import obol.system.carrier.Outside;
import obol.system.carrier.OwedConnection;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.host.MachineWords;
import obol.system.host.Sockets;
import obol.system.loop.Owed;

/**
 * The way outside where no carrier is: by the standard streams of the machine, and by sockets on Linux. On the PC that is the UART, and
 * nobody else can connect. One object serves all clients, on one thread; what has to wait has threads of its own.
 */
public final class HostedOutside implements Outside {
    private static final int DEFAULT_PORT = 5640;
    private static final int NO_DOOR = -1;
    /** ENOSYS. */
    private static final int NO_SOCKETS = 38;
    /** These have no value. */
    /** Milliseconds until accepting is tried again. */
    private static final long PAUSE = 20;

    private final Host host;
    private final Options options;
    private final DeviceStream console;
    private final DeviceStream errors;
    private int door = NO_DOOR;
    private final OwedConnection accepting = new OwedConnection();

    /**
     * What the machine's words say to this service; what is wrong in them is for others to say.
     *
     * @param commands whether commands are given, so that nobody types
     * @param port 0 for a free one; less than 0: nobody is to connect
     * @param sealed whether Linux ends the process if it connects elsewhere than it may
     * @param places those that may be connected to, HOST:PORT; none: all, but none if it is sealed
     */
    private record Options(boolean commands, int port, boolean sealed, List<String> places) {
        static Options of(MachineWords words) {
            List<String> ports = words.values(MachineWords.PORT);
            boolean commands = words.has(MachineWords.COMMANDS);
            int port = ports.isEmpty() ? NO_DOOR : number(ports.get(ports.size() - 1));
            return new Options(commands, port == NO_DOOR && !commands ? DEFAULT_PORT : port, words.has(MachineWords.SEAL),
                words.values(MachineWords.DIAL));
        }

        boolean allows(String place) {
            return places.isEmpty() && !sealed || places.contains(place);
        }
    }

    public HostedOutside(Host host) {
        this.host = host;
        options = Options.of(new MachineWords(host.words()));
        console = new DeviceStream(new StandardStream(host, Host.INPUT, Host.OUTPUT), false);
        errors = new DeviceStream(new StandardStream(host, -1, Host.ERROR), false);
        if (isInteractive()) host.makeRaw();
    }

    private boolean isInteractive() {
        return !options.commands && host.window() >= 0;
    }

    @Override public Pending<Boot> boot() {
        return Pending.of(new Boot(host.words(), Map.of()));
    }

    @Override public Stream console() {
        return console;
    }

    @Override public Stream errors() {
        return errors;
    }

    @Override public Window window() {
        int window = Math.max(0, host.window());
        return new Window(window & 0xFFFF, window >>> 16, isInteractive());
    }

    @Override public Pending<Integer> ready() {
        if (options.port < 0) return Pending.of(0);
        Owed<Integer> owed = new Owed<>();
        Pending<Integer> pending = owed.promise();
        door = Sockets.listen(host, options.port);
        if (door == -NO_SOCKETS) {
            owed.keep(0);
            return pending;
        }
        if (door < 0) {
            owed.fail(new Unreachable("port " + options.port + (-door == Errors.EADDRINUSE ? " is taken" : ": " + Errors.text(-door))));
            return pending;
        }
        start(this::acceptAll, "door");
        errors.write(("obol: 9P on 127.0.0.1:" + Sockets.port(host, door) + "\n").getBytes(StandardCharsets.UTF_8)).await();
        owed.keep(0);
        return pending;
    }

    @Override public synchronized Pending<Accepted> accept() {
        if (accepting.isAwaited()) throw new IllegalStateException("two wait for the next client");
        notifyAll();
        return accepting.promise();
    }

    private void acceptAll() {
        try {
            while (true) {
                int socket = Sockets.accept(host, door);
                if (socket >= 0) deliver(socket);
                else Thread.sleep(PAUSE); // the client has gone, or there are too many
            }
        } catch (InterruptedException e) {
            host.close(door);
        }
    }

    /** Waits until somebody wants the client. */
    private synchronized void deliver(int socket) throws InterruptedException {
        while (!accepting.isAwaited()) wait();
        accepting.keep(new DeviceStream(new Socket(host, socket), true));
    }

    @Override public Pending<Accepted> dial(String address) {
        OwedConnection owed = new OwedConnection();
        Pending<Accepted> pending = owed.promise();
        String[] parts = address.split("!", -1);
        int port = parts.length == 3 ? number(parts[2]) : -1;
        Address place = parts.length == 3 ? address(parts[1]) : null;
        if (parts.length != 3 || !parts[0].equals("tcp") || port <= 0) {
            owed.fail(new Unreachable("bad address: " + address));
        } else if (!options.allows(parts[1] + ":" + port)) {
            owed.fail(new Unreachable(parts[1] + ":" + port + " is not allowed (--dial)"));
        } else if (place == null) {
            owed.fail(new Unreachable(parts[1] + ": not a numeric address"));
        } else {
            start(() -> connect(owed, place, port), "dial");
        }
        return pending;
    }

    private void connect(OwedConnection owed, Address place, int port) {
        int socket = Sockets.connect(host, place, port);
        if (socket < 0) owed.fail(new Unreachable(Errors.text(-socket)));
        else owed.keep(new DeviceStream(new Socket(host, socket), true));
    }

    /** A port's number; -1: none. */
    private static int number(String text) {
        int number = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit < 0 || digit > 9 || 10 * number + digit > 65535 ? -1 : 10 * number + digit;
        }
        return number;
    }

    /** An address of IPv4 or {@code localhost}; null: something else. */
    private static Address address(String text) {
        Address address = text.equals("localhost") ? Address.LOOPBACK4 : Address.tryParse(text);
        return address == null || !address.isV4() ? null : address;
    }

    @Override public Pending<Integer> leave(int status) {
        Owed<Integer> owed = new Owed<>();
        Pending<Integer> pending = owed.promise();
        console.finish();
        errors.finish();
        start(() -> {
            console.flushed().await();
            errors.flushed().await();
            owed.keep(status);
        }, "leaving");
        return pending;
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
