package obol.styx.ram;

import java.util.LinkedHashMap;
import java.util.Map;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.User;

/** A file of a {@link RamTree}, of whatever kind. Lives as long as it has names or holders. */
public abstract class Inode {
    final RamTree tree;
    final long path;
    int version;
    int mode;
    String owner, group, modifier;
    int uid, gid;
    long accessed, modified, changed;
    final long created;
    /** Entries in directories. */
    int links;
    /** Fids and open files. */
    int holders;
    /** Someone has it open with {@link Mode#DMEXCL}. */
    boolean exclusive;
    /** null until there is one. */
    Map<String, byte[]> extended;

    Inode(RamTree tree, int mode) {
        this.tree = tree;
        this.path = tree.newPath();
        this.mode = mode;
        this.created = tree.now();
        this.accessed = created;
        this.modified = created;
        this.changed = created;
        tree.count(1);
    }

    final Qid qid() {
        return new Qid(Mode.qidType(mode), version, path);
    }

    boolean isDirectory() {
        return false;
    }

    /** Opens it; permissions are checked. The caller counts the holder. */
    abstract OpenFile open(User user, OpenMode mode) throws StyxException;

    /** Fills in what the kind knows better. */
    void describe(Attributes a) {
    }

    /** Sets the length; {@link #checkLength} has said yes. */
    void truncate(long length) throws StyxException {
    }

    void checkLength(long length) throws StyxException {
        throw new StyxException(Errno.EINVAL);
    }

    /** Gives back the space of the contents. */
    void free() {
    }

    /** Contents changed. */
    final void touch(User user) {
        version++;
        modified = tree.now();
        changed = modified;
        modifier = tree.users.name(user);
    }

    final void hold() {
        holders++;
    }

    final void letGo() {
        holders--;
        freeIfUnused();
    }

    final void freeIfUnused() {
        if (links == 0 && holders == 0) {
            free();
            if (extended != null) {
                for (Map.Entry<String, byte[]> e : extended.entrySet()) {
                    tree.refund(cost(e.getKey(), e.getValue()));
                }
                extended = null;
            }
            tree.refund(RamTree.OVERHEAD);
            tree.count(-1);
        }
    }

    static long cost(String name, byte[] value) {
        return RamTree.OVERHEAD + name.length() + value.length;
    }

    final void setExtended(String name, byte[] value, int flags) throws StyxException {
        byte[] old = extended == null ? null : extended.get(name);
        if (old != null && (flags & Mode.XATTR_CREATE) != 0) {
            throw new StyxException(Errno.EEXIST);
        }
        if (old == null && ((flags & Mode.XATTR_REPLACE) != 0 || value == null)) {
            throw new StyxException(Errno.ENODATA);
        }
        long change = (value == null ? 0 : cost(name, value)) - (old == null ? 0 : cost(name, old));
        tree.charge(change);
        if (extended == null) {
            extended = new LinkedHashMap<>();
        }
        if (value == null) {
            extended.remove(name);
        } else {
            extended.put(name, value);
        }
        changed = tree.now();
    }
}
