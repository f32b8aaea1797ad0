package obol.system.servers.fat;

import java.util.Arrays;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.RecordLocks;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;
import obol.system.servers.dos.DosTime;
import obol.system.servers.dos.Little;

/**
 * A file with its name, and what fids hold. It moves with a rename, and outlives its removal for those who hold it: its clusters are
 * given back when the last one lets go.
 *
 * <p>FAT knows no owners. Every user may do everything, but for writing to a file that is marked as read-only; the modes say so.
 */
final class FatFile implements Node {
    static final int READ_ONLY = 1, LABEL = 8, DIRECTORY = 0x10, ARCHIVE = 0x20;
    static final long MAX_LENGTH = 0xffff_ffffL;
    private static final int KINDS = Mode.DMSYMLINK | Mode.DMDEVICE | Mode.DMNAMEDPIPE | Mode.DMSOCKET | Mode.DMLINK;
    private static final int USE = Mode.DMAPPEND | Mode.DMEXCL | Mode.DMTMP;

    final Volume volume;
    final long path;
    /** null if it has no name any more; the root never had one. */
    Directory parent;
    String name;
    /** null for the root only. */
    byte[] shortName;
    int caseBits;
    /** Of its directory: where its long name begins, and its short entry. */
    int firstSlot, slot;
    long position;

    int attributes;
    /** The first cluster, 0 if there is none. */
    int start;
    long size;
    private long created, modified, accessed;
    private int version;

    /** Fids and open files. */
    int holders;
    /** Of a directory: its contents, if they are in memory. */
    Directory directory;
    /** Of a plain file: if they have been asked for. */
    private Contents contents;
    final RecordLocks locks = new RecordLocks();

    /** From the bytes of a short entry. */
    FatFile(Volume volume, Directory parent, byte[] b, int at) {
        this.volume = volume;
        this.path = volume.newPath();
        this.parent = parent;
        this.shortName = Arrays.copyOfRange(b, at, at + Names.SHORT);
        this.caseBits = Little.u8(b, at + 12) & (Names.SMALL_BASE | Names.SMALL_EXTENSION);
        this.attributes = Little.u8(b, at + 11);
        this.start = Little.u16(b, at + 26) | (volume.geometry.bits() == 32 ? Little.u16(b, at + 20) << 16 : 0);
        this.size = isDirectory() ? 0 : Little.u32(b, at + 28);
        this.created = DosTime.of(Little.u16(b, at + 16), Little.u16(b, at + 14), Little.u8(b, at + 13));
        this.modified = DosTime.of(Little.u16(b, at + 24), Little.u16(b, at + 22), 0);
        this.accessed = DosTime.of(Little.u16(b, at + 18), 0, 0);
    }

    private FatFile(Volume volume, int attributes, String name) {
        this.volume = volume;
        this.path = volume.newPath();
        this.attributes = attributes;
        this.name = name;
        this.shortName = new byte[Names.SHORT];
        setTimes(volume.now());
    }

    static FatFile root(Volume volume) {
        FatFile e = new FatFile(volume, DIRECTORY, "/");
        e.shortName = null;
        e.start = volume.geometry.rootCluster();
        e.created = DosTime.MIN;
        e.modified = DosTime.MIN;
        e.accessed = DosTime.MIN;
        return e;
    }

    /** Writes the entry's 32 bytes, but for the name. */
    void encode(byte[] b, int at, int cluster, long length) {
        b[at + 11] = (byte) attributes;
        b[at + 12] = (byte) caseBits;
        b[at + 13] = (byte) DosTime.hundredths(created);
        Little.put16(b, at + 14, DosTime.time(created));
        Little.put16(b, at + 16, DosTime.date(created));
        Little.put16(b, at + 18, DosTime.date(accessed));
        Little.put16(b, at + 20, cluster >>> 16);
        Little.put16(b, at + 22, DosTime.time(modified));
        Little.put16(b, at + 24, DosTime.date(modified));
        Little.put16(b, at + 26, cluster);
        Little.put32(b, at + 28, (int) length);
    }

    /** Writes what has changed to the directory, if the file still has a name. */
    void store() throws StyxException {
        if (parent != null) {
            encode(parent.slots.change(slot), Slots.offset(slot), start, size);
        }
    }

    boolean isDirectory() {
        return (attributes & DIRECTORY) != 0;
    }

    private boolean isRoot() {
        return shortName == null;
    }

    /** For the texts of errors. */
    String path() {
        StringBuilder b = new StringBuilder();
        for (FatFile e = this; e.parent != null; e = e.parent.entry) {
            b.insert(0, "/" + e.name);
        }
        return b.length() == 0 ? name : b.toString();
    }

    FatFile acquire() {
        holders++;
        return this;
    }

    @Override
    public void release() {
        holders--;
        if (holders == 0 && parent == null && !isRoot()) {
            freeClusters();
        }
    }

    /** The file is gone. A chain that is damaged stays as it is. */
    void freeClusters() {
        try {
            if (directory != null) {
                directory.chain.cut(0);
            } else {
                contents().free();
            }
        } catch (StyxException damaged) {
            // the volume has taken note, and fsck.fat knows what to do with clusters that nobody leads to
            return;
        }
    }

    /** Of a plain file. */
    Contents contents() throws StyxException {
        if (contents == null) {
            contents = new Contents(this);
        }
        return contents;
    }

    /** This entry's directory, which still has a name itself. */
    Directory directory() throws StyxException {
        if (!isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        if (parent == null && !isRoot()) {
            throw new StyxException(Errno.ENOENT);
        }
        if (directory == null) {
            FatTree.trim(this);
            directory = new Directory(volume, this);
        }
        return directory;
    }

    private static FatFile find(Directory d, String name) throws StyxException {
        FatFile e = d.find(name);
        if (e == null) {
            throw new StyxException(Errno.ENOENT);
        }
        return e;
    }

    // ---- attributes ----

    private int mode() {
        return isDirectory() ? Mode.DMDIR | 0777 : (attributes & READ_ONLY) != 0 ? 0555 : 0777;
    }

    @Override
    public Qid qid() {
        return new Qid(Mode.qidType(mode()), version, path);
    }

    Attributes describe() {
        Attributes a = new Attributes();
        a.qid = qid();
        a.name = name;
        a.mode = mode();
        a.length = size;
        a.accessed = accessed;
        a.modified = modified;
        a.changed = modified;
        a.created = created;
        a.owner = FatTree.OWNER;
        a.group = FatTree.OWNER;
        a.modifier = FatTree.OWNER;
        a.uid = 0;
        a.gid = 0;
        a.muid = 0;
        a.links = parent == null && !isRoot() ? 0 : 1;
        return a;
    }

    @Override
    public void attributes(Reply<Attributes> reply) {
        reply.ok(describe());
    }

    private void setTimes(long now) {
        created = DosTime.of(DosTime.date(now), DosTime.time(now), DosTime.hundredths(now));
        setModified(now);
        setAccessed(now);
    }

    private void setModified(long time) {
        modified = DosTime.of(DosTime.date(time), DosTime.time(time), 0);
    }

    private void setAccessed(long time) {
        accessed = DosTime.of(DosTime.date(time), 0, 0);
    }

    /** Contents changed. */
    void touch() throws StyxException {
        version++;
        if (!isRoot()) {
            attributes |= isDirectory() ? 0 : ARCHIVE;
            setModified(volume.now());
            store();
        }
    }

    @Override
    public void change(User user, AttributeChange c, Reply<Void> reply) throws StyxException {
        if (c.mask == 0) {
            volume.commit();
            reply.ok(null);
            return;
        }
        volume.requireWritable();
        if (c.has(AttributeChange.UID) && c.uid != 0 || c.has(AttributeChange.GID) && c.gid != 0
                || c.has(AttributeChange.OWNER) && !c.owner.equals(FatTree.OWNER)
                || c.has(AttributeChange.GROUP) && !c.group.equals(FatTree.OWNER)) {
            throw new StyxException(Errno.EPERM);
        }
        if (c.has(AttributeChange.MODE) && !c.linuxMode && (c.mode & USE) != 0) {
            throw new StyxException(Errno.EPERM);
        }
        if (c.has(AttributeChange.LENGTH)) {
            checkLength(c.length);
        }
        Move move = null;
        if (c.has(AttributeChange.NAME)) {
            if (parent == null) {
                throw new StyxException(isRoot() ? Errno.EPERM : Errno.ENOENT);
            }
            move = new Move(this, parent, c.name, c.replace);
        }
        if (c.has(AttributeChange.LENGTH) && !isDirectory()) {
            contents().setLength(c.length);
        }
        if (move != null) {
            move.make();
        }
        if (c.has(AttributeChange.MODE) && !isDirectory()) {
            attributes = attributes & ~READ_ONLY | ((c.mode & 0200) == 0 ? READ_ONLY : 0);
        }
        if (!isRoot()) {
            if (c.has(AttributeChange.ACCESSED | AttributeChange.ACCESSED_NOW)) {
                setAccessed(c.has(AttributeChange.ACCESSED) ? c.accessed : volume.now());
            }
            if (c.has(AttributeChange.MODIFIED | AttributeChange.MODIFIED_NOW)) {
                setModified(c.has(AttributeChange.MODIFIED) ? c.modified : volume.now());
            }
            store();
        }
        reply.ok(null);
    }

    private void checkLength(long length) throws StyxException {
        if (isDirectory()) {
            if (length != 0) {
                throw new StyxException(Errno.EISDIR);
            }
        } else if ((attributes & READ_ONLY) != 0) {
            throw new StyxException(Errno.EACCES);
        } else if (length > MAX_LENGTH) {
            throw new StyxException(Errno.EFBIG);
        }
    }

    @Override
    public void space(Reply<Space> reply) {
        reply.ok(volume.space());
    }

    // ---- names ----

    @Override
    public void walk(User user, String step, Reply<Node> reply) throws StyxException {
        Directory d = directory();
        reply.ok((step.equals("..") ? isRoot() ? this : parent.entry : find(d, step)).acquire());
    }

    @Override
    public void duplicate(Reply<Node> reply) {
        reply.ok(acquire());
    }

    @Override
    public void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        reply.ok(open(how));
    }

    private OpenFile open(OpenMode how) throws StyxException {
        if (isDirectory()) {
            Directory d = directory();
            if (how.writes() || how.truncate()) {
                throw new StyxException(Errno.EISDIR);
            }
            acquire();
            return new OpenListing(d);
        }
        if (how.writes() || how.truncate() || how.removeOnClose()) {
            volume.requireWritable();
            checkLength(0);
        }
        if (how.truncate()) {
            contents().setLength(0);
        }
        acquire();
        return new OpenRegular(this, how.append());
    }

    @Override
    public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        Directory d = directory();
        FatFile existing = d.find(what.name());
        if (existing != null) {
            if (what.open() == null || what.open().exclusive()) {
                throw new StyxException(Errno.EEXIST);
            }
            if (existing.isDirectory()) {
                throw new StyxException(Errno.EISDIR);
            }
            OpenFile file = existing.open(what.open());
            reply.ok(new Created(existing.acquire(), file));
            return;
        }
        String stored = Names.check(what.name());
        volume.requireWritable();
        if ((what.mode() & (KINDS | USE)) != 0) {
            throw new StyxException(Errno.EPERM);
        }
        boolean makesDirectory = (what.mode() & Mode.DMDIR) != 0;
        boolean readOnly = !makesDirectory && (what.mode() & 0222) == 0;
        FatFile e = new FatFile(volume, makesDirectory ? DIRECTORY : ARCHIVE | (readOnly ? READ_ONLY : 0), stored);
        Chain first = new Chain(volume, 0, 0, stored);
        if (makesDirectory) {
            first.grow(1);
            if (first.count() == 0) {
                throw new StyxException(Errno.ENOSPC);
            }
            e.start = first.start();
            Directory.make(first, isRoot() ? 0 : start, volume, e);
        }
        try {
            d.add(e, stored);
        } catch (StyxException full) {
            first.cut(0);
            throw full;
        }
        touch();
        OpenFile file = null;
        if (what.open() != null) {
            // a new file may be written to even if it is read-only from now on (open(5))
            file = e.isDirectory() ? e.open(what.open()) : new OpenRegular(e.acquire(), what.open().append());
        }
        reply.ok(new Created(e.acquire(), file));
    }

    @Override
    public void remove(User user, Reply<Void> reply) throws StyxException {
        if (isRoot()) {
            throw new StyxException(Errno.EPERM, "cannot remove root");
        }
        if (parent == null) {
            throw new StyxException(Errno.ENOENT);
        }
        removeFrom(parent, this);
        reply.ok(null);
    }

    private static void removeFrom(Directory d, FatFile e) throws StyxException {
        d.volume.requireWritable();
        e.requireEmpty();
        d.remove(e);
        d.entry.touch();
        // whoever removes by a fid lets go of it afterwards
        if (e.holders == 0) {
            e.freeClusters();
        }
    }

    void requireEmpty() throws StyxException {
        if (isDirectory() && !directory().isEmpty()) {
            throw new StyxException(Errno.ENOTEMPTY);
        }
    }

    @Override
    public void unlink(User user, String victim, boolean asDirectory, Reply<Void> reply) throws StyxException {
        Directory d = directory();
        FatFile e = find(d, victim);
        if (e.isDirectory() != asDirectory) {
            throw new StyxException(asDirectory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        removeFrom(d, e);
        reply.ok(null);
    }

    @Override
    public void rename(User user, String oldName, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        FatFile e = find(directory(), oldName);
        new Move(e, ((FatFile) newDirectory).directory(), newName, true).make();
        reply.ok(null);
    }

    @Override
    public void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        if (parent == null) {
            throw new StyxException(isRoot() ? Errno.EPERM : Errno.ENOENT);
        }
        new Move(this, ((FatFile) newDirectory).directory(), newName, true).make();
        reply.ok(null);
    }
}
