package protocols;

import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Services;
import obol.channels.Slots;

/** Blocks go to the driver and come back filled; several at once as a queue of pending ones. */
public final class Disks {
    private Disks() {}

    public static class BadSector extends Exception {
        private static final long serialVersionUID = 1;

        public BadSector(String sector) {
            super(sector);
        }
    }

    public record Geometry(int blockSize, long blocks, int queueDepth) {}

    public interface Disk extends Contract {
        Geometry geometry();

        Block read(long lba, Block into) throws BadSector;

        Block write(long lba, Block from) throws BadSector;

        void flush();

        /** Goes on as a queue. */
        DiskQueue queue(int depth);
    }

    public interface DiskQueue extends Contract {
        /** Returns at once; completes the oldest first when {@code depth} are under way. */
        Pending<Block> read(long lba, Block into);

        Pending<Block> write(long lba, Block from);

        /** Completes all. */
        Disk drain();
    }

    static final class Driver implements Disk {
        @Override
        public Geometry geometry() {
            return new Geometry(512, 1000, 32);
        }

        @Override
        public Block read(long lba, Block into) {
            into.put(0, (byte) lba);
            return into;
        }

        @Override
        public Block write(long lba, Block from) throws BadSector {
            if (lba < 0) {
                from.close();
                throw new BadSector("" + lba);
            }
            return from;
        }

        @Override
        public void flush() {}

        @Override
        public DiskQueue queue(int depth) {
            return new Queue(this, depth);
        }
    }

    private static final class Queue implements DiskQueue {
        private final Driver driver;
        private final int depth;
        private final Slots<Long, Promise<Block>> waiting = new Slots<>();
        private final Slots<Long, Block> data = new Slots<>();
        private long next;
        private long done;

        Queue(Driver driver, int depth) {
            this.driver = driver;
            this.depth = depth;
        }

        @Override
        public Pending<Block> read(long lba, Block into) {
            into.put(0, (byte) lba);
            Promise<Block> promise = Promise.make();
            Pending<Block> later = promise.pending();
            waiting.put(next, promise);
            data.put(next, into);
            next++;
            if (next - done > depth) complete();
            return later;
        }

        @Override
        public Pending<Block> write(long lba, Block from) {
            return read(lba, from);
        }

        @Override
        public Disk drain() {
            while (done < next) complete();
            return driver;
        }

        private void complete() {
            long tag = done++;
            try (Promise<Block> promise = waiting.take(tag)) {
                promise.keep(data.take(tag));
            }
        }

        @Override
        public void close() {
            waiting.close();
            data.close();
        }
    }

    static void client() throws BadSector {
        try (Disk start = Services.connect(Disk.class, "disk")) {
            Block one = start.read(7, Block.allocate(start.geometry().blockSize()));
            System.out.println("disk " + one.get(0));
            one = start.write(8, one);
            one.close();
            try {
                start.write(-1, Block.allocate(1)).close();
            } catch (BadSector bad) {
                System.out.println("disk bad sector " + bad.getMessage());
            }
            try (DiskQueue q = start.queue(4)) {
                Batch<Pending<Block>> flight = Batch.empty();
                for (int i = 0; i < 8; i++) flight.add(q.read(i, Block.allocate(512)));
                Disk again = q.drain();
                StringBuilder read = new StringBuilder("disk");
                for (Pending<Block> p = flight.take(); p != null; p = flight.take()) {
                    try (Block b = p.await()) {
                        read.append(' ').append(b.get(0));
                    }
                }
                flight.close();
                System.out.println(read);
                again.close();
            }
        }
    }
}
