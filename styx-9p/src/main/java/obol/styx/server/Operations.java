package obol.styx.server;

import static obol.styx.Field.*;

import java.util.ArrayList;
import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;

/**
 * What requests do: those that 9P2000 and .u have, and those common to all dialects.
 * {@link LinuxOperations} has the others. Owned by one {@link Session}.
 */
final class Operations {
    /** size[4] type[1] tag[2] count[4] of an Rread or Rreaddir. */
    static final int READ_HEADER = Message.HEADER + 4;
    /** Entries asked for in one listing. */
    static final int MOST_ENTRIES = 4096;

    private final Session session;
    private final FileServer server;
    private final FidTable fids;
    private final LinuxOperations linux;

    Operations(Session session, FileServer server, FidTable fids) {
        this.session = session;
        this.server = server;
        this.fids = fids;
        this.linux = new LinuxOperations(session, this, fids);
    }

    void perform(Request r, Message m) throws StyxException {
        switch (m.type()) {
            case TAUTH: auth(r, m); break;
            case TATTACH: attach(r, m); break;
            case TWALK: walk(r, m); break;
            case TOPEN: open(r, m, OpenMode.ofPlan9(m.integer(OMODE), session.dialect()), MessageType.ROPEN); break;
            case TCREATE: create(r, m); break;
            case TREAD: read(r, m); break;
            case TWRITE: write(r, m); break;
            case TCLUNK: clunk(r, m); break;
            case TREMOVE: remove(r, m); break;
            case TSTAT: stat(r, m); break;
            case TWSTAT: wstat(r, m); break;
            default: linux.perform(r, m); break;
        }
    }

    // ---- attach and walk ----

    private User user(Message m) throws StyxException {
        // it stays as long as its fids, and becomes the owner's name of files
        if (m.text(UNAME).length() > FileName.MAX_BYTES) {
            throw new StyxException(Errno.ENAMETOOLONG);
        }
        return new User(m.text(UNAME), session.dialect().numeric() ? m.integer(N_UNAME) : Message.NONUNAME);
    }

    private void auth(Request r, Message m) throws StyxException {
        Fid f = fids.reserve(r, m.integer(AFID));
        f.user = user(m);
        f.tree = m.text(ANAME);
        server.authenticate(f.user, f.tree, new RequestReply<>(r, file -> {
            f.file = file;
            f.mode = OpenMode.READ_WRITE;
            r.answer(Message.of(MessageType.RAUTH, r.tag).set(QID, new Qid(Mode.QTAUTH, 0, f.number & 0xffffffffL)));
        }, OpenFile::close));
    }

    private void attach(Request r, Message m) throws StyxException {
        OpenFile authentication = null;
        User user = user(m);
        if (m.integer(AFID) != Message.NOFID) {
            Fid a = fids.openFid(r, m.integer(AFID));
            if (a.node != null) {
                throw new StyxException(Errno.EBADF);
            }
            // attach(5): it holds for any number of attaches, of that user to that tree
            if (!a.user.equals(user) || !a.tree.equals(m.text(ANAME))) {
                throw new StyxException(Errno.EPERM);
            }
            authentication = a.file;
        }
        Fid f = fids.reserve(r, m.integer(FID));
        f.user = user;
        server.attach(f.user, m.text(ANAME), authentication, new RequestReply<>(r, node -> {
            f.node = node;
            f.root = node.qid();
            r.answer(Message.of(MessageType.RATTACH, r.tag).set(QID, qid(f.root)));
        }, Node::release));
    }

    private void walk(Request r, Message m) throws StyxException {
        Fid from = fids.fileFid(r, m.integer(FID));
        // 9P2000 refuses any walk from an open fid; Linux's .L client clones those of files already removed
        if (from.opening || from.isOpen() && (session.dialect() != Dialect.L || !m.names().isEmpty())) {
            throw new StyxException(Errno.EBADF);
        }
        Fid to = from;
        if (m.integer(NEWFID) != from.number) {
            to = fids.reserve(r, m.integer(NEWFID));
        } else if (from.uses > 1) {
            throw new StyxException(Errno.EBUSY);
        } else {
            from.opening = true;
        }
        new Walk(this, r, from, to, m.names()).next();
    }

    /** A qid as this dialect may see it. */
    Qid qid(Qid q) {
        int hidden = session.dialect() == Dialect.P2000 ? Mode.QTSYMLINK | Mode.QTLINK : 0;
        return (q.type() & hidden) == 0 ? q : new Qid(q.type() & ~hidden, q.version(), q.path());
    }

    // ---- open and create ----

    void open(Request r, Message m, OpenMode mode, MessageType reply) throws StyxException {
        Fid f = fids.idleFid(r, m.integer(FID));
        boolean directory = f.node.qid().isDirectory();
        if (directory && (mode.access() != Mode.OREAD || mode.truncate())) {
            throw new StyxException(Errno.EISDIR);
        }
        if (!directory && mode.directory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        begin(r, f);
        f.node.open(f.user, mode, new RequestReply<>(r, file -> opened(r, f, file, mode, reply), OpenFile::close));
    }

    /** Nothing else can be done with the fid until the request has ended. */
    private static void begin(Request r, Fid f) {
        f.opening = true;
        r.atEnd = () -> f.opening = false;
    }

    private void opened(Request r, Fid f, OpenFile file, OpenMode mode, MessageType reply) {
        f.file = file;
        f.mode = mode;
        f.directoryOffset = 0;
        f.directoryPosition = 0;
        int unit = file == null ? 0 : Math.min(file.unit(), session.messageSize() - Message.IO_HEADER);
        r.answer(Message.of(reply, r.tag).set(QID, qid(f.node.qid())).set(IOUNIT, unit));
    }

    private void create(Request r, Message m) throws StyxException {
        Fid f = fids.idleFid(r, m.integer(FID));
        String name = FileName.check(m.text(NAME));
        int perm = m.integer(PERM);
        OpenMode mode = OpenMode.ofPlan9(m.integer(OMODE), session.dialect());
        boolean unix = session.dialect() == Dialect.U;
        if ((perm & (Mode.DMMOUNT | Mode.DMAUTH)) != 0
                || !unix && (perm & 0x03fffe00) != 0
                || (perm & Mode.DMDIR) != 0 && (mode.access() != Mode.OREAD || mode.truncate())) {
            throw new StyxException(Errno.EINVAL, "illegal mode");
        }
        if (unix && (perm & Mode.DMLINK) != 0) {
            linkByCreate(r, f, name, m.text(EXTENSION));
            return;
        }
        boolean special = (perm & (Mode.DMSYMLINK | Mode.DMDEVICE | Mode.DMNAMEDPIPE | Mode.DMSOCKET)) != 0;
        create(r, f, special
                ? special(name, perm, m.text(EXTENSION))
                : Creation.file(name, perm, !unix, mode, Message.NONUNAME), mode, MessageType.RCREATE);
    }

    void create(Request r, Fid f, Creation what, OpenMode mode, MessageType reply) throws StyxException {
        if (!f.node.qid().isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        if (f.uses > 1) {
            throw new StyxException(Errno.EBUSY);
        }
        begin(r, f);
        f.node.create(f.user, what, new RequestReply<>(r, made -> {
            Node directory = f.node;
            f.node = made.node();
            directory.release();
            opened(r, f, made.file(), mode, reply);
        }, made -> {
            if (made.file() != null) {
                made.file().close();
            }
            made.node().release();
        }));
    }

    /** .u makes links of all kinds, devices and pipes by Tcreate; the extension says what is behind them. */
    private static Creation special(String name, int perm, String extension) throws StyxException {
        if ((perm & Mode.DMSYMLINK) != 0) {
            if (extension.isEmpty()) {
                throw new StyxException(Errno.ENOENT);
            }
            return new Creation(name, perm | 0777, false, null, Message.NONUNAME, extension, false, 0, 0);
        }
        if ((perm & Mode.DMDEVICE) == 0) {
            return new Creation(name, perm, false, null, Message.NONUNAME, "", false, 0, 0);
        }
        int space = extension.indexOf(' ', 2);
        boolean block = extension.startsWith("b ");
        if (space < 0 || !block && !extension.startsWith("c ")) {
            throw new StyxException(Errno.EINVAL);
        }
        return new Creation(name, perm, false, null, Message.NONUNAME, "", block,
                number(extension.substring(2, space)), number(extension.substring(space + 1)));
    }

    private static int number(String digits) throws StyxException {
        try {
            return Integer.parseUnsignedInt(digits.trim());
        } catch (NumberFormatException e) {
            throw new StyxException(Errno.EINVAL);
        }
    }

    /** The extension is the decimal number of a fid; the fid of the request then stands for the new name. */
    private void linkByCreate(Request r, Fid f, String name, String extension) throws StyxException {
        Fid target = fids.fileFid(r, number(extension));
        if (target == f || !f.node.qid().isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        begin(r, f);
        f.node.link(f.user, target.node, name, new RequestReply<>(r, v ->
                f.node.walk(f.user, name, new RequestReply<>(r, node -> {
                    Node directory = f.node;
                    f.node = node;
                    directory.release();
                    r.answer(Message.of(MessageType.RCREATE, r.tag).set(QID, qid(node.qid())));
                }, Node::release))));
    }

    // ---- read and write ----

    int room(Message m) {
        long count = m.number(COUNT);
        return (int) Math.min(count, session.messageSize() - READ_HEADER);
    }

    static long offset(Message m) throws StyxException {
        long offset = m.number(OFFSET);
        if (offset < 0) {
            throw new StyxException(Errno.EINVAL, "illegal offset");
        }
        return offset;
    }

    private void read(Request r, Message m) throws StyxException {
        Fid f = fids.fid(r, m.integer(FID));
        int count = room(m);
        if (f.attribute != null) {
            data(r, MessageType.RREAD, readAttribute(f.attribute, m.number(OFFSET), count));
            return;
        }
        if (!f.isOpen() || !f.mode.reads()) {
            throw new StyxException(Errno.EBADF);
        }
        long offset = offset(m);
        if (f.node != null && f.node.qid().isDirectory()) {
            if (session.dialect() == Dialect.L) {
                throw new StyxException(Errno.EISDIR);
            }
            readDirectory(r, f, offset, count);
            return;
        }
        f.file.read(offset, count, new RequestReply<>(r, s -> data(r, MessageType.RREAD, s.part(0, count))));
    }

    private static Slice readAttribute(Fid.ExtendedAttribute a, long offset, int count) throws StyxException {
        if (a.flags >= 0) {
            throw new StyxException(Errno.EBADF);
        }
        return offset < 0 || offset >= a.value.length ? Slice.EMPTY : Slice.of(a.value).part((int) offset, count);
    }

    static void data(Request r, MessageType type, Slice s) {
        r.answer(Message.of(type, r.tag).set(DATA, s));
    }

    /** read(5): a directory is read from the beginning, or from where the last read ended; whole entries only. */
    private void readDirectory(Request r, Fid f, long offset, int count) throws StyxException {
        if (offset == 0) {
            f.directoryOffset = 0;
            f.directoryPosition = 0;
        } else if (offset != f.directoryOffset) {
            throw new StyxException(Errno.ESPIPE);
        }
        int most = Math.min(MOST_ENTRIES, count / 50 + 1);
        f.file.list(f.directoryPosition, most, new RequestReply<>(r, entries -> {
            List<Stat> whole = new ArrayList<>();
            int size = 0;
            for (OpenFile.Entry e : entries) {
                Stat s = visible(e.attributes());
                int next = s.size(session.dialect());
                if (next > count - size) {
                    break;
                }
                whole.add(s);
                size += next;
                f.directoryPosition = e.position();
            }
            f.directoryOffset = offset + size;
            byte[] b = new byte[size];
            int n = 0;
            for (Stat s : whole) {
                n = s.encode(session.dialect(), b, n);
            }
            data(r, MessageType.RREAD, Slice.of(b));
        }));
    }

    private Stat visible(Attributes a) {
        Stat s = a.toStat(session.dialect());
        Qid q = qid(s.qid());
        return q == s.qid() ? s : s.withQid(q);
    }

    private void write(Request r, Message m) throws StyxException {
        Fid f = fids.fid(r, m.integer(FID));
        Slice data = m.data();
        if (f.attribute != null) {
            writeAttribute(r, f.attribute, m.number(OFFSET), data);
            return;
        }
        if (!f.isOpen() || !f.mode.writes()) {
            throw new StyxException(Errno.EBADF);
        }
        long offset = offset(m);
        int length = data.length();
        if (offset > Long.MAX_VALUE - length) {
            throw new StyxException(Errno.EFBIG);
        }
        f.file.write(offset, data, new RequestReply<>(r, n ->
                r.answer(Message.of(MessageType.RWRITE, r.tag).set(COUNT, Math.min(n, length)))));
    }

    private static void writeAttribute(Request r, Fid.ExtendedAttribute a, long offset, Slice data)
            throws StyxException {
        if (a.flags < 0) {
            throw new StyxException(Errno.EBADF);
        }
        if (offset != a.filled || data.length() > a.value.length - a.filled) {
            throw new StyxException(Errno.ENOSPC);
        }
        System.arraycopy(data.array(), data.offset(), a.value, a.filled, data.length());
        a.filled += data.length();
        r.answer(Message.of(MessageType.RWRITE, r.tag).set(COUNT, data.length()));
    }

    // ---- clunk and remove ----

    private void clunk(Request r, Message m) throws StyxException {
        Fid f = fids.fid(r, m.integer(FID));
        fids.leave(f, r);
        Fid.ExtendedAttribute a = f.attribute;
        if (a != null && a.flags >= 0) {
            if (a.filled != a.value.length) {
                throw new StyxException(Errno.EINVAL);
            }
            f.node.setExtendedAttribute(f.user, a.name, a.value.length == 0 ? null : a.value, a.flags,
                    new RequestReply<>(r, v -> r.answer(MessageType.RCLUNK)));
        } else if (f.isOpen() && f.mode.removeOnClose()) {
            // clunk(5): the clunk succeeds whether or not the removal does
            try {
                f.node.remove(f.user, new RequestReply<>(r, v -> r.answer(MessageType.RCLUNK), v -> { },
                        e -> r.answer(MessageType.RCLUNK)));
            } catch (StyxException e) {
                r.answer(MessageType.RCLUNK);
                r.thrown();
            }
        } else {
            r.answer(MessageType.RCLUNK);
        }
    }

    /** remove(5): the fid is clunked even if the removal fails. */
    private void remove(Request r, Message m) throws StyxException {
        Fid f = fids.fid(r, m.integer(FID));
        fids.leave(f, r);
        if (f.node == null || f.attribute != null) {
            throw new StyxException(Errno.EBADF);
        }
        if (f.node.qid().path() == f.root.path()) {
            throw new StyxException(Errno.EPERM, "cannot remove root");
        }
        f.node.remove(f.user, new RequestReply<>(r, v -> r.answer(MessageType.RREMOVE)));
    }

    // ---- stat ----

    private void stat(Request r, Message m) throws StyxException {
        Fid f = fids.fileFid(r, m.integer(FID));
        f.node.attributes(new RequestReply<>(r, a ->
                r.answer(Message.of(MessageType.RSTAT, r.tag).set(STAT, visible(a)))));
    }

    private void wstat(Request r, Message m) throws StyxException {
        Fid f = fids.fileFid(r, m.integer(FID));
        AttributeChange change = AttributeChange.of(m.stat(), f.node.qid(), session.dialect());
        if (change.has(AttributeChange.NAME) && f.node.qid().path() == f.root.path()) {
            throw new StyxException(Errno.EPERM, "wstat prohibited");
        }
        change(r, f, change, MessageType.RWSTAT);
    }

    void change(Request r, Fid f, AttributeChange change, MessageType reply) throws StyxException {
        if (change.has(AttributeChange.LENGTH) && change.length < 0) {
            throw new StyxException(Errno.EINVAL);
        }
        if (change.mask != 0) {
            f.node.change(f.user, change, new RequestReply<>(r, v -> r.answer(reply)));
        } else if (f.isOpen()) {
            f.file.sync(new RequestReply<>(r, v -> r.answer(reply)));
        } else {
            r.answer(reply);
        }
    }
}
