package obol.styx.folder;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/** A name of a file below the folder, which is never followed if it is a symbolic link's. */
final class FolderNode implements Node {
    private static final LinkOption NOT_FOLLOWED = LinkOption.NOFOLLOW_LINKS;
    private static final int BLOCK = 4096;
    private static final int TIMES = AttributeChange.ACCESSED | AttributeChange.MODIFIED | AttributeChange.ACCESSED_NOW
            | AttributeChange.MODIFIED_NOW;

    private final FolderTree tree;
    private final Qid qid;
    private Path path;

    private FolderNode(FolderTree tree, Path path, Qid qid) {
        this.tree = tree;
        this.path = path;
        this.qid = qid;
    }

    static FolderNode of(FolderTree tree, Path path) throws StyxException {
        return new FolderNode(tree, path, HostFile.describe(path).qid);
    }

    // ---- what is there ----

    private boolean isRoot() {
        return path.equals(tree.root);
    }

    /** A directory to which no symbolic link leads: one may have taken the place of what was walked through. */
    static Path requireInside(Path directory) throws StyxException {
        if (!HostFile.on(directory::toRealPath).equals(directory)) {
            throw new StyxException(Errno.ENOENT);
        }
        return directory;
    }

    /** Where the file is, if the way there still is one. */
    private Path place() throws StyxException {
        if (!isRoot()) {
            requireInside(path.getParent());
        }
        return path;
    }

    /** Where a name in this directory is. */
    private Path child(String name) throws StyxException {
        if (!qid.isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        }
        return requireInside(path).resolve(name);
    }

    @Override
    public Qid qid() {
        return qid;
    }

    @Override
    public void attributes(Reply<Attributes> reply) throws StyxException {
        Attributes a = HostFile.describe(place());
        if (isRoot()) {
            a.name = "/";
        }
        reply.ok(a);
    }

    @Override
    public void walk(User user, String name, Reply<Node> reply) throws StyxException {
        if (!name.equals("..")) {
            reply.ok(of(tree, child(name)));
        } else if (!qid.isDirectory()) {
            throw new StyxException(Errno.ENOTDIR);
        } else {
            reply.ok(of(tree, isRoot() ? path : path.getParent()));
        }
    }

    @Override
    public void readLink(Reply<String> reply) throws StyxException {
        Path link = place();
        reply.ok(HostFile.on(() -> Files.readSymbolicLink(link).toString()));
    }

    @Override
    public void space(Reply<Space> reply) throws StyxException {
        Path here = place();
        reply.ok(HostFile.on(() -> {
            FileStore store = Files.getFileStore(here);
            return new Space(BLOCK, store.getTotalSpace() / BLOCK, store.getUsableSpace() / BLOCK, 0, 0);
        }));
    }

    // ---- opening and making ----

    private static Set<OpenOption> options(OpenMode mode) {
        Set<OpenOption> options = new HashSet<>(Set.of(NOT_FOLLOWED));
        if (mode.reads()) {
            options.add(StandardOpenOption.READ);
        }
        if (mode.writes() || mode.truncate()) {
            options.add(StandardOpenOption.WRITE);
        }
        return options;
    }

    private OpenFile opened(Path at, OpenMode mode, Set<OpenOption> options) throws StyxException {
        FileChannel channel = HostFile.on(() -> FileChannel.open(at, options));
        if (mode.truncate()) {
            HostFile.on(() -> channel.truncate(0));
        }
        return new FolderFile(channel, mode.append());
    }

    /** Pipes and devices are not opened: that might wait for ever, and is nothing of the folder's. */
    private static void requireOpenable(Qid qid, int mode) throws StyxException {
        if ((qid.type() & Mode.QTSYMLINK) != 0) {
            throw new StyxException(Errno.ELOOP);
        }
        if ((mode & Mode.KIND) != 0) {
            throw new StyxException(Errno.EPERM);
        }
    }

    @Override
    public void open(User user, OpenMode mode, Reply<OpenFile> reply) throws StyxException {
        Path at = place();
        Attributes now = HostFile.describe(at);
        if (now.qid.isDirectory() != qid.isDirectory()) {
            throw new StyxException(Errno.ENOENT);
        }
        if (now.qid.isDirectory()) {
            reply.ok(new FolderListing(at));
            return;
        }
        requireOpenable(now.qid, now.mode);
        if (mode.access() == Mode.OEXEC && (now.mode & 0111) == 0) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(opened(at, mode, options(mode)));
    }

    /** What Linux does not keep is refused. */
    private static void requireKept(int mode) throws StyxException {
        if ((mode & (Mode.DMAPPEND | Mode.DMEXCL)) != 0) {
            throw new StyxException(Errno.EPERM);
        }
    }

    @Override
    public void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        requireKept(what.mode());
        Path at = child(what.name());
        int kind = what.mode() & Mode.KIND;
        OpenFile file = null;
        if (kind == 0) {
            if (what.open() == null) {
                throw new StyxException(Errno.EPERM); // a file that nobody opens: Tmknod
            }
            file = createFile(at, what);
        } else if (kind == Mode.DMDIR) {
            HostFile.on(() -> Files.createDirectory(at));
            setMode(at, what.modeIn(HostFile.describe(path).mode));
            if (what.open() != null) {
                file = new FolderListing(at);
            }
        } else if (kind == Mode.DMSYMLINK) {
            HostFile.on(() -> Files.createSymbolicLink(at, Path.of(what.target())));
        } else {
            throw new StyxException(Errno.EPERM);
        }
        reply.ok(new Created(of(tree, at), file));
    }

    private OpenFile createFile(Path at, Creation what) throws StyxException {
        OpenMode mode = what.open();
        if (Files.exists(at, NOT_FOLLOWED)) {
            if (mode.exclusive()) {
                throw new StyxException(Errno.EEXIST);
            }
            Attributes there = HostFile.describe(at);
            if (there.qid.isDirectory()) {
                throw new StyxException(Errno.EISDIR);
            }
            requireOpenable(there.qid, there.mode);
            return opened(at, mode, options(mode));
        }
        Set<OpenOption> options = options(mode);
        // Java makes files only for who writes; the session sees to it that who asked to read just reads.
        options.add(StandardOpenOption.WRITE);
        options.add(StandardOpenOption.CREATE_NEW);
        OpenFile file = opened(at, mode, options);
        setMode(at, what.modeIn(HostFile.describe(path).mode));
        return file;
    }

    /** Never of a symbolic link, whose target would be meant. */
    private static void setMode(Path at, int mode) throws StyxException {
        HostFile.on(() -> Files.setAttribute(at, "unix:mode", Mode.toLinux(mode, false) & 07777));
    }

    @Override
    public void link(User user, Node file, String name, Reply<Void> reply) throws StyxException {
        Path to = child(name);
        Path from = ((FolderNode) file).place();
        HostFile.on(() -> Files.createLink(to, from));
        reply.ok(null);
    }

    // ---- changing ----

    @Override
    public void change(User user, AttributeChange c, Reply<Void> reply) throws StyxException {
        Path at = place();
        Attributes now = HostFile.describe(at);
        if (c.has(AttributeChange.MODE) && !c.linuxMode) {
            requireKept(c.mode);
        }
        if (c.has(AttributeChange.UID) && c.uid != now.uid || c.has(AttributeChange.GID) && c.gid != now.gid
                || c.has(AttributeChange.OWNER) && !c.owner.equals(now.owner)
                || c.has(AttributeChange.GROUP) && !c.group.equals(now.group)) {
            throw new StyxException(Errno.EPERM);
        }
        if (c.has(AttributeChange.LENGTH) && now.qid.isDirectory() && c.length != 0) {
            throw new StyxException(Errno.EISDIR);
        }
        if (c.has(AttributeChange.LENGTH | AttributeChange.MODE) && (now.mode & Mode.DMSYMLINK) != 0) {
            throw new StyxException(Errno.EOPNOTSUPP);
        }
        Path to = c.has(AttributeChange.NAME) ? at.resolveSibling(c.name) : at;
        if (!to.equals(at) && isRoot()) {
            throw new StyxException(Errno.EPERM);
        }
        if (!to.equals(at) && !c.replace && Files.exists(to, NOT_FOLLOWED)) {
            throw new StyxException(Errno.EEXIST);
        }
        if (c.has(AttributeChange.LENGTH) && !now.qid.isDirectory()) {
            requireOpenable(now.qid, now.mode);
            setLength(at, c.length);
        }
        if (c.has(AttributeChange.MODE)) {
            setMode(at, c.mode);
        }
        if ((c.mask & TIMES) != 0) {
            FileTime modified = time(c, AttributeChange.MODIFIED, AttributeChange.MODIFIED_NOW, c.modified);
            FileTime accessed = time(c, AttributeChange.ACCESSED, AttributeChange.ACCESSED_NOW, c.accessed);
            HostFile.on(() -> {
                Files.getFileAttributeView(at, BasicFileAttributeView.class, NOT_FOLLOWED).setTimes(modified, accessed, null);
                return null;
            });
        }
        if (!to.equals(at)) {
            moved(at, to);
        }
        reply.ok(null);
    }

    /** Null: stays. */
    private static FileTime time(AttributeChange c, int set, int now, long nanoseconds) {
        return c.has(set) ? FileTime.from(nanoseconds, TimeUnit.NANOSECONDS) : c.has(now) ? FileTime.from(Instant.now()) : null;
    }

    private static void setLength(Path at, long length) throws StyxException {
        HostFile.on(() -> {
            try (FileChannel channel = FileChannel.open(at, StandardOpenOption.WRITE, NOT_FOLLOWED)) {
                channel.truncate(length);
                if (channel.size() < length) {
                    channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
                }
            }
            return null;
        });
    }

    private void moved(Path from, Path to) throws StyxException {
        HostFile.on(() -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
        if (from.equals(path)) {
            path = to;
        }
    }

    @Override
    public void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        Path to = ((FolderNode) newDirectory).child(newName);
        if (isRoot()) {
            throw new StyxException(Errno.EBUSY);
        }
        moved(place(), to);
        reply.ok(null);
    }

    @Override
    public void rename(User user, String name, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        moved(child(name), ((FolderNode) newDirectory).child(newName));
        reply.ok(null);
    }

    @Override
    public void remove(User user, Reply<Void> reply) throws StyxException {
        if (isRoot()) {
            throw new StyxException(Errno.EPERM);
        }
        Path at = place();
        HostFile.on(() -> {
            Files.delete(at);
            return null;
        });
        reply.ok(null);
    }

    @Override
    public void unlink(User user, String name, boolean directory, Reply<Void> reply) throws StyxException {
        Path at = child(name);
        if (HostFile.describe(at).qid.isDirectory() != directory) {
            throw new StyxException(directory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        HostFile.on(() -> {
            Files.delete(at);
            return null;
        });
        reply.ok(null);
    }
}
