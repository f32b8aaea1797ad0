package obol.system.servers.fat;

import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.RecordLocks;
import obol.styx.server.Reply;

/** A plain file open under one fid; holds its entry. */
final class OpenRegular implements OpenFile {
    private final FatFile file;
    private final boolean append;

    OpenRegular(FatFile file, boolean append) {
        this.file = file;
        this.append = append;
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        reply.ok(Slice.of(file.contents().read(offset, count)));
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) throws StyxException {
        reply.ok(data.length() == 0 ? 0 : file.contents().write(append ? file.size : offset, data.array(), data.offset(), data.length()));
    }

    @Override
    public void sync(Reply<Void> reply) throws StyxException {
        file.volume.commit();
        reply.ok(null);
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public void lock(RecordLocks.Lock lock, Reply<Integer> reply) {
        reply.ok(file.locks.set(lock));
    }

    @Override
    public void findLock(RecordLocks.Lock lock, Reply<RecordLocks.Lock> reply) {
        reply.ok(file.locks.conflict(lock));
    }

    @Override
    public void close() {
        file.locks.release(this);
        file.release();
    }
}
