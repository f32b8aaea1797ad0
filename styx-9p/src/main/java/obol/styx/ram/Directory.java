package obol.styx.ram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/**
 * A directory. Entries have positions that only rise and stay with an entry as long as it is in
 * this directory, a rename included: so a listing that goes on while names come and go gives each
 * lasting entry once.
 *
 * <p>The public methods are for who builds a tree in code; what they make belongs to the tree's
 * owner.
 */
public final class Directory extends Inode {
    private final Map<String, Entry> names = new HashMap<>();
    private final TreeMap<Long, Entry> order = new TreeMap<>();
    private long lastPosition;
    /** How many of the entries are directories. */
    private int directories;
    private Entry entry;

    Directory(RamTree tree, int mode) {
        super(tree, mode | Mode.DMDIR);
    }

    void makeRoot() {
        entry = new Entry(this, "/", this);
        links = 1;
        tree.refund(-RamTree.OVERHEAD);
    }

    /** Its one name. */
    Entry entry() {
        return entry;
    }

    @Override
    boolean isDirectory() {
        return true;
    }

    boolean isRemoved() {
        return links == 0;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    int directories() {
        return directories;
    }

    Entry find(String name) {
        return names.get(name);
    }

    @Override
    void checkLength(long length) throws StyxException {
        if (length != 0) {
            throw new StyxException(Errno.EISDIR);
        }
    }

    /** Adds a name; it is free and the space for it is charged by {@link #chargeFor}. */
    Entry add(String name, Inode inode, Entry moved) {
        Entry e = moved == null ? new Entry(this, name, inode) : moved;
        e.parent = this;
        e.name = name;
        e.position = ++lastPosition;
        names.put(name, e);
        order.put(e.position, e);
        inode.links++;
        if (inode instanceof Directory d) {
            d.entry = e;
            directories++;
        }
        return e;
    }

    /** Takes a name away; fids on the entry keep the inode. */
    void detach(Entry e) {
        names.remove(e.name);
        order.remove(e.position);
        e.parent = null;
        directories -= e.inode.isDirectory() ? 1 : 0;
        e.inode.links--;
        e.inode.changed = tree.now();
        tree.refund(e.name.length());
    }

    void rename(Entry e, String to) {
        names.remove(e.name);
        tree.refund(e.name.length() - to.length());
        e.name = to;
        names.put(to, e);
    }

    /** Each of two names of one file takes the other's place. */
    static void exchange(Entry one, Entry other) {
        Directory parent = one.parent;
        String name = one.name;
        long position = one.position;
        put(one, other.parent, other.name, other.position);
        put(other, parent, name, position);
    }

    private static void put(Entry e, Directory parent, String name, long position) {
        e.parent = parent;
        e.name = name;
        e.position = position;
        parent.names.put(name, e);
        parent.order.put(position, e);
    }

    /** Charges a new file with its name. */
    void chargeFor(String name, String target) throws StyxException {
        tree.charge(RamTree.OVERHEAD + name.length() + target.length());
    }

    @Override
    OpenFile open(User user, OpenMode how) {
        hold();
        return new OpenFile() {
            @Override
            public void list(long after, int most, Reply<List<Entry>> reply) {
                accessed = tree.now();
                List<Entry> entries = new ArrayList<>();
                for (obol.styx.ram.Entry e : order.tailMap(after, false).values()) {
                    if (entries.size() == most) {
                        break;
                    }
                    entries.add(new Entry(e.position, e.describe()));
                }
                reply.ok(entries);
            }

            @Override
            public void close() {
                letGo();
            }
        };
    }

    // ---- building a tree in code ----

    /** A new directory in this one. */
    public Directory directory(String name) throws StyxException {
        return make(name, "", new Directory(tree, 0755));
    }

    /** A new regular file. */
    public void file(String name, int mode, byte[] contents) throws StyxException {
        make(name, "", new Regular(tree, mode & 0777)).write(0, Slice.of(contents));
    }

    public void symbolicLink(String name, String target) throws StyxException {
        make(name, target, new Special(tree, Mode.DMSYMLINK | 0777, target, false, 0, 0));
    }

    /** A file whose opens are handled by code. */
    public void synthetic(String name, int mode, Synthetic code) throws StyxException {
        make(name, "", new SyntheticInode(tree, mode, code));
    }

    /** The names here now, in the order of their making. */
    public List<String> names() {
        List<String> all = new ArrayList<>();
        for (Entry e : order.values()) {
            all.add(e.name);
        }
        return all;
    }

    /** Removes a name, whoever made it; a directory must be empty. */
    public void remove(String name) throws StyxException {
        Entry e = find(name);
        if (e == null) {
            throw new StyxException(Errno.ENOENT);
        }
        if (e.inode instanceof Directory d && !d.isEmpty()) {
            throw new StyxException(Errno.ENOTEMPTY);
        }
        detach(e);
        e.inode.freeIfUnused();
        changedByOwner();
    }

    private <I extends Inode> I make(String name, String target, I inode) throws StyxException {
        FileName.check(name);
        tree.own(inode, tree.owner);
        try {
            if (find(name) != null) {
                throw new StyxException(Errno.EEXIST);
            }
            chargeFor(name, target);
        } catch (StyxException e) {
            tree.count(-1);
            throw e;
        }
        add(name, inode, null);
        changedByOwner();
        return inode;
    }

    private void changedByOwner() {
        touch(new User(tree.owner, obol.styx.Message.NONUNAME));
    }
}
