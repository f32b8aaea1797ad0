package obol.styx.ram;

import java.util.function.LongSupplier;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.styx.Workspace;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/**
 * A tree of files in memory. Its owner and users with number 0 may do everything; others what the
 * permissions say.
 */
public final class RamTree implements FileServer {
    /** What a file, an entry or an attribute takes beside its contents: an estimate of our own objects. */
    static final int OVERHEAD = 256;
    /** Files may have holes, but no more than this many bytes with them. */
    static final long MAX_LENGTH = 1L << 34;

    final Users users = new Users();
    /** What a read gives that no array has as a whole. */
    final Workspace gathered = new Workspace();
    final String owner;

    private final LongSupplier clock;
    private final long capacity;
    private long used;
    private long files;
    private long nextPath;
    private final Directory root;

    /** 256 MiB, the system's clock, the owner root, a root directory that everybody may write to. */
    public RamTree() {
        this(() -> System.currentTimeMillis() * 1_000_000L, 256L << 20, "root", 0777);
    }

    /**
     * @param clock nanoseconds since 1970
     * @param capacity bytes for contents and all that goes with them
     * @param mode permissions of the root directory
     */
    public RamTree(LongSupplier clock, long capacity, String owner, int mode) {
        this.clock = clock;
        this.capacity = capacity;
        this.owner = owner;
        this.root = new Directory(this, Mode.DMDIR | mode & 0777);
        own(root, owner);
        root.makeRoot();
    }

    public Directory root() {
        return root;
    }

    public Users users() {
        return users;
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!tree.isEmpty() && !tree.equals("/")) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(root.entry().acquire());
    }

    /** Bytes taken. */
    public long used() {
        return used;
    }

    /** Files that exist, those included that have no name any more but are held open. */
    public long files() {
        return files;
    }

    Space space() {
        int block = 4096;
        long free = Math.max(0, capacity - used);
        return new Space(block, capacity / block, free / block, files + free / OVERHEAD, free / OVERHEAD);
    }

    long now() {
        return clock.getAsLong();
    }

    long newPath() {
        return nextPath++;
    }

    /** Takes or, with a negative number, gives back bytes. */
    void charge(long bytes) throws StyxException {
        if (bytes > 0 && used + bytes > capacity) {
            throw new StyxException(Errno.ENOSPC);
        }
        used += bytes;
    }

    void refund(long bytes) {
        used -= bytes;
    }

    void count(int change) {
        files += change;
    }

    void own(Inode inode, String name) {
        inode.owner = name;
        inode.group = name;
        inode.modifier = name;
        inode.uid = users.number(name);
        inode.gid = inode.uid;
    }

    boolean isSuper(User user) {
        return user.hasNumber() ? user.number() == 0 : user.name().equals(owner);
    }

    boolean owns(User user, Inode inode) {
        return isSuper(user) || user.hasNumber() && user.number() == inode.uid
                || !user.hasNumber() && user.name().equals(inode.owner);
    }

    /**
     * @param bits 4 read, 2 write, 1 execute or search
     */
    boolean may(User user, Inode inode, int bits) {
        if (isSuper(user)) {
            return true;
        }
        // Plan 9's rule (intro(5)): the owner's bits count for the owner beside those of group and others
        int granted = inode.mode & 7;
        if (users.member(user, inode.group, inode.gid)) {
            granted |= inode.mode >> 3 & 7;
        }
        if (owns(user, inode)) {
            granted |= inode.mode >> 6 & 7;
        }
        return (granted & bits) == bits;
    }

    void require(User user, Inode inode, int bits) throws StyxException {
        if (!may(user, inode, bits)) {
            throw new StyxException(Errno.EACCES);
        }
    }
}
