package obol.styx.ram;

import java.util.Arrays;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.RecordLocks;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * A regular file: chunks of almost 64 KiB, made when first written to, so that holes take no space but a
 * slot. The first chunk grows with the file, as most files are small.
 */
final class Regular extends Inode {
    /** With its header an array of so many bytes fills 64 KiB, where heaps are made of such pages. */
    private static final int CHUNK = (64 << 10) - 16;
    /** What a slot of {@link #chunks} is charged. */
    private static final int SLOT = 8;

    private byte[][] chunks = new byte[0][];
    private long length;
    private final RecordLocks locks = new RecordLocks();

    Regular(RamTree tree, int mode) {
        super(tree, mode);
    }

    @Override
    void describe(Attributes a) {
        a.length = length;
    }

    @Override
    OpenFile open(User user, OpenMode how) throws StyxException {
        if ((mode & Mode.DMEXCL) != 0 && exclusive) {
            throw new StyxException(Errno.EAGAIN);
        }
        // open(5): truncation of an append-only file is ignored
        if (how.truncate() && (mode & Mode.DMAPPEND) == 0) {
            truncate(0);
            touch(user);
        }
        boolean mine = (mode & Mode.DMEXCL) != 0;
        exclusive |= mine;
        hold();
        return new Open(user, how, mine);
    }

    @Override
    void checkLength(long to) throws StyxException {
        if (to > RamTree.MAX_LENGTH) {
            throw new StyxException(Errno.EFBIG);
        }
    }

    @Override
    void truncate(long to) throws StyxException {
        if (to < length) {
            int keep = slots(to);
            for (int i = keep; i < chunks.length; i++) {
                if (chunks[i] != null) {
                    tree.refund(chunks[i].length);
                }
            }
            if (keep < chunks.length) {
                tree.refund((long) (chunks.length - keep) * SLOT);
                chunks = Arrays.copyOf(chunks, keep);
            }
            int rest = (int) (to % CHUNK);
            // what is behind the end must read as zeros if the file grows again
            if (rest != 0 && chunks[keep - 1] != null && chunks[keep - 1].length > rest) {
                Arrays.fill(chunks[keep - 1], rest, chunks[keep - 1].length, (byte) 0);
            }
        } else {
            checkLength(to);
            reserve(slots(to));
        }
        length = to;
    }

    private static int slots(long bytes) {
        return (int) ((bytes + CHUNK - 1) / CHUNK);
    }

    private void reserve(int slots) throws StyxException {
        if (slots > chunks.length) {
            tree.charge((long) (slots - chunks.length) * SLOT);
            chunks = Arrays.copyOf(chunks, slots);
        }
    }

    @Override
    void free() {
        for (byte[] c : chunks) {
            if (c != null) {
                tree.refund(c.length);
            }
        }
        tree.refund((long) chunks.length * SLOT);
        chunks = new byte[0][];
        length = 0;
    }

    Slice read(long offset, int count) {
        int n = (int) Math.max(0, Math.min(count, length - offset));
        if (n == 0) {
            return Slice.EMPTY;
        }
        int at = (int) (offset % CHUNK);
        byte[] first = chunks[(int) (offset / CHUNK)];
        if (first != null && at + n <= first.length) {
            return new Slice(first, at, n);
        }
        byte[] b = tree.gathered.atLeast(n);
        for (int done = 0; done < n; ) {
            byte[] c = chunks[(int) ((offset + done) / CHUNK)];
            int from = (int) ((offset + done) % CHUNK);
            int step = Math.min(n - done, CHUNK - from);
            int there = c == null ? 0 : Math.max(0, Math.min(step, c.length - from));
            if (there > 0) {
                System.arraycopy(c, from, b, done, there);
            }
            Arrays.fill(b, done + there, done + step, (byte) 0);
            done += step;
        }
        return new Slice(b, 0, n);
    }

    /** Writes all, or as much as there is space for; nothing at all is ENOSPC. */
    int write(long offset, Slice data) throws StyxException {
        if (offset > RamTree.MAX_LENGTH - data.length()) {
            throw new StyxException(Errno.EFBIG);
        }
        int n = data.length();
        int done = 0;
        try {
            reserve(slots(offset + n));
            while (done < n) {
                int i = (int) ((offset + done) / CHUNK);
                int from = (int) ((offset + done) % CHUNK);
                int step = Math.min(n - done, CHUNK - from);
                System.arraycopy(data.array(), data.offset() + done, chunk(i, from + step), from, step);
                done += step;
            }
        } catch (StyxException e) {
            if (done == 0) {
                throw e;
            }
        }
        length = Math.max(length, offset + done);
        return done;
    }

    private byte[] chunk(int i, int size) throws StyxException {
        byte[] c = chunks[i];
        if (c == null || c.length < size) {
            int have = c == null ? 0 : c.length;
            int want = i > 0 ? CHUNK : Math.min(CHUNK, Math.max(size, have * 2));
            tree.charge(want - have);
            c = c == null ? new byte[want] : Arrays.copyOf(c, want);
            chunks[i] = c;
        }
        return c;
    }

    private final class Open implements OpenFile {
        private final User user;
        private final OpenMode how;
        private final boolean mine;

        Open(User user, OpenMode how, boolean mine) {
            this.user = user;
            this.how = how;
            this.mine = mine;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            accessed = tree.now();
            reply.ok(Regular.this.read(offset, count));
        }

        @Override
        public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
            boolean append = how.append() || (mode & Mode.DMAPPEND) != 0;
            int n = data.length() == 0 ? 0 : Regular.this.write(append ? length : offset, data);
            touch(user);
            reply.ok(n);
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public void lock(RecordLocks.Lock lock, Reply<Integer> reply) throws StyxException {
            int before = locks.size();
            tree.charge(2 * RamTree.OVERHEAD);
            int status = locks.set(lock);
            tree.refund((2 - (locks.size() - before)) * (long) RamTree.OVERHEAD);
            reply.ok(status);
        }

        @Override
        public void findLock(RecordLocks.Lock lock, Reply<RecordLocks.Lock> reply) {
            reply.ok(locks.conflict(lock));
        }

        @Override
        public void close() {
            int before = locks.size();
            locks.release(this);
            tree.refund((before - locks.size()) * (long) RamTree.OVERHEAD);
            if (mine) {
                exclusive = false;
            }
            letGo();
        }
    }
}
