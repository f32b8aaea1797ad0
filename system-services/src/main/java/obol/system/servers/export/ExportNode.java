package obol.system.servers.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Message;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;
import obol.system.bridge.Conversions;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.Status;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;
import obol.system.namespace.Place;

/**
 * A file of the namespace. Its fid follows it when it is renamed; the path, by which mount points are found, is as it was when the file
 * was reached.
 */
final class ExportNode implements Node {
    private static final int BLOCK = 4096;

    private final Export export;
    private final User user;
    private final int device;
    private final Place place;
    private String path;
    private Qid qid;

    private ExportNode(Export export, User user, Place place, Status status) {
        this.export = export;
        this.user = user;
        this.device = place.device();
        this.place = place;
        this.path = place.path();
        this.qid = export.qid(device, status);
    }

    /** Takes over the place. */
    static ExportNode of(Export export, User user, Place place) throws FileException {
        try {
            export.capacity.take();
        } catch (FileException full) {
            place.close();
            throw full;
        }
        try {
            return new ExportNode(export, user, place, place.status());
        } catch (FileException | RuntimeException | OutOfMemoryError e) {
            place.close();
            export.capacity.give();
            throw e;
        }
    }

    private Namespace namespace() {
        return export.namespace;
    }

    private ExportNode at(Place place) throws FileException {
        return of(export, user, place);
    }

    @Override
    public Qid qid() {
        return qid;
    }

    @Override
    public void attributes(Reply<Attributes> reply) throws StyxException {
        Attributes a = export.attributes(user, device, Export.call(place::status));
        if (namespace().isMountPoint(path)) {
            a.name = PathName.last(path);
        }
        qid = a.qid;
        reply.ok(a);
    }

    @Override
    public void walk(User who, String name, Reply<Node> reply) throws StyxException {
        reply.ok(Export.call(() -> {
            if (name.equals("..")) {
                return at(namespace().place(PathName.parent(path), false));
            }
            String child = PathName.child(path, name);
            if (namespace().isMountPoint(path) || namespace().isMountPoint(child)) {
                return at(namespace().place(child, false));
            }
            return at(place.child(name));
        }));
    }

    @Override
    public void duplicate(Reply<Node> reply) throws StyxException {
        reply.ok(Export.call(() -> at(place.again())));
    }

    @Override
    public void release() {
        place.close();
        export.capacity.give();
    }

    // ---- opening and making ----

    @Override
    public void open(User who, OpenMode mode, Reply<OpenFile> reply) throws StyxException {
        if ((qid.type() & Mode.QTSYMLINK) != 0) {
            if (mode.writes()) {
                throw new StyxException(Errno.EPERM, "no access to special file");
            }
            reply.ok(new LinkText(Export.call(place::status).target()));
        } else if (qid.isDirectory() && namespace().isMerged(path)) {
            reply.ok(new MergedDirectory(export, user, Export.call(() -> namespace().listing(path))));
        } else {
            reply.ok(Export.call(() -> ExportFile.of(export, user, device, place.open(opening(mode)))));
        }
    }

    /** The session itself sees to removal when the file is closed. */
    private static obol.system.files.OpenMode opening(OpenMode mode) {
        return Conversions.mode(new OpenMode(mode.access(), mode.truncate(), mode.append(), false, mode.exclusive(), mode.directory()));
    }

    /** 9P2000 has no links: its clients read where it leads as the file's contents. */
    private record LinkText(String target) implements OpenFile {
        @Override
        public void read(long offset, int count, Reply<Slice> reply) {
            byte[] text = target.getBytes(StandardCharsets.UTF_8);
            reply.ok(offset >= text.length ? Slice.EMPTY : Slice.of(text).part((int) offset, count));
        }
    }

    /** Something done in this directory with a name. */
    @FunctionalInterface
    private interface InDirectory<T> {
        T run(Place directory) throws FileException;
    }

    /** In the member of a union that has the name, or may have it. */
    private <T> T inDirectory(String name, boolean exists, InDirectory<T> action) throws StyxException {
        return Export.call(() -> {
            if (!namespace().isMountPoint(path) && !namespace().isMountPoint(PathName.child(path, name))) {
                return action.run(place);
            }
            String child = PathName.child(path, name);
            try (Place member = exists ? namespace().directoryOf(child) : namespace().directoryFor(child)) {
                return action.run(member);
            }
        });
    }

    @Override
    public void create(User who, Creation what, Reply<Created> reply) throws StyxException {
        int kind = what.mode() & Mode.KIND;
        if (kind != 0 && kind != Mode.DMDIR && kind != Mode.DMSYMLINK) {
            throw new StyxException(Errno.EPERM);
        }
        String name = what.name();
        String child = PathName.child(path, name);
        if (namespace().isMountPoint(child)) {
            throw new StyxException(Errno.EEXIST);
        }
        int mode = what.inherit() ? what.modeIn(Export.call(place::status).mode()) : what.mode();
        reply.ok(inDirectory(name, false, directory -> {
            if (kind != 0) {
                directory.make(name, mode, false, what.target());
                ExportNode made = made(child, directory, what);
                return new Created(made, what.open() == null ? null
                        : ExportFile.of(export, user, directory.device(), made.place.open(obol.system.files.OpenMode.READ)));
            }
            obol.system.files.OpenFile opened = directory.create(name, mode, false, opening(what.open() == null ? OpenMode.READ : what.open()));
            ExportNode made;
            try {
                made = made(child, directory, what);
            } catch (FileException e) {
                opened.close();
                throw e;
            }
            if (what.open() == null) {
                opened.close();
                return new Created(made, null);
            }
            return new Created(made, ExportFile.of(export, user, directory.device(), opened));
        }));
    }

    private ExportNode made(String child, Place directory, Creation what) throws FileException {
        ExportNode made = at(directory.child(what.name()));
        made.give(what.gid());
        return made;
    }

    /** The group that a client asks for; where it may not be given, the file keeps that of its directory. */
    private void give(int gid) throws FileException {
        if (gid == Message.NONUNAME) {
            return;
        }
        String group = export.name(user, gid);
        if (!place.status().group().equals(group)) {
            try {
                place.change(change(Optional.empty(), Optional.of(group)));
            } catch (FileException kept) {
                // as when one makes a file in a directory with another group that one is no member of
            }
        }
    }

    private static Change change(Optional<String> owner, Optional<String> group) {
        return new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, owner, group);
    }

    @Override
    public void link(User who, Node file, String name, Reply<Void> reply) throws StyxException {
        ExportNode target = ofSameTree(file);
        inDirectory(name, false, directory -> {
            requireSame(directory.device(), target.device);
            directory.link(name, target.place.key());
            return null;
        });
        reply.ok(null);
    }

    /** Paths of files of two attaches need not mean the same. */
    private ExportNode ofSameTree(Node other) throws StyxException {
        ExportNode node = (ExportNode) other;
        if (node.export != export) {
            throw new StyxException(Errno.EXDEV);
        }
        return node;
    }

    private static void requireSame(int device, int other) throws FileException {
        if (device != other) {
            throw new FileException(Errno.EXDEV.text());
        }
    }

    // ---- removing and renaming ----

    private void requireNoMountPoint(String file) throws StyxException {
        if (namespace().isMountPoint(file)) {
            throw new StyxException(Errno.EBUSY);
        }
    }

    @Override
    public void remove(User who, Reply<Void> reply) throws StyxException {
        requireNoMountPoint(path);
        Export.call(() -> {
            place.remove();
            return null;
        });
        reply.ok(null);
    }

    @Override
    public void unlink(User who, String name, boolean asDirectory, Reply<Void> reply) throws StyxException {
        inDirectory(name, true, directory -> {
            directory.unlink(name, asDirectory);
            return null;
        });
        reply.ok(null);
    }

    @Override
    public void rename(User who, String name, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        ExportNode to = ofSameTree(newDirectory);
        requireNoMountPoint(PathName.child(to.path, newName));
        inDirectory(name, true, directory -> {
            // In a union it stays in its member. Equal paths alone do not make one directory of two: that of a moved one is an old one.
            if (to.path.equals(path) && namespace().isMountPoint(path)) {
                directory.rename(name, directory.key(), newName);
                return null;
            }
            try {
                return to.inDirectory(newName, false, target -> {
                    requireSame(directory.device(), target.device());
                    directory.rename(name, target.key(), newName);
                    return null;
                });
            } catch (StyxException e) {
                throw new FileException(e.getMessage());
            }
        });
        reply.ok(null);
    }

    @Override
    public void move(User who, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        String to = PathName.child(ofSameTree(newDirectory).path, newName);
        Export.call(() -> {
            requireStillAt(path);
            ((ExportNode) newDirectory).requireStillAt(PathName.parent(to));
            namespace().rename(path, to);
            return null;
        });
        moved(to);
        reply.ok(null);
    }

    /** What is done by path is not done to another file, which has taken the path since this one was moved with a directory above it. */
    private void requireStillAt(String at) throws FileException {
        try (Place there = namespace().place(at, false)) {
            if (there.device() != device || there.status().path() != place.status().path()) {
                throw new FileException(Errno.ESTALE.text());
            }
        }
    }

    private void moved(String to) {
        path = to;
        place.moved(to);
    }

    // ---- attributes ----

    @Override
    public void change(User who, AttributeChange c, Reply<Void> reply) throws StyxException {
        if (c.has(AttributeChange.NAME)) {
            requireNoMountPoint(path);
        }
        Optional<String> owner = c.has(AttributeChange.UID) ? Optional.of(export.name(user, c.uid))
                : c.has(AttributeChange.OWNER) ? Optional.of(c.owner) : Optional.empty();
        Optional<String> group = c.has(AttributeChange.GID) ? Optional.of(export.name(user, c.gid))
                : c.has(AttributeChange.GROUP) ? Optional.of(c.group) : Optional.empty();
        Optional<Long> length = c.has(AttributeChange.LENGTH) ? Optional.of(c.length) : Optional.empty();
        Optional<String> name = c.has(AttributeChange.NAME) ? Optional.of(c.name) : Optional.empty();
        Export.call(() -> {
            place.change(new Change(mode(c), length, time(c, AttributeChange.ACCESSED, AttributeChange.ACCESSED_NOW, c.accessed),
                    time(c, AttributeChange.MODIFIED, AttributeChange.MODIFIED_NOW, c.modified), name, c.replace, owner, group));
            return null;
        });
        if (c.has(AttributeChange.NAME)) {
            moved(PathName.child(PathName.parent(path), c.name));
        }
        reply.ok(null);
    }

    /** Linux's form cannot name DMAPPEND, DMEXCL and DMTMP: they stay. */
    private Optional<Integer> mode(AttributeChange c) throws FileException {
        if (!c.has(AttributeChange.MODE)) {
            return Optional.empty();
        }
        int kept = Mode.DMAPPEND | Mode.DMEXCL | Mode.DMTMP;
        return Optional.of(c.linuxMode ? place.status().mode() & kept | c.mode & ~kept : c.mode);
    }

    private static Optional<Long> time(AttributeChange c, int given, int now, long time) {
        return c.has(given) ? Optional.of(time) : c.has(now) ? Optional.of(Change.NOW) : Optional.empty();
    }

    @Override
    public void readLink(Reply<String> reply) throws StyxException {
        if ((qid.type() & Mode.QTSYMLINK) == 0) {
            throw new StyxException(Errno.EINVAL);
        }
        reply.ok(Export.call(place::status).target());
    }

    @Override
    public void space(Reply<Space> reply) throws StyxException {
        obol.system.files.Space s = Export.call(place::space);
        reply.ok(new Space(BLOCK, s.size() / BLOCK, s.free() / BLOCK, s.files(), s.files()));
    }
}
