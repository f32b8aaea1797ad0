package obol.system.servers.export;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Pending;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.RecordLocks;
import obol.styx.server.Reply;
import obol.styx.server.User;
import obol.system.files.FileException;
import obol.system.files.OpenFile.Bulk;
import obol.system.files.OpenFile.Count;
import obol.system.files.OpenFile.CountLater;
import obol.system.files.OpenFile.Later;
import obol.system.files.OpenFile.Read;
import obol.system.files.OpenFile.Written;
import obol.system.files.Transfer;

/** An open file of the namespace. */
final class ExportFile implements OpenFile {
    /** Most bytes to or from a file server at once: blocks and buffers of up to this size are used again, larger ones are new memory. */
    private static final int PIECE = 128 << 10;

    private final Export export;
    private final User user;
    private final int device;
    private final obol.system.files.OpenFile file;
    /** Which file it is, once somebody has asked for a lock. */
    private FileLocks.File locked;

    private ExportFile(Export export, User user, int device, obol.system.files.OpenFile file) {
        this.export = export;
        this.user = user;
        this.device = device;
        this.file = file;
    }

    /** Takes over the file. */
    static ExportFile of(Export export, User user, int device, obol.system.files.OpenFile file) throws FileException {
        try {
            export.capacity.take();
        } catch (FileException full) {
            file.close();
            throw full;
        }
        return new ExportFile(export, user, device, file);
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
        try {
            Read read = file.read(offset, Math.min(count, PIECE));
            if (read instanceof Later later) {
                export.outstanding.add(later.bytes(), reply, bytes -> reply.ok(Slice.of(bytes)));
            } else if (read instanceof Bulk bulk) {
                byte[] bytes = export.copied.atLeast(bulk.count() < PIECE ? bulk.count() : count);
                int done = Transfer.copy(read, bytes, 0);
                reply.ok(new Slice(bytes, 0, done < PIECE ? done : readRest(offset, bytes, done, count)));
            } else {
                reply.ok(Slice.of(Transfer.bytes(read)));
            }
        } catch (FileException refused) {
            throw Export.error(refused);
        } catch (ChannelException fault) {
            throw Export.error(Transfer.failure(fault));
        } catch (OutOfMemoryError full) {
            throw new StyxException(Errno.ENOMEM);
        }
    }

    /** Goes on behind the first piece of a file, which does not wait. What fails is left to the next read. @return how many there are */
    private int readRest(long offset, byte[] to, int first, int count) {
        int done = first;
        try {
            for (int last = PIECE; last == PIECE && done < count && offset <= Long.MAX_VALUE - count; done += last) {
                last = Transfer.copy(file.read(offset + done, Math.min(count - done, PIECE)), to, done);
            }
        } catch (FileException | ChannelException | OutOfMemoryError later) {
            return done;
        }
        return done;
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) {
        write(offset, data, 0, reply);
    }

    /** Goes on behind what was written. Once some has been, a failure ends the write short: the client is told how many bytes it took. */
    private void write(long offset, Slice data, int from, Reply<Integer> reply) {
        int done = from;
        try {
            boolean whole = true;
            do {
                Slice piece = data.part(done, PIECE);
                Written written = written(offset + done, piece);
                if (written instanceof CountLater later) {
                    writeLater(later.bytes(), offset, data, done, reply);
                    return;
                }
                int count = ((Count) written).bytes();
                done += count;
                whole = count == piece.length();
            } while (whole && done < data.length());
        } catch (FileException refused) {
            end(done, Export.error(refused), reply);
            return;
        } catch (ChannelException fault) {
            end(done, Export.error(Transfer.failure(fault)), reply);
            return;
        } catch (OutOfMemoryError full) {
            end(done, new StyxException(Errno.ENOMEM), reply);
            return;
        }
        reply.ok(done);
    }

    private void writeLater(Pending<Integer> later, long offset, Slice data, int done, Reply<Integer> reply) {
        int end = Math.min(done + PIECE, data.length());
        Slice kept = end < data.length() ? Slice.of(data.copy()) : data;
        export.outstanding.add(later, reply, count -> {
            if (done + count < end || end == data.length()) {
                reply.ok(done + count);
            } else {
                try (Deadline limit = Deadline.in(Connection.PATIENCE)) {
                    write(offset, kept, end, reply);
                }
            }
        });
    }

    private static void end(int done, StyxException failure, Reply<Integer> reply) {
        if (done > 0) {
            reply.ok(done);
        } else {
            reply.error(failure);
        }
    }

    private Written written(long offset, Slice data) throws FileException {
        if (data.length() <= obol.system.files.OpenFile.BULK) {
            return file.write(offset, data.copy());
        }
        Block block = Block.allocate(data.length());
        block.write(0, data.array(), data.offset(), data.length());
        return file.writeBlock(offset, block, data.length());
    }

    @Override
    public void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
        List<Entry> entries = new ArrayList<>();
        for (obol.system.files.OpenFile.Entry e : Export.call(() -> file.list(after, most))) {
            entries.add(new Entry(e.position(), export.attributes(user, device, e.status())));
        }
        reply.ok(entries);
    }

    @Override
    public void sync(Reply<Void> reply) throws StyxException {
        Export.call(() -> {
            file.sync();
            return null;
        });
        reply.ok(null);
    }

    @Override
    public void lock(RecordLocks.Lock lock, Reply<Integer> reply) throws StyxException {
        reply.ok(export.locks.set(locked(), lock));
    }

    @Override
    public void findLock(RecordLocks.Lock lock, Reply<RecordLocks.Lock> reply) throws StyxException {
        reply.ok(export.locks.conflict(locked(), lock));
    }

    private FileLocks.File locked() throws StyxException {
        if (locked == null) {
            locked = new FileLocks.File(device, Export.call(() -> file.status()).path());
        }
        return locked;
    }

    @Override
    public void close() {
        if (locked != null) {
            export.locks.release(locked, this);
        }
        file.close();
        export.capacity.give();
    }
}
