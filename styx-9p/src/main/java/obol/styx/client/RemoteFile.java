package obol.styx.client;

import static obol.styx.Field.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.DirEntry;
import obol.styx.Errno;
import obol.styx.Malformed;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.Stat;
import obol.styx.StyxException;

/**
 * A fid: a file of the server, as yet unopened or open. Whoever got it closes it. The same methods
 * work in all dialects where the dialect can say it, else they answer EOPNOTSUPP.
 */
public final class RemoteFile implements AutoCloseable {
    private final Client client;
    private final int fid;
    private Qid qid;
    private int unit;
    private boolean gone;

    RemoteFile(Client client, int fid) {
        this.client = client;
        this.fid = fid;
    }

    void found(Qid q) {
        qid = q;
    }

    /** A fid that is open without an open: of an authentication, or an extended attribute. */
    void openedAsIs(Qid q) {
        qid = q;
        unit = client.calls().messageSize() - Message.IO_HEADER;
    }

    public int fid() {
        return fid;
    }

    public Qid qid() {
        return qid;
    }

    private boolean linux() {
        return client.dialect() == Dialect.L;
    }

    private Message request(MessageType type) {
        return client.request(type).set(FID, fid);
    }

    private void requireLinux() throws StyxException {
        if (!linux()) {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    // ---- walking ----

    /** A further fid, on what a path leads to from here: names with "/" between; "" for the same file. */
    public RemoteFile walk(String path) throws StyxException {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= path.length()) {
            int to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            if (to > from) {
                names.add(path.substring(from, to));
            }
            from = to + 1;
        }
        return walk(names);
    }

    /** A further fid, behind any number of names. */
    public RemoteFile walk(List<String> names) throws StyxException {
        RemoteFile to = new RemoteFile(client, client.newFid());
        to.qid = qid;
        int done = 0;
        int from = fid;
        try {
            do {
                List<String> part = names.subList(done, Math.min(names.size(), done + Message.MAX_WALK));
                List<Qid> qids = client.call(client.request(MessageType.TWALK)
                        .set(FID, from).set(NEWFID, to.fid).names(part)).qids();
                if (qids.size() < part.size()) {
                    throw reason(names.subList(0, done + qids.size()), names.get(done + qids.size()));
                }
                done += part.size();
                from = to.fid;
                if (!qids.isEmpty()) {
                    to.qid = qids.get(qids.size() - 1);
                }
            } while (done < names.size());
            return to;
        } catch (StyxException e) {
            if (from == to.fid) {
                to.close();
            } else {
                client.freeFid(to.fid);
            }
            throw e;
        }
    }

    /** A walk that got somewhere does not say why it got no further: ask for the next step alone. */
    private StyxException reason(List<String> reached, String next) {
        try (RemoteFile there = walk(reached)) {
            there.walk(List.of(next)).close();
            return new StyxException(Errno.ENOENT);
        } catch (StyxException e) {
            return e;
        }
    }

    // ---- opening and making ----

    public void open(OpenMode mode) throws StyxException {
        Message m = linux()
                ? request(MessageType.TLOPEN).set(FLAGS, mode.toLinux())
                : request(MessageType.TOPEN).set(OMODE, mode.toPlan9());
        opened(client.call(m));
    }

    /** Makes a file in this directory and opens it; this is then the new file. */
    public void create(String name, int permissions, OpenMode mode) throws StyxException {
        Message m = linux()
                ? request(MessageType.TLCREATE).set(NAME, name).set(FLAGS, mode.toLinux() | Mode.O_CREAT)
                        .set(MODE, permissions & 07777).set(GID, Message.NONUNAME)
                : request(MessageType.TCREATE).set(NAME, name).set(PERM, permissions).set(OMODE, mode.toPlan9());
        opened(client.call(m));
    }

    private void opened(Message reply) {
        qid = reply.qid();
        int most = client.calls().messageSize() - Message.IO_HEADER;
        int told = reply.integer(IOUNIT);
        unit = told > 0 && told < most ? told : most;
    }

    public void makeDirectory(String name, int permissions) throws StyxException {
        if (linux()) {
            client.call(client.request(MessageType.TMKDIR).set(DFID, fid).set(NAME, name)
                    .set(MODE, permissions & 07777).set(GID, Message.NONUNAME));
        } else {
            makeByCreate(name, Mode.DMDIR | permissions, "");
        }
    }

    public void makeSymbolicLink(String name, String target) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TSYMLINK).set(NAME, name).set(SYMTGT, target).set(GID, Message.NONUNAME));
        } else if (client.dialect() == Dialect.U) {
            makeByCreate(name, Mode.DMSYMLINK | 0777, target);
        } else {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    /**
     * Makes a device, a named pipe or a socket in this directory; .u and .L.
     *
     * @param mode permissions with {@link Mode#DMDEVICE}, DMNAMEDPIPE or DMSOCKET
     * @param block for a device: of blocks, not of characters
     */
    public void makeNode(String name, int mode, boolean block, int major, int minor) throws StyxException {
        if (linux()) {
            client.call(client.request(MessageType.TMKNOD).set(DFID, fid).set(NAME, name).set(MODE, Mode.toLinux(mode, block))
                    .set(MAJOR, major).set(MINOR, minor).set(GID, Message.NONUNAME));
        } else if (client.dialect() == Dialect.U) {
            makeByCreate(name, mode, (mode & Mode.DMDEVICE) == 0 ? ""
                    : (block ? "b " : "c ") + Integer.toUnsignedString(major) + " " + Integer.toUnsignedString(minor));
        } else {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    /** A further name in this directory for a file. */
    public void makeLink(String name, RemoteFile file) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TLINK).set(DFID, fid).set(FID, file.fid).set(NAME, name));
        } else if (client.dialect() == Dialect.U) {
            makeByCreate(name, Mode.DMLINK | 0777, Integer.toUnsignedString(file.fid));
        } else {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    private void makeByCreate(String name, int mode, String extension) throws StyxException {
        try (RemoteFile here = walk("")) {
            client.call(here.request(MessageType.TCREATE).set(NAME, name).set(PERM, mode)
                    .set(OMODE, Mode.OREAD).set(EXTENSION, extension));
        }
    }

    // ---- reading and writing ----

    /**
     * Fills the array from {@code offset} of the file on, with several requests in flight; returns how
     * many bytes there were. A file that gives less than asked for before its end may be read short.
     */
    public int read(long offset, byte[] into, int at, int length) throws StyxException {
        Deque<Call> window = new ArrayDeque<>();
        int asked = 0;
        int done = 0;
        boolean end = false;
        StyxException error = null;
        while (asked < length && !end || !window.isEmpty()) {
            while (asked < length && !end && window.size() < Client.WINDOW) {
                int n = Math.min(unit, length - asked);
                window.add(ask(offset + asked, n));
                asked += n;
            }
            Call c = window.poll();
            try {
                Slice s = client.await(c).data();
                if (!end) {
                    System.arraycopy(s.array(), s.offset(), into, at + done, s.length());
                    done += s.length();
                    end = s.length() < c.request().number(COUNT);
                }
            } catch (StyxException e) {
                end = true;
                error = error == null ? e : error;
            }
        }
        if (error != null && done == 0) {
            throw error;
        }
        return done;
    }

    /** Asks for bytes and does not wait; see {@link RemoteInput}. */
    Call ask(long offset, int count) {
        return client.calls().send(request(MessageType.TREAD).set(OFFSET, offset).set(COUNT, count));
    }

    /** Most bytes of one read or write. */
    int unit() {
        return unit;
    }

    Client client() {
        return client;
    }

    /** One request; returns its bytes, at most one message's worth. */
    public byte[] read(long offset, int count) throws StyxException {
        return client.call(request(MessageType.TREAD).set(OFFSET, offset).set(COUNT, Math.min(count, unit)))
                .data().copy();
    }

    /** Everything from the beginning to the first read that gives nothing. */
    public byte[] readAll() throws StyxException {
        byte[] all = new byte[0];
        int fill = 0;
        while (true) {
            if (fill == all.length) {
                all = java.util.Arrays.copyOf(all, Math.max(unit, all.length * 2));
            }
            int n = read(fill, all, fill, all.length - fill);
            if (n == 0) {
                return java.util.Arrays.copyOf(all, fill);
            }
            fill += n;
        }
    }

    /** Writes all of it, with several requests in flight; a short write is ENOSPC. */
    public void write(long offset, byte[] from, int at, int length) throws StyxException {
        Deque<Call> window = new ArrayDeque<>();
        int sent = 0;
        StyxException error = null;
        while (sent < length && error == null || !window.isEmpty()) {
            while (sent < length && error == null && window.size() < Client.WINDOW) {
                int n = Math.min(unit, length - sent);
                window.add(client.calls().send(request(MessageType.TWRITE)
                        .set(OFFSET, offset + sent).set(DATA, new Slice(from, at + sent, n))));
                sent += n;
            }
            Call c = window.poll();
            try {
                if (client.await(c).number(COUNT) < c.request().data().length()) {
                    error = new StyxException(Errno.ENOSPC);
                }
            } catch (StyxException e) {
                error = error == null ? e : error;
            }
        }
        if (error != null) {
            throw error;
        }
    }

    public void write(long offset, byte[] bytes) throws StyxException {
        write(offset, bytes, 0, bytes.length);
    }

    /** Takes entries as they come; false ends the listing. */
    @FunctionalInterface
    public interface Part {
        boolean take(List<Attributes> entries) throws StyxException;
    }

    /** The entries of this open directory; "." and ".." are left out. In .L only qid, name and kind are filled in. */
    public List<Attributes> list() throws StyxException {
        List<Attributes> all = new ArrayList<>();
        listInParts(all::addAll);
        return all;
    }

    /** The same, with the entries of one answer at a time. */
    public void listInParts(Part part) throws StyxException {
        long offset = 0;
        boolean more = true;
        try {
            while (more) {
                Message m = request(linux() ? MessageType.TREADDIR : MessageType.TREAD)
                        .set(OFFSET, offset).set(COUNT, unit);
                Slice s = client.call(m).data();
                if (s.length() == 0) {
                    return;
                }
                List<Attributes> entries = new ArrayList<>();
                if (linux()) {
                    for (DirEntry d : Codec.entries(s)) {
                        offset = d.offset();
                        if (!d.name().equals(".") && !d.name().equals("..")) {
                            Attributes a = new Attributes();
                            a.qid = d.qid();
                            a.name = d.name();
                            a.mode = Mode.fromLinux(d.type() << 12);
                            entries.add(a);
                        }
                    }
                } else {
                    for (Stat st : Codec.stats(s, client.dialect())) {
                        entries.add(Attributes.of(st));
                    }
                    offset += s.length();
                }
                more = entries.isEmpty() || part.take(entries);
            }
        } catch (Malformed e) {
            throw new StyxException(Errno.EPROTO, "malformed directory: " + e.getMessage());
        }
    }

    // ---- attributes ----

    public Attributes attributes() throws StyxException {
        return linux()
                ? Attributes.of(client.call(request(MessageType.TGETATTR).set(REQUEST_MASK, 0x3fff)))
                : Attributes.of(client.call(request(MessageType.TSTAT)).stat());
    }

    /** Twstat of 9P2000 and .u. */
    public void wstat(Stat s) throws StyxException {
        client.call(request(MessageType.TWSTAT).set(STAT, s));
    }

    public void truncate(long length) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TSETATTR).set(SET_MASK, Mode.SETATTR_SIZE).set(SIZE, length));
        } else {
            wstat(Stat.UNCHANGED.withLength(length));
        }
    }

    /** New permissions, in DM form; the kind of the file stays. */
    public void setMode(int mode) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TSETATTR).set(SET_MASK, Mode.SETATTR_MODE)
                    .set(MODE, Mode.toLinux(mode, false) & 07777));
        } else {
            wstat(Stat.UNCHANGED.withMode(mode & ~Mode.DMDIR | (qid.isDirectory() ? Mode.DMDIR : 0)));
        }
    }

    /**
     * Another owner and group, by their numbers; .u and .L.
     *
     * @param uid {@link Message#NONUNAME}: stays, and so with {@code gid}
     */
    public void setOwner(int uid, int gid) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TSETATTR).set(UID, uid).set(GID, gid)
                    .set(SET_MASK, (uid == Message.NONUNAME ? 0 : Mode.SETATTR_UID) | (gid == Message.NONUNAME ? 0 : Mode.SETATTR_GID)));
        } else if (client.dialect() == Dialect.U) {
            wstat(Stat.UNCHANGED.withNumbers(uid, gid));
        } else {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
    }

    /** Whole seconds since 1970. */
    public void setModified(int seconds) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TSETATTR).set(SET_MASK, Mode.SETATTR_MTIME | Mode.SETATTR_MTIME_SET)
                    .set(MTIME_SEC, seconds & 0xffffffffL));
        } else {
            wstat(Stat.UNCHANGED.withMtime(seconds));
        }
    }

    public void sync() throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TFSYNC));
        } else {
            wstat(Stat.UNCHANGED);
        }
    }

    public String readLink() throws StyxException {
        if (linux()) {
            return client.call(request(MessageType.TREADLINK)).text(TARGET);
        }
        Attributes a = attributes();
        if ((a.mode & Mode.DMSYMLINK) == 0) {
            throw new StyxException(Errno.EINVAL);
        }
        return a.target;
    }

    // ---- what .L alone has ----

    /** The Rstatfs of the file system. */
    public Message space() throws StyxException {
        requireLinux();
        return client.call(request(MessageType.TSTATFS));
    }

    /** An extended attribute's value; with "" the names, each ended by NUL. */
    public byte[] extendedAttribute(String name) throws StyxException {
        requireLinux();
        RemoteFile value = new RemoteFile(client, client.newFid());
        long size;
        try {
            size = client.call(request(MessageType.TXATTRWALK).set(NEWFID, value.fid).set(NAME, name)).number(SIZE);
        } catch (StyxException e) {
            client.freeFid(value.fid);
            throw e;
        }
        value.openedAsIs(qid);
        try (value) {
            if (size < 0 || size > 1 << 16) {
                throw new StyxException(Errno.ERANGE);
            }
            byte[] b = new byte[(int) size];
            int n = value.read(0, b, 0, b.length);
            return java.util.Arrays.copyOf(b, n);
        }
    }

    /** Sets an extended attribute; an empty value removes it. */
    public void setExtendedAttribute(String name, byte[] value, int flags) throws StyxException {
        requireLinux();
        RemoteFile to = walk("");
        to.openedAsIs(qid);
        try {
            client.call(to.request(MessageType.TXATTRCREATE).set(NAME, name).set(ATTR_SIZE, value.length)
                    .set(FLAGS, flags));
            to.write(0, value);
        } catch (StyxException e) {
            to.close();
            throw e;
        }
        // the clunk is what sets it, so its error counts
        try {
            client.call(to.request(MessageType.TCLUNK));
        } finally {
            client.freeFid(to.fid);
        }
    }

    /** Takes or gives back a record lock; returns Tlock's status. */
    public int lock(int type, long start, long length, int process, String host) throws StyxException {
        requireLinux();
        return client.call(request(MessageType.TLOCK).set(LOCK_TYPE, type).set(START, start).set(LENGTH, length)
                .set(PROC_ID, process).set(CLIENT_ID, host)).integer(STATUS);
    }

    /** Who holds a lock that stands in the way of this one, or null. */
    public RecordLock findLock(int type, long start, long length, int process, String host) throws StyxException {
        requireLinux();
        Message m = client.call(request(MessageType.TGETLOCK).set(LOCK_TYPE, type).set(START, start).set(LENGTH, length)
                .set(PROC_ID, process).set(CLIENT_ID, host));
        return m.integer(LOCK_TYPE) == Mode.LOCK_UNLOCK ? null : new RecordLock(m.integer(LOCK_TYPE), m.number(START),
                m.number(LENGTH), m.integer(PROC_ID), m.text(CLIENT_ID));
    }

    /**
     * A lock as an Rgetlock tells of it.
     *
     * @param length 0: to the end of the file
     */
    public record RecordLock(int type, long start, long length, int process, String host) {
    }

    // ---- names ----

    /** A new name in the same directory; .L needs that directory. */
    public void rename(RemoteFile directory, String name) throws StyxException {
        if (linux()) {
            client.call(request(MessageType.TRENAME).set(DFID, directory.fid).set(NAME, name));
        } else {
            wstat(Stat.UNCHANGED.withName(name));
        }
    }

    /** Moves a name of this directory to another directory; .L only. Servers without Trenameat get a Trename. */
    public void renameAt(String name, RemoteFile directory, String newName) throws StyxException {
        requireLinux();
        try {
            client.call(client.request(MessageType.TRENAMEAT).set(OLDDIRFID, fid).set(OLDNAME, name)
                    .set(NEWDIRFID, directory.fid).set(NEWNAME, newName));
        } catch (StyxException e) {
            requireUnsupported(e);
            try (RemoteFile file = walk(List.of(name))) {
                file.rename(directory, newName);
            }
        }
    }

    /** Removes a name of this directory; .L only. Servers without Tunlinkat get a Tremove. */
    public void unlinkAt(String name, boolean directory) throws StyxException {
        requireLinux();
        try {
            client.call(client.request(MessageType.TUNLINKAT).set(DFID, fid).set(NAME, name)
                    .set(FLAGS, directory ? Mode.AT_REMOVEDIR : 0));
        } catch (StyxException e) {
            requireUnsupported(e);
            RemoteFile file = walk(List.of(name));
            if (file.qid.isDirectory() != directory) {
                file.close();
                throw new StyxException(directory ? Errno.ENOTDIR : Errno.EISDIR);
            }
            file.remove();
        }
    }

    private static void requireUnsupported(StyxException e) throws StyxException {
        if (e.errno() != Errno.EOPNOTSUPP) {
            throw e;
        }
    }

    /** Removes the file and closes this, whether or not that worked. */
    public void remove() throws StyxException {
        gone = true;
        try {
            client.call(request(MessageType.TREMOVE));
        } finally {
            client.freeFid(fid);
        }
    }

    /** Lets go of the fid. Errors of the server are not the caller's any more. */
    @Override
    public void close() {
        if (!gone) {
            gone = true;
            try {
                client.call(request(MessageType.TCLUNK));
            } catch (StyxException e) {
                // clunk(5): the fid is gone all the same
            }
            client.freeFid(fid);
        }
    }
}
