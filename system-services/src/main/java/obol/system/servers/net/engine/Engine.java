package obol.system.servers.net.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.channels.Borrowed;
import obol.channels.ChannelException;
import obol.channels.NoService;
import obol.channels.Server;
import obol.channels.Services;
import obol.channels.runtime.Platform;
import obol.channels.transport.Transport;
import obol.net.Stack;
import obol.net.config.DhcpClient;
import obol.net.core.NetworkException;
import obol.net.core.Randomness;
import obol.net.ip.Link;
import obol.net.wire.Hardware;
import obol.system.bridge.FileService;
import obol.system.ether.Ether;
import obol.system.files.Files;
import obol.system.servers.net.NetFile;
import obol.system.servers.net.NetTree;

/** The network of a machine with an Ethernet device: one thread, {@link #run}, that serves {@code /net}. */
public final class Engine {
    /** Lines of the log. */
    private static final int LOG = 256;
    private static final String LINK = "ether0";
    /** Calls served in a row before frames are looked at. */
    private static final int CALLS = 16;

    private final Stack stack;
    private final EngineNetwork network;
    private final FileService service;
    private final Snoop snoop = new Snoop(Engine::wall);
    private final Deque<String> log = new ArrayDeque<>();
    private final Randomness random;
    private Link link;
    private DhcpClient dhcp;
    private EtherPort port;
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

    /** Serves {@code name}, on this thread, until its door is closed. */
    public void run(String name) {
        try (Server door = Server.open(Files.class, name, service);
                Server readers = Server.open(Files.class, FileService.readOnly(name), service.readOnly())) {
            while (door.isOpen()) {
                try (Ether ether = Services.connect(Ether.class, "ether")) {
                    service.run(() -> setUp(ether.facts()));
                    port.begin(ether);
                    serve(ether, door, readers);
                } catch (NoService none) {
                    note("no device: " + none.getMessage());
                    return;
                } catch (ChannelException gone) {
                    note("the driver has ended: " + gone);
                }
            }
        }
    }

    /** Adds the link, the first time. */
    private void setUp(Ether.Facts facts) {
        if (link != null) return;
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

    private void serve(@Borrowed Ether ether, @Borrowed Server door, @Borrowed Server readers) {
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
            busy |= exchange(ether);
            if (!busy) transport.awaitEvent(seen, stack.nextDeadline());
        }
    }

    /** Frames, the time, and what comes of both. */
    private boolean exchange(@Borrowed Ether ether) {
        synchronized (service) {
            if (service.cancellations().ready()) service.giveUpCancelled();
            boolean busy = port.receive(ether);
            stack.advance(System.nanoTime());
            watch();
            return busy | port.send(ether);
        }
    }

    private void watch() {
        DhcpClient.State state = dhcp.state();
        if (state == told) return;
        told = state;
        note("dhcp: " + state.name().toLowerCase(java.util.Locale.ROOT) + (dhcp.address() == null ? "" : " " + dhcp.address()));
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
            for (obol.net.core.Counter counter : obol.net.core.Counter.values()) {
                if (counter.name().startsWith("FRAMES_")) EngineNetwork.line(text, counter.name(), stack.counted(counter));
            }
            return text.toString();
        }
    }
}
