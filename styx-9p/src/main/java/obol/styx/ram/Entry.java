package obol.styx.ram;

import java.util.ArrayList;
import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/**
 * A name of a file in a directory, and what fids hold. It moves with a rename and outlives its
 * removal for those who hold it. Owned by its directory.
 */
final class Entry implements Node {
    /** Linux's limit. */
    private static final int MAX_LINKS = 65000;
    private static final int MAX_TARGET = 4096;

    final Inode inode;
    /** null once the name is removed; the root is its own parent. */
    Directory parent;
    String name;
    long position;

    Entry(Directory parent, String name, Inode inode) {
        this.parent = parent;
        this.name = name;
        this.inode = inode;
    }

    Entry acquire() {
        inode.hold();
        return this;
    }

    private RamTree tree() {
        return inode.tree;
    }

    /** This entry's directory, which still has a name itself. */
    private Directory directory() throws StyxException {
        if (!(inode instanceof Directory d)) {
            throw new StyxException(Errno.ENOTDIR);
        }
        if (d.isRemoved()) {
            throw new StyxException(Errno.ENOENT);
        }
        return d;
    }

    private static Entry find(Directory d, String name) throws StyxException {
        Entry e = d.find(name);
        if (e == null) {
            throw new StyxException(Errno.ENOENT);
        }
        return e;
    }

    @Override
    public Qid qid() {
        return inode.qid();
    }

    Attributes describe() {
        Attributes a = new Attributes();
        a.qid = inode.qid();
        a.name = name;
        a.mode = inode.mode;
        a.owner = inode.owner;
        a.group = inode.group;
        a.modifier = inode.modifier;
        a.uid = inode.uid;
        a.gid = inode.gid;
        a.muid = tree().users.number(inode.modifier);
        a.accessed = inode.accessed;
        a.modified = inode.modified;
        a.changed = inode.changed;
        a.created = inode.created;
        a.links = inode instanceof Directory d ? (d.isRemoved() ? 0 : 2 + d.directories()) : inode.links;
        inode.describe(a);
        return a;
    }

    @Override
    public void attributes(Reply<Attributes> reply) {
        reply.ok(describe());
    }

    @Override
    public void walk(User user, String step, Reply<Node> reply) throws StyxException {
        Directory d = directory();
        tree().require(user, d, 1);
        reply.ok((step.equals("..") ? d.entry().parent.entry() : find(d, step)).acquire());
    }

    @Override
    public void duplicate(Reply<Node> reply) {
        reply.ok(acquire());
    }

    @Override
    public void release() {
        inode.letGo();
    }

    @Override
    public void open(User user, OpenMode mode, Reply<OpenFile> reply) throws StyxException {
        int bits = (mode.reads() ? mode.access() == Mode.OEXEC ? 1 : 4 : 0)
                | (mode.writes() || mode.truncate() ? 2 : 0);
        tree().require(user, inode, bits);
        if (mode.removeOnClose()) {
            requireRemoval(user);
        }
        reply.ok(inode.open(user, mode));
    }

    // ---- making names ----

    @Override
    public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        Directory d = directory();
        Entry existing = d.find(what.name());
        if (existing != null) {
            if (what.open() == null || what.open().exclusive()) {
                throw new StyxException(Errno.EEXIST);
            }
            openExisting(user, existing, what.open(), reply);
            return;
        }
        tree().require(user, d, 2);
        if (what.target().length() > MAX_TARGET) {
            throw new StyxException(Errno.ENAMETOOLONG);
        }
        d.chargeFor(what.name(), what.target());
        Inode made = make(what, what.modeIn(d.mode));
        made.owner = tree().users.name(user);
        made.uid = tree().users.number(user);
        made.modifier = made.owner;
        if (what.gid() == Message.NONUNAME || (d.mode & Mode.DMSETGID) != 0) {
            made.group = d.group;
            made.gid = d.gid;
            made.mode |= made.isDirectory() ? d.mode & Mode.DMSETGID : 0;
        } else {
            made.group = tree().users.name(what.gid());
            made.gid = what.gid();
        }
        Entry e = d.add(what.name(), made, null).acquire();
        d.touch(user);
        OpenFile file = what.open() == null ? null : made.open(user, what.open());
        reply.ok(new Created(e, file));
    }

    private void openExisting(User user, Entry existing, OpenMode mode, Reply<Created> reply) throws StyxException {
        if (existing.inode.isDirectory()) {
            throw new StyxException(Errno.EISDIR);
        }
        if (existing.inode instanceof Special s && s.isLink()) {
            throw new StyxException(Errno.ELOOP);
        }
        tree().require(user, existing.inode, (mode.reads() ? 4 : 0) | (mode.writes() || mode.truncate() ? 2 : 0));
        OpenFile file = existing.inode.open(user, mode);
        reply.ok(new Created(existing.acquire(), file));
    }

    private Inode make(Creation what, int mode) {
        if ((mode & Mode.DMDIR) != 0) {
            return new Directory(tree(), mode);
        }
        if ((mode & (Mode.DMSYMLINK | Mode.DMDEVICE | Mode.DMNAMEDPIPE | Mode.DMSOCKET)) != 0) {
            return new Special(tree(), mode, what.target(), what.block(), what.major(), what.minor());
        }
        return new Regular(tree(), mode);
    }

    @Override
    public void link(User user, Node file, String newName, Reply<Void> reply) throws StyxException {
        Directory d = directory();
        Entry e = (Entry) file;
        tree().require(user, d, 2);
        if (e.inode.isDirectory()) {
            throw new StyxException(Errno.EPERM);
        }
        if (e.inode.links == 0) {
            throw new StyxException(Errno.ENOENT);
        }
        if (e.inode.links >= MAX_LINKS) {
            throw new StyxException(Errno.EMLINK);
        }
        if (d.find(newName) != null) {
            throw new StyxException(Errno.EEXIST);
        }
        tree().charge(newName.length());
        d.add(newName, e.inode, null);
        e.inode.changed = tree().now();
        d.touch(user);
        reply.ok(null);
    }

    // ---- taking names away ----

    /** Write permission for the directory; in one with the sticky bit, one's own file or directory. */
    private static void requireRemoval(RamTree tree, User user, Directory d, Entry e) throws StyxException {
        tree.require(user, d, 2);
        if ((d.mode & Mode.DMSETVTX) != 0 && !tree.owns(user, d) && !tree.owns(user, e.inode)) {
            throw new StyxException(Errno.EPERM);
        }
    }

    private void requireRemoval(User user) throws StyxException {
        if (parent == null) {
            throw new StyxException(Errno.ENOENT);
        }
        requireRemoval(tree(), user, parent, this);
    }

    private static void detach(User user, Entry e) {
        Directory d = e.parent;
        d.detach(e);
        d.touch(user);
        e.inode.freeIfUnused();
    }

    @Override
    public void remove(User user, Reply<Void> reply) throws StyxException {
        requireRemoval(user);
        if (parent == inode) {
            throw new StyxException(Errno.EPERM, "cannot remove root");
        }
        requireEmpty(inode);
        detach(user, this);
        reply.ok(null);
    }

    private static void requireEmpty(Inode inode) throws StyxException {
        if (inode instanceof Directory d && !d.isEmpty()) {
            throw new StyxException(Errno.ENOTEMPTY);
        }
    }

    @Override
    public void unlink(User user, String victim, boolean asDirectory, Reply<Void> reply) throws StyxException {
        Directory d = directory();
        Entry e = find(d, victim);
        requireRemoval(tree(), user, d, e);
        if (e.inode.isDirectory() != asDirectory) {
            throw new StyxException(asDirectory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        requireEmpty(e.inode);
        detach(user, e);
        reply.ok(null);
    }

    // ---- moving names ----

    @Override
    public void rename(User user, String oldName, Node newDirectory, String newName, Reply<Void> reply)
            throws StyxException {
        Entry e = find(directory(), oldName);
        Directory to = ((Entry) newDirectory).directory();
        checkMove(user, e, to, newName, true);
        move(user, e, to, newName);
        reply.ok(null);
    }

    @Override
    public void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        if (parent == null) {
            throw new StyxException(Errno.ENOENT);
        }
        Directory to = ((Entry) newDirectory).directory();
        checkMove(user, this, to, newName, true);
        move(user, this, to, newName);
        reply.ok(null);
    }

    private static void checkMove(User user, Entry e, Directory to, String newName, boolean replace)
            throws StyxException {
        RamTree tree = e.tree();
        requireRemoval(tree, user, e.parent, e);
        tree.require(user, to, 2);
        Entry victim = to.find(newName);
        if (victim == e) {
            return;
        }
        for (Directory d = to; e.inode.isDirectory(); d = d.entry().parent) {
            if (d == e.inode) {
                throw new StyxException(Errno.EINVAL);
            }
            if (d.entry().parent == d) {
                break;
            }
        }
        if (victim != null && victim.inode != e.inode) {
            if (!replace) {
                throw new StyxException(Errno.EEXIST);
            }
            requireRemoval(tree, user, to, victim);
            if (victim.inode.isDirectory() != e.inode.isDirectory()) {
                throw new StyxException(victim.inode.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR);
            }
            requireEmpty(victim.inode);
        } else if (victim == null) {
            // the new name's bytes: refunded and charged one by one as the names change
            tree.charge(newName.length());
            tree.refund(newName.length());
        }
    }

    /**
     * {@link #checkMove} has said yes. Two names of one file both stay (rename(2)); but whose fid it was goes on by the new name, as Linux's
     * client does, and must not lose the file with the old one.
     */
    private static void move(User user, Entry e, Directory to, String newName) {
        Entry victim = to.find(newName);
        if (victim != null && victim.inode == e.inode) {
            Directory.exchange(e, victim);
            return;
        }
        if (victim != null) {
            detach(user, victim);
        }
        Directory from = e.parent;
        if (from == to) {
            from.rename(e, newName);
        } else {
            // between the two no check may free the inode: it has no name for a moment
            from.detach(e);
            to.add(newName, e.inode, e);
            e.tree().refund(-newName.length());
            from.touch(user);
        }
        to.touch(user);
        e.inode.changed = e.tree().now();
    }

    // ---- attributes ----

    @Override
    public void change(User user, AttributeChange c, Reply<Void> reply) throws StyxException {
        RamTree tree = tree();
        boolean owns = tree.owns(user, inode);
        boolean newOwner = c.has(AttributeChange.UID) && c.uid != inode.uid
                || c.has(AttributeChange.OWNER) && !c.owner.equals(inode.owner);
        boolean newGroup = c.has(AttributeChange.GID) && c.gid != inode.gid
                || c.has(AttributeChange.GROUP) && !c.group.equals(inode.group);
        if (c.has(AttributeChange.MODE | AttributeChange.ACCESSED | AttributeChange.MODIFIED) && !owns
                || newOwner && !tree.isSuper(user)) {
            throw new StyxException(Errno.EPERM, "not owner");
        }
        if (newGroup && !tree.isSuper(user) && !(owns && member(user, c))) {
            throw new StyxException(Errno.EPERM, "not a member of proposed group");
        }
        if (c.has(AttributeChange.ACCESSED_NOW | AttributeChange.MODIFIED_NOW) && !owns || c.has(AttributeChange.LENGTH)) {
            tree.require(user, inode, 2);
        }
        if (c.has(AttributeChange.LENGTH)) {
            inode.checkLength(c.length);
        }
        if (c.has(AttributeChange.NAME)) {
            if (parent == null) {
                throw new StyxException(Errno.ENOENT);
            }
            checkMove(user, this, parent, c.name, c.replace);
        }
        if (c.has(AttributeChange.LENGTH) && !inode.isDirectory()) {
            inode.truncate(c.length);
            inode.touch(user);
        }
        if (c.has(AttributeChange.NAME)) {
            move(user, this, parent, c.name);
        }
        apply(c);
        reply.ok(null);
    }

    private boolean member(User user, AttributeChange c) {
        String group = c.has(AttributeChange.GID) ? tree().users.name(c.gid) : c.group;
        return tree().users.member(user, group, c.has(AttributeChange.GID) ? c.gid : tree().users.number(group));
    }

    private void apply(AttributeChange c) {
        Users users = tree().users;
        long now = tree().now();
        if (c.has(AttributeChange.OWNER)) {
            inode.owner = c.owner;
            inode.uid = users.number(c.owner);
        }
        if (c.has(AttributeChange.UID)) {
            inode.uid = c.uid;
            inode.owner = users.name(c.uid);
        }
        if (c.has(AttributeChange.GROUP)) {
            inode.group = c.group;
            inode.gid = users.number(c.group);
        }
        if (c.has(AttributeChange.GID)) {
            inode.gid = c.gid;
            inode.group = users.name(c.gid);
        }
        if (c.has(AttributeChange.MODE)) {
            int fixed = Mode.KIND | (c.linuxMode ? Mode.DMAPPEND | Mode.DMEXCL | Mode.DMTMP : 0);
            inode.mode = inode.mode & fixed | c.mode & ~fixed;
        }
        if (c.has(AttributeChange.ACCESSED | AttributeChange.ACCESSED_NOW)) {
            inode.accessed = c.has(AttributeChange.ACCESSED) ? c.accessed : now;
        }
        if (c.has(AttributeChange.MODIFIED | AttributeChange.MODIFIED_NOW)) {
            inode.modified = c.has(AttributeChange.MODIFIED) ? c.modified : now;
        }
        inode.changed = now;
    }

    // ---- the rest ----

    @Override
    public void readLink(Reply<String> reply) throws StyxException {
        if (!(inode instanceof Special s) || !s.isLink()) {
            throw new StyxException(Errno.EINVAL);
        }
        reply.ok(s.target);
    }

    @Override
    public void space(Reply<Space> reply) {
        reply.ok(tree().space());
    }

    @Override
    public void extendedAttributes(User user, Reply<List<String>> reply) {
        reply.ok(inode.extended == null ? List.of() : new ArrayList<>(inode.extended.keySet()));
    }

    @Override
    public void extendedAttribute(User user, String attribute, Reply<byte[]> reply) throws StyxException {
        byte[] value = inode.extended == null ? null : inode.extended.get(attribute);
        if (value == null) {
            throw new StyxException(Errno.ENODATA);
        }
        tree().require(user, inode, 4);
        reply.ok(value);
    }

    @Override
    public void setExtendedAttribute(User user, String attribute, byte[] value, int flags, Reply<Void> reply)
            throws StyxException {
        tree().require(user, inode, 2);
        inode.setExtended(attribute, value, flags);
        reply.ok(null);
    }
}
