package ex;

import obol.channels.*;

public class E05Tcp {
    public static class Unreachable extends Exception { public Unreachable(String m) { super(m); } }
    public record Address(String host, int port) {}
    public interface Tcp extends Contract {
        Connected connect(Address to) throws Unreachable;          // stays: the connection is two streams
        Pending<Connected> connectLater(Address to);
        Source<Connected> listen(int port, int backlog) throws Unreachable;
    }
    /** Two halves; closing `out` = shutdown of the sending side. */
    public record Connected(Address peer, Source<Block> in, Sink<Block> out) {}

    static final class Server implements Tcp {
        public Connected connect(Address to) {
            Pipe<Block> here = Pipe.of(16);
            Pipe<Block> there = Pipe.of(16);
            Slot<Sink<Block>> rx = new Slot<>(); rx.put(here.sink());           // the driver's side
            Slot<Source<Block>> tx = new Slot<>(); tx.put(there.source());
            return new Connected(to, here.source(), there.sink());
        }
        public Pending<Connected> connectLater(Address to) { return Pending.of(connect(to)); }
        public Source<Connected> listen(int port, int backlog) {
            Pipe<Connected> p = Pipe.of(backlog);
            p.sink().close();
            return p.source();
        }
    }
    static int client() throws Unreachable {
        try (Tcp tcp = Services.connect(Tcp.class, "tcp")) {
            Connected c = tcp.connect(new Address("example", 80));
            int n = 0;
            try (Sink<Block> out = c.out(); Source<Block> in = c.in()) {
                out.put(Block.copyOf("GET /".getBytes()));
                out.close();                                        // shutdown the sending half
                for (Block b = in.next(); b != null; b = in.next()) { n += b.size(); b.close(); }
            }
            return n;
        }
    }
}
