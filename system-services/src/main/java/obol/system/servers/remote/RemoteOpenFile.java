package obol.system.servers.remote;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.Codec;
import obol.styx.DirEntry;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** An open file of the server: one fid there. Directories are read once, whole, so that positions last. */
final class RemoteOpenFile implements OpenFile {
    private final RemoteTree tree;
    private final int fid;
    private List<Attributes> entries;

    RemoteOpenFile(RemoteTree tree, int fid) {
        this.tree = tree;
        this.fid = fid;
    }

    private Message request(MessageType type) {
        return tree.request(type).set(Field.FID, fid);
    }

    @Override
    public void read(long offset, int count, Reply<Slice> reply) {
        // Linux has no files that reach beyond the largest offset, and EINVAL for who asks for bytes there
        int most = (int) Math.min(Math.min(count, tree.room()), Long.MAX_VALUE - offset);
        if (most == 0) {
            reply.ok(Slice.EMPTY);
            return;
        }
        tree.send(request(MessageType.TREAD).set(Field.OFFSET, offset).set(Field.COUNT, most), reply,
                answer -> reply.ok(answer.data()));
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) {
        // the request is bytes when this returns
        tree.send(request(MessageType.TWRITE).set(Field.OFFSET, offset).set(Field.DATA, data.part(0, tree.room())), reply,
                answer -> reply.ok(answer.integer(Field.COUNT)));
    }

    @Override
    public void sync(Reply<Void> reply) {
        tree.send(tree.linux() ? request(MessageType.TFSYNC) : request(MessageType.TWSTAT).set(Field.STAT, Stat.UNCHANGED), reply,
                answer -> reply.ok(null));
    }

    @Override
    public void list(long after, int most, Reply<List<Entry>> reply) {
        if (entries == null || after == 0) {
            readAll(0, new ArrayList<>(), after, most, reply);
        } else {
            give(after, most, reply);
        }
    }

    private void give(long after, int most, Reply<List<Entry>> reply) {
        List<Entry> part = new ArrayList<>();
        for (long at = after; at < entries.size() && part.size() < most; at++) {
            part.add(new Entry(at + 1, entries.get((int) at)));
        }
        reply.ok(part);
    }

    private void readAll(long offset, List<Attributes> found, long after, int most, Reply<List<Entry>> reply) {
        Message read = request(tree.linux() ? MessageType.TREADDIR : MessageType.TREAD).set(Field.OFFSET, offset)
                .set(Field.COUNT, tree.room());
        tree.send(read, reply, answer -> {
            Slice data = answer.data();
            if (data.length() == 0) {
                entries = found;
                give(after, most, reply);
                return;
            }
            try {
                readAll(tree.linux() ? linux(data, found) : offset + plan9(data, found), found, after, most, reply);
            } catch (Malformed e) {
                throw new StyxException(Errno.EPROTO, "malformed directory: " + e.getMessage());
            }
        });
    }

    private long linux(Slice data, List<Attributes> found) throws Malformed {
        long offset = 0;
        for (DirEntry entry : Codec.entries(data)) {
            offset = entry.offset();
            if (!entry.name().equals(".") && !entry.name().equals("..")) {
                Attributes a = new Attributes();
                a.qid = entry.qid();
                a.name = entry.name();
                a.mode = Mode.fromLinux(entry.type() << 12);
                found.add(a);
            }
        }
        return offset;
    }

    private int plan9(Slice data, List<Attributes> found) throws Malformed {
        for (Stat stat : Codec.stats(data, tree.dialect())) {
            found.add(Attributes.of(stat));
        }
        return data.length();
    }

    @Override
    public void close() {
        tree.clunk(fid);
    }
}
