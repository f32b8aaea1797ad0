package obol.system.drivers;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.channels.Slot;
import obol.system.disk.Disk;
import obol.system.disk.DiskException;
import obol.system.loop.Owed;

/**
 * A medium as a disk for any number of clients: what they ask for is checked here, and waits here while the medium has no room. It is
 * served by one thread; another one may end requests.
 */
final class DiskQueue implements Disk {
    private final Medium medium;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private boolean going;

    DiskQueue(Medium medium) {
        this.medium = medium;
    }

    @Override public Shape shape() {
        return new Shape(medium.sectors(), medium.writable());
    }

    @Override public Pending<Block> read(long sector, int count) throws DiskException {
        check(sector, count);
        Read read = new Read(sector, count);
        Pending<Block> pending = read.promise();
        submit(read);
        return pending;
    }

    @Override public Pending<Integer> write(long sector, int count, Block data) throws DiskException {
        byte[] bytes;
        try (data) {
            check(sector, count);
            if (!medium.writable()) throw new DiskException("the disk can only be read");
            if (data.size() < count * SECTOR) throw new DiskException("a block of " + data.size() + " bytes for " + count + " sectors");
            bytes = new byte[count * SECTOR];
            data.read(0, bytes, 0, bytes.length);
        }
        return submitted(new Change(DiskRequest.Kind.WRITE, sector, count, bytes));
    }

    @Override public Pending<Integer> flush() throws DiskException {
        checkRoom();
        return submitted(new Change(DiskRequest.Kind.FLUSH, 0, 0, new byte[0]));
    }

    private Pending<Integer> submitted(Change change) {
        Pending<Integer> pending = change.owed.promise();
        submit(change);
        return pending;
    }

    private void check(long sector, int count) throws DiskException {
        if (count < 1) throw new DiskException(count + " sectors at once; at least 1");
        if (count > MOST) throw new DiskException(count + " sectors at once; at most " + MOST);
        if (sector < 0 || sector > medium.sectors() - count) {
            throw new DiskException("no sectors " + sector + " to " + (sector + count - 1) + "; the disk has " + medium.sectors());
        }
        checkRoom();
    }

    private synchronized void checkRoom() throws DiskException {
        if (waiting.size() >= WAITING) throw new DiskException("too many requests");
    }

    private void submit(Asked request) {
        synchronized (this) {
            waiting.add(request);
        }
        goOn();
    }

    /** Gives the medium what it has room for. */
    private synchronized void goOn() {
        // What ends at once comes here again.
        if (going) return;
        going = true;
        for (Asked next; (next = waiting.poll()) != null; ) {
            if (!next.isAwaited()) {
                next.fail("given up");
            } else if (!medium.begin(next)) {
                waiting.addFirst(next);
                break;
            }
        }
        going = false;
    }

    /** A client's request. */
    private abstract class Asked extends DiskRequest {
        Asked(Kind kind, long sector, int count, byte[] bytes) {
            super(kind, sector, count, bytes);
        }

        /** Whether the client has not given up. */
        abstract boolean isAwaited();
    }

    private final class Read extends Asked {
        private final Slot<Promise<Block>> promise = new Slot<>();

        Read(long sector, int count) {
            super(Kind.READ, sector, count, new byte[count * SECTOR]);
        }

        Pending<Block> promise() {
            Promise<Block> made = Promise.make();
            Pending<Block> pending = made.pending();
            promise.put(made);
            return pending;
        }

        @Override boolean isAwaited() {
            Promise<Block> made = promise.take();
            boolean awaited = !made.cancelled();
            promise.put(made);
            return awaited;
        }

        @Override void done() {
            try (Promise<Block> made = promise.take()) {
                made.keep(Block.copyOf(bytes));
            }
            goOn();
        }

        @Override void fail(String why) {
            try (Promise<Block> made = promise.take()) {
                made.fail(new DiskException(why));
            }
            goOn();
        }
    }

    /** A write or a flush. */
    private final class Change extends Asked {
        final Owed<Integer> owed = new Owed<>();

        Change(Kind kind, long sector, int count, byte[] bytes) {
            super(kind, sector, count, bytes);
        }

        @Override boolean isAwaited() {
            return owed.isAwaited();
        }

        @Override void done() {
            owed.keep(count);
            goOn();
        }

        @Override void fail(String why) {
            owed.fail(new DiskException(why));
            goOn();
        }
    }
}
