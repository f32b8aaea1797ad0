package obol.styx.server;

import static obol.styx.Field.*;

import java.util.ArrayList;
import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.DirEntry;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;

/** The requests that 9P2000.L alone has. Works on the fids of its {@link Operations}. */
final class LinuxOperations {
    /** Linux's XATTR_SIZE_MAX. */
    private static final int MAX_ATTRIBUTE = 1 << 16;

    private final Session session;
    private final Operations operations;
    private final FidTable fids;

    LinuxOperations(Session session, Operations operations, FidTable fids) {
        this.session = session;
        this.operations = operations;
        this.fids = fids;
    }

    void perform(Request r, Message m) throws StyxException {
        switch (m.type()) {
            case TSTATFS: statfs(r, m); break;
            case TLOPEN: operations.open(r, m, OpenMode.ofLinux(m.integer(FLAGS)), MessageType.RLOPEN); break;
            case TLCREATE: lcreate(r, m); break;
            case TSYMLINK: symlink(r, m); break;
            case TMKNOD: mknod(r, m); break;
            case TMKDIR: mkdir(r, m); break;
            case TRENAME: rename(r, m); break;
            case TRENAMEAT: renameat(r, m); break;
            case TUNLINKAT: unlinkat(r, m); break;
            case TLINK: link(r, m); break;
            case TREADLINK: readlink(r, m); break;
            case TGETATTR: getattr(r, m); break;
            case TSETATTR: setattr(r, m); break;
            case TXATTRWALK: xattrwalk(r, m); break;
            case TXATTRCREATE: xattrcreate(r, m); break;
            case TREADDIR: readdir(r, m); break;
            case TFSYNC: fsync(r, m); break;
            case TLOCK: lock(r, m); break;
            case TGETLOCK: getlock(r, m); break;
            default: throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    private void statfs(Request r, Message m) throws StyxException {
        fids.fileFid(r, m.integer(FID)).node.space(new RequestReply<>(r, s ->
                r.answer(Message.of(MessageType.RSTATFS, r.tag)
                        .set(FSTYPE, Space.TYPE).set(BSIZE, s.blockSize())
                        .set(BLOCKS, s.blocks()).set(BFREE, s.free()).set(BAVAIL, s.free())
                        .set(FILES, s.files()).set(FFREE, s.freeFiles())
                        .set(NAMELEN, FileName.MAX_BYTES))));
    }

    // ---- making files ----

    private void lcreate(Request r, Message m) throws StyxException {
        Fid f = fids.idleFid(r, m.integer(FID));
        String name = FileName.check(m.text(NAME));
        OpenMode mode = OpenMode.ofLinux(m.integer(FLAGS));
        int permissions = Mode.fromLinux(m.integer(MODE) & 07777);
        operations.create(r, f, Creation.file(name, permissions, false, mode, m.integer(GID)), mode, MessageType.RLCREATE);
    }

    private void make(Request r, Fid f, Creation what, MessageType reply) throws StyxException {
        f.node.create(f.user, what, new RequestReply<>(r, made -> {
            Qid q = made.node().qid();
            made.node().release();
            r.answer(Message.of(reply, r.tag).set(QID, q));
        }, made -> made.node().release()));
    }

    private void symlink(Request r, Message m) throws StyxException {
        Fid f = fids.directoryFid(r, m.integer(FID));
        if (m.text(SYMTGT).isEmpty()) {
            throw new StyxException(Errno.ENOENT);
        }
        make(r, f, new Creation(FileName.check(m.text(NAME)), Mode.DMSYMLINK | 0777, false, null, m.integer(GID),
                m.text(SYMTGT), false, 0, 0), MessageType.RSYMLINK);
    }

    private void mknod(Request r, Message m) throws StyxException {
        Fid f = fids.directoryFid(r, m.integer(DFID));
        int mode = m.integer(MODE);
        int type = mode & Mode.S_IFMT;
        if (type == Mode.S_IFDIR || type == Mode.S_IFLNK) {
            throw new StyxException(Errno.EINVAL);
        }
        make(r, f, new Creation(FileName.check(m.text(NAME)), Mode.fromLinux(mode), false, null, m.integer(GID), "",
                type == Mode.S_IFBLK, m.integer(MAJOR), m.integer(MINOR)), MessageType.RMKNOD);
    }

    private void mkdir(Request r, Message m) throws StyxException {
        Fid f = fids.directoryFid(r, m.integer(DFID));
        int mode = Mode.fromLinux(m.integer(MODE) & 07777) | Mode.DMDIR;
        make(r, f, new Creation(FileName.check(m.text(NAME)), mode, false, null, m.integer(GID), "", false, 0, 0),
                MessageType.RMKDIR);
    }

    private void link(Request r, Message m) throws StyxException {
        Fid directory = fids.directoryFid(r, m.integer(DFID));
        Fid file = fids.fileFid(r, m.integer(FID));
        directory.node.link(directory.user, file.node, FileName.check(m.text(NAME)), end(r, MessageType.RLINK));
    }

    private static Reply<Void> end(Request r, MessageType reply) {
        return new RequestReply<>(r, v -> r.answer(reply));
    }

    // ---- names ----

    private void rename(Request r, Message m) throws StyxException {
        Fid f = fids.fileFid(r, m.integer(FID));
        Fid directory = fids.directoryFid(r, m.integer(DFID));
        if (f.node.qid().path() == f.root.path()) {
            throw new StyxException(Errno.EBUSY);
        }
        f.node.move(f.user, directory.node, FileName.check(m.text(NAME)), end(r, MessageType.RRENAME));
    }

    private void renameat(Request r, Message m) throws StyxException {
        Fid from = fids.directoryFid(r, m.integer(OLDDIRFID));
        Fid to = fids.directoryFid(r, m.integer(NEWDIRFID));
        from.node.rename(from.user, FileName.check(m.text(OLDNAME)), to.node, FileName.check(m.text(NEWNAME)),
                end(r, MessageType.RRENAMEAT));
    }

    private void unlinkat(Request r, Message m) throws StyxException {
        Fid f = fids.directoryFid(r, m.integer(DFID));
        int flags = m.integer(FLAGS);
        if ((flags & ~Mode.AT_REMOVEDIR) != 0) {
            throw new StyxException(Errno.EINVAL);
        }
        f.node.unlink(f.user, FileName.check(m.text(NAME)), flags != 0, end(r, MessageType.RUNLINKAT));
    }

    private void readlink(Request r, Message m) throws StyxException {
        fids.fileFid(r, m.integer(FID)).node.readLink(new RequestReply<>(r, target ->
                r.answer(Message.of(MessageType.RREADLINK, r.tag).set(TARGET, target))));
    }

    // ---- attributes ----

    private void getattr(Request r, Message m) throws StyxException {
        fids.fileFid(r, m.integer(FID)).node.attributes(new RequestReply<>(r, a -> r.answer(a.toGetattr(r.tag))));
    }

    private void setattr(Request r, Message m) throws StyxException {
        operations.change(r, fids.fileFid(r, m.integer(FID)), AttributeChange.of(m), MessageType.RSETATTR);
    }

    private void xattrwalk(Request r, Message m) throws StyxException {
        Fid f = fids.fileFid(r, m.integer(FID));
        Fid to = fids.reserve(r, m.integer(NEWFID));
        to.user = f.user;
        to.root = f.root;
        String name = m.text(NAME);
        if (!name.isEmpty()) {
            f.node.extendedAttribute(f.user, name, new RequestReply<>(r, value -> attribute(r, to, name, value)));
            return;
        }
        f.node.extendedAttributes(f.user, new RequestReply<>(r, names -> {
            StringBuilder all = new StringBuilder();
            for (String n : names) {
                all.append(n).append('\0');
            }
            attribute(r, to, name, all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }));
    }

    private void attribute(Request r, Fid to, String name, byte[] value) throws StyxException {
        fids.hold(to, new Fid.ExtendedAttribute(name, value, -1));
        r.answer(Message.of(MessageType.RXATTRWALK, r.tag).set(SIZE, value.length));
    }

    private void xattrcreate(Request r, Message m) throws StyxException {
        Fid f = fids.idleFid(r, m.integer(FID));
        String name = m.text(NAME);
        long size = m.number(ATTR_SIZE);
        int flags = m.integer(FLAGS);
        if (name.isEmpty() || name.length() > FileName.MAX_BYTES) {
            throw new StyxException(Errno.ERANGE);
        }
        if (size < 0 || size > MAX_ATTRIBUTE) {
            throw new StyxException(Errno.E2BIG);
        }
        if ((flags & ~(Mode.XATTR_CREATE | Mode.XATTR_REPLACE)) != 0) {
            throw new StyxException(Errno.EINVAL);
        }
        fids.hold(f, new Fid.ExtendedAttribute(name, new byte[(int) size], flags));
        r.answer(MessageType.RXATTRCREATE);
    }

    // ---- directories ----

    /** Offsets on the wire: 1 behind ".", 2 behind "..", then the server's positions moved up by 2. */
    private void readdir(Request r, Message m) throws StyxException {
        Fid f = fids.openFid(r, m.integer(FID));
        if (f.node == null || !f.node.qid().isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        long offset = Operations.offset(m);
        int count = operations.room(m);
        List<DirEntry> dots = new ArrayList<>(2);
        if (offset >= 2) {
            readdir(r, f, offset - 2, count, dots);
            return;
        }
        if (offset == 0) {
            dots.add(new DirEntry(f.node.qid(), 1, Mode.S_IFDIR >> 12, "."));
        }
        if (f.node.qid().path() == f.root.path()) {
            dots.add(new DirEntry(f.root, 2, Mode.S_IFDIR >> 12, ".."));
            readdir(r, f, 0, count, dots);
            return;
        }
        Reply<Node> parent = new RequestReply<>(r, up -> {
            dots.add(new DirEntry(up.qid(), 2, Mode.S_IFDIR >> 12, ".."));
            up.release();
            readdir(r, f, 0, count, dots);
        }, Node::release, e -> {
            // The parent of a directory that was removed, or moved with one above it, may not be found; its own entries are.
            dots.add(new DirEntry(f.node.qid(), 2, Mode.S_IFDIR >> 12, ".."));
            readdir(r, f, 0, count, dots);
        });
        try {
            f.node.walk(f.user, "..", parent);
        } catch (StyxException e) {
            parent.error(e);
        }
    }

    private void readdir(Request r, Fid f, long after, int count, List<DirEntry> before) throws StyxException {
        int most = Math.min(Operations.MOST_ENTRIES, count / 25 + 1);
        f.file.list(after, most, new RequestReply<>(r, entries -> {
            List<DirEntry> all = before;
            for (OpenFile.Entry e : entries) {
                all.add(new DirEntry(e.attributes().qid, e.position() + 2,
                        Mode.toLinux(e.attributes().mode, e.attributes().block) >> 12, e.attributes().name));
            }
            int fit = 0;
            int size = 0;
            while (fit < all.size() && all.get(fit).size() <= count - size) {
                size += all.get(fit++).size();
            }
            byte[] b = new byte[size];
            int n = 0;
            for (DirEntry d : all.subList(0, fit)) {
                n = d.encode(b, n);
            }
            Operations.data(r, MessageType.RREADDIR, Slice.of(b));
        }));
    }

    // ---- open files ----

    private void fsync(Request r, Message m) throws StyxException {
        Fid f = fids.openFid(r, m.integer(FID));
        f.file.sync(end(r, MessageType.RFSYNC));
    }

    private RecordLocks.Lock wanted(Fid f, Message m) throws StyxException {
        int type = m.integer(LOCK_TYPE);
        long start = m.number(START);
        long length = m.number(LENGTH);
        if (type > Mode.LOCK_UNLOCK || start < 0 || length < 0 || m.text(CLIENT_ID).length() > FileName.MAX_BYTES) {
            throw new StyxException(Errno.EINVAL);
        }
        return new RecordLocks.Lock(type, start, length, m.integer(PROC_ID), m.text(CLIENT_ID), f.file);
    }

    private void lock(Request r, Message m) throws StyxException {
        Fid f = fids.openFid(r, m.integer(FID));
        int flags = m.integer(FLAGS);
        if ((flags & ~(Mode.LOCK_FLAG_BLOCK | Mode.LOCK_FLAG_RECLAIM)) != 0) {
            throw new StyxException(Errno.EINVAL);
        }
        f.file.lock(wanted(f, m), new RequestReply<>(r, status ->
                r.answer(Message.of(MessageType.RLOCK, r.tag).set(STATUS, status))));
    }

    private void getlock(Request r, Message m) throws StyxException {
        Fid f = fids.openFid(r, m.integer(FID));
        RecordLocks.Lock asked = wanted(f, m);
        f.file.findLock(asked, new RequestReply<>(r, found -> {
            RecordLocks.Lock l = found == null ? asked : found;
            r.answer(Message.of(MessageType.RGETLOCK, r.tag)
                    .set(LOCK_TYPE, found == null ? Mode.LOCK_UNLOCK : l.type())
                    .set(START, l.start()).set(LENGTH, l.length())
                    .set(PROC_ID, l.process()).set(CLIENT_ID, l.client()));
        }));
    }
}
