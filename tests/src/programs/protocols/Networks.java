package protocols;

import java.nio.charset.StandardCharsets;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slot;
import obol.channels.Source;

/** A connection is two streams; so is each of those that a listener gives. */
public final class Networks {
    private Networks() {}

    public static class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreachable(String host) {
            super(host);
        }
    }

    public record Address(String host, int port) {}

    public interface Tcp extends Contract {
        Connected connect(Address to) throws Unreachable;

        Pending<Connected> connectLater(Address to) throws Unreachable;

        Source<Connected> listen(int port, int backlog) throws Unreachable;
    }

    /** Two halves; closing {@code out} is the shutdown of the sending side. */
    public record Connected(Address peer, Source<Block> in, Sink<Block> out) {}

    /** Every host is one that gives back what it is sent, in capitals. */
    static final class Server implements Tcp {
        @Override
        public Connected connect(Address to) throws Unreachable {
            if (to.port() == 0) throw new Unreachable(to.host());
            Pipe<Block> here = Pipe.of(16);
            Pipe<Block> there = Pipe.of(16);
            Driver driver = new Driver();
            driver.received.put(there.source());
            driver.sent.put(here.sink());
            Thread thread = new Thread(driver);
            thread.setDaemon(true);
            thread.start();
            return new Connected(to, here.source(), there.sink());
        }

        @Override
        public Pending<Connected> connectLater(Address to) throws Unreachable {
            return Pending.of(connect(to));
        }

        @Override
        public Source<Connected> listen(int port, int backlog) throws Unreachable {
            Pipe<Connected> clients = Pipe.of(backlog);
            try (Sink<Connected> sink = clients.sink()) {
                for (int i = 0; i < backlog; i++) sink.put(connect(new Address("client " + i, port)));
            }
            return clients.source();
        }
    }

    private static final class Driver implements Runnable {
        private final Slot<Source<Block>> received = new Slot<>();
        private final Slot<Sink<Block>> sent = new Slot<>();

        @Override
        public void run() {
            try (Source<Block> in = received.take(); Sink<Block> out = sent.take()) {
                for (Block b = in.next(); b != null; b = in.next()) {
                    for (int i = 0; i < b.size(); i++) b.put(i, (byte) Character.toUpperCase((char) b.get(i)));
                    out.put(b);
                }
            } catch (ChannelException clientGone) {
                return;
            }
        }
    }

    static void client() throws Unreachable {
        try (Tcp tcp = Services.connect(Tcp.class, "net")) {
            Connected c = tcp.connect(new Address("example", 80));
            try (Sink<Block> out = c.out(); Source<Block> in = c.in()) {
                out.put(Block.copyOf("get /".getBytes(StandardCharsets.UTF_8)));
                out.put(Block.copyOf(" now".getBytes(StandardCharsets.UTF_8)));
                out.close();
                StringBuilder answer = new StringBuilder("net ");
                for (Block b = in.next(); b != null; b = in.next()) {
                    answer.append(new String(b.toBytes(), StandardCharsets.UTF_8));
                    b.close();
                }
                System.out.println(answer.append(' ').append(c.peer()));
            }
            Pending<Connected> later = tcp.connectLater(new Address("later", 1));
            Connected gone = later.await();
            gone.out().close();
            try (Source<Block> in = gone.in()) {
                Block none = in.next();
                System.out.println("net " + (none == null));
                if (none != null) none.close();
            }
            try (Source<Connected> clients = tcp.listen(8, 2)) {
                for (Connected each = clients.next(); each != null; each = clients.next()) {
                    System.out.println("net " + each.peer());
                    each.in().close();
                    each.out().close();
                }
            }
            try {
                Connected never = tcp.connect(new Address("nowhere", 0));
                never.in().close();
                never.out().close();
            } catch (Unreachable unreachable) {
                System.out.println("net no " + unreachable.getMessage());
            }
        }
    }
}
