package ex;

import obol.channels.*;

public class E06Disk {
    public static class BadSector extends Exception { public BadSector(String m) { super(m); } }
    public record Geometry(int blockSize, long blocks, int queueDepth) {}
    public interface Disk extends Contract {
        Geometry geometry();
        Block read(long lba, Block into) throws BadSector;         // the block goes there and comes back filled
        Block write(long lba, Block from) throws BadSector;
        void flush();
        DiskQueue queue(int depth);                                    // goes on as a queue
    }
    public interface DiskQueue extends Contract {
        Pending<Block> read(long lba, Block into);                 // returns at once; waits only when full
        Pending<Block> write(long lba, Block from);
        Disk drain();
    }
    static final class Driver implements Disk {
        public Geometry geometry() { return new Geometry(512, 1000, 32); }
        public Block read(long lba, Block into) { into.put(0, (byte) lba); return into; }
        public Block write(long lba, Block from) throws BadSector { if (lba < 0) { from.close();
                throw new BadSector("" + lba); } return from; }
        public void flush() {}
        public DiskQueue queue(int depth) { return new Q(this, depth); }
    }
    static final class Q implements DiskQueue {
        private final Driver d; private final Slots<Long, Promise<Block>> waiting = new Slots<>();
                private final Slots<Long, Block> data = new Slots<>();
        private long tag;
        Q(Driver d, int depth) { this.d = d; }
        public Pending<Block> read(long lba, Block into) {
            Promise<Block> p = Promise.make(); Pending<Block> later = p.pending();
            long t = tag++; waiting.put(t, p); data.put(t, into);
            return later;
        }
        public Pending<Block> write(long lba, Block from) { return read(lba, from); }
        public Disk drain() { return d; }
        void interrupt(long t) {
            Promise<Block> p = waiting.take(t); Block b = data.take(t);
            if (p == null || b == null) { if (p != null) p.close(); if (b != null) b.close(); return; }
            p.keep(b); p.close();
        }
    }
    static void client() throws BadSector {
        try (Disk start = Services.connect(Disk.class, "disk0")) {
            Block one = start.read(7, Block.allocate(512));
            one = start.write(8, one);
            one.close();
            try (DiskQueue q = start.queue(8)) {
                Batch<Pending<Block>> flight = Batch.empty();
                for (int i = 0; i < 8; i++) flight.add(q.read(i, Block.allocate(512)));
                for (Pending<Block> p = flight.take(); p != null; p = flight.take()) p.await().close();
                flight.close();
            }
        }
    }
}
