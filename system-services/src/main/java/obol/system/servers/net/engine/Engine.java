package obol.system.servers.net.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import obol.channels.Borrowed;
import obol.channels.ChannelException;
import obol.channels.Server;
import obol.channels.Services;
import obol.channels.runtime.Platform;
import obol.channels.transport.Transport;
import obol.net.Stack;
import obol.net.config.DhcpClient;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.core.Randomness;
import obol.net.ip.Link;
import obol.net.wire.Hardware;
import obol.system.bridge.FileService;
import obol.system.ether.Ether;
import obol.system.files.Files;
import obol.system.servers.net.NetFile;
import obol.system.servers.net.NetTree;

/** A machine's own network: one thread, {@link #run}, that serves {@code /net}. */
public final class Engine {
    /** Lines of the log. */
    private static final int LOG = 256;
    private static final String LINK = "ether0";
    /** Calls served in a row before frames are looked at. */
    private static final int CALLS = 16;
    /** Nanoseconds until a driver that does not start is asked for again. */
    private static final long RETRY = 1_000_000_000L;

    private final Stack stack;
    private final EngineNetwork network;
    private final FileService service;
    private final Snoop snoop = new Snoop(Engine::wall);
    private final Deque<String> log = new ArrayDeque<>();
    private final Randomness random;
    private Link link;
    private DhcpClient dhcp;
    private EtherPort port;
    /** When to look for the driver again, as {@link System#nanoTime} counts. */
    private long retry = Transport.NEVER;
    private DhcpClient.State told = DhcpClient.State.STOPPED;

    /** @param random that nobody can predict */
    public Engine(Randomness random) {
        this.random = random;
        stack = new Stack(random, System.nanoTime());
        network = new EngineNetwork(stack);
        for (NetFile file : new Configuration(stack).files()) network.add(file);
        network.add(NetFile.text("log", "/log", () -> String.join("", log)));
        service = new FileService(new NetTree(network, Engine::wall));
    }

    private static long wall() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    /** Serves {@code name}, on this thread, until its door is closed. The device is the service {@code driver}'s. */
    public void run(String name, String driver) {
        try (Server door = Server.open(Files.class, name, service);
                Server readers = Server.open(Files.class, FileService.readOnly(name), service.readOnly())) {
            connect(driver);
            serve(door, readers, driver);
        }
    }

    /** Begins with a driver that may have been started just now. Without one the machine has itself to talk to. */
    private void connect(String driver) {
        try {
            Ether ether = Services.connect(Ether.class, driver);
            Ether.Facts facts = ether.facts();
            if (port == null) service.run(() -> setUp(facts));
            port.begin(ether);
        } catch (ChannelException none) {
            note("no device: " + none.getMessage());
            retry = port == null ? Transport.NEVER : System.nanoTime() + RETRY;
        }
    }

    /** Adds the link, the first time. */
    private void setUp(Ether.Facts facts) {
        link = stack.addLink(LINK, facts.hardware(), facts.mtu());
        port = new EtherPort(stack, link, snoop);
        network.add(new Device());
        note(LINK + " is " + Hardware.toString(facts.hardware()));
        // No machine keeps a secret here from one start to the next.
        stack.autoconfiguration(random.next(), random.next(), true).start(link);
        dhcp = stack.dhcp(link, false);
        try {
            dhcp.start();
        } catch (NetworkException cannot) {
            note("dhcp: " + cannot.getMessage());
        }
    }

    private void note(String what) {
        if (log.size() == LOG) log.poll();
        log.add(System.currentTimeMillis() + " " + what + "\n");
    }

    private void serve(@Borrowed Server door, @Borrowed Server readers, String driver) {
        Transport transport = Platform.transport();
        while (door.isOpen()) {
            // The count is read before the tests, so an event between a test and the wait ends that wait at once.
            long seen = transport.events();
            boolean busy = false;
            for (int i = 0; i < CALLS && door.ready(); i++) {
                door.serve();
                busy = true;
            }
            if (readers.ready()) {
                readers.serve();
                busy = true;
            }
            try {
                busy |= exchange();
            } catch (ChannelException gone) {
                note("the driver has ended: " + gone);
                port.end();
                retry = System.nanoTime();
            }
            if (retry <= System.nanoTime()) {
                retry = Transport.NEVER;
                connect(driver);
                busy = true;
            }
            if (!busy) transport.awaitEvent(seen, Math.min(retry, stack.nextDeadline()));
        }
    }

    /** Frames, the time, and what comes of both. */
    private boolean exchange() {
        synchronized (service) {
            if (service.cancellations().ready()) service.giveUpCancelled();
            boolean busy = port != null && port.receive();
            stack.advance(System.nanoTime());
            watch();
            return port != null && port.send() | busy;
        }
    }

    private void watch() {
        DhcpClient.State state = dhcp == null ? told : dhcp.state();
        if (state == told) return;
        told = state;
        note("dhcp: " + state.name().toLowerCase(Locale.ROOT) + (dhcp.address() == null ? "" : " " + dhcp.address()));
    }

    /** {@code /net/ether0}. */
    private final class Device extends NetFile.Folder {
        Device() {
            super(null, LINK, "/" + LINK);
        }

        @Override
        protected List<NetFile> list() {
            List<NetFile> all = new ArrayList<>();
            all.add(NetFile.text("addr", "/ether0/addr", () -> Hardware.toString(link.hardware()) + "\n"));
            all.add(NetFile.text("stats", "/ether0/stats", this::stats));
            all.add(NetFile.of("snoop", 0400, "/ether0/snoop", (user, mode) -> snoop.open()));
            return all;
        }

        private String stats() {
            StringBuilder text = new StringBuilder();
            EngineNetwork.line(text, "bytes-in", link.bytesIn());
            EngineNetwork.line(text, "bytes-out", link.bytesOut());
            for (Counter counter : Counter.values()) {
                if (counter.name().startsWith("FRAMES_")) EngineNetwork.line(text, counter.name(), stack.counted(counter));
            }
            Ether.Counters driver = port.counters();
            if (driver != null) {
                EngineNetwork.line(text, "driver-frames-in", driver.framesIn());
                EngineNetwork.line(text, "driver-frames-out", driver.framesOut());
                EngineNetwork.line(text, "driver-malformed", driver.malformed());
                EngineNetwork.line(text, "interrupts", driver.interrupts());
            }
            return text.toString();
        }
    }
}
