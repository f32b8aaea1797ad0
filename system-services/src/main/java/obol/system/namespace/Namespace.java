package obol.system.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.channels.Services;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.system.bridge.FileService;
import obol.system.files.Change;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Reopening;
import obol.system.files.Space;
import obol.system.files.Status;
import obol.system.files.Transfer;

/**
 * The files that a process sees. Paths are absolute; ".." in them is taken lexically before anything else ({@link PathName#canonical}).
 * Symbolic links are followed within the namespace, 40 at most.
 *
 * <p>Every failure is a {@link FileException} with one of the usual texts, that of a server that has ended included; a service is
 * connected to at the first use of what is mounted from it, and again when it is used after it has ended. Fids and open files that a
 * method returns are the caller's to close; calls to them throw {@code ChannelException}, which {@link Transfer#failure} turns into an
 * error. Safe for threads.
 */
public final class Namespace {
    /** The service that is this library itself: the process's own variables. */
    private static final String ENVIRONMENT = "env";
    /** The service whose tree has a folder for each service of this system. */
    private static final String SERVICES = "srv";

    private final String user;
    private final FileServers servers;
    private final Map<String, Connection> connections = new HashMap<>();
    private final FileService environment;
    private final Lookup lookup = new Lookup();

    /**
     * A namespace made by lines; nothing is connected to yet.
     *
     * @param user the name under which files are attached to
     * @param lines as {@link #lines()} gives them
     * @param environment what {@code env} serves, as it is at each moment; changed by writes to its files
     * @throws IllegalArgumentException if a line is none
     */
    public Namespace(String user, List<String> lines, Map<String, String> environment) {
        this(user, lines, environment, name -> Services.connect(Files.class, name));
    }

    /** The same with file services from elsewhere. */
    public Namespace(String user, List<String> lines, Map<String, String> environment, FileServers servers) {
        this.user = user;
        this.servers = servers;
        this.environment = new FileService(new Environment(environment, user));
        for (String line : lines) {
            try {
                put(Line.parse(line));
            } catch (FileException e) {
                throw new IllegalArgumentException(line + ": " + e.getMessage(), e);
            }
        }
    }

    /** A part of another one. */
    private Namespace(Namespace of, MountTable table) {
        user = of.user;
        servers = of.servers;
        environment = of.environment;
        lookup.table = table;
    }

    /**
     * What is seen at a directory and below it now, as a namespace with that for its root: nothing above is reached by {@code ..} or by
     * symbolic links, which are taken within it. For serving: it has no {@link #lines()}, and what is mounted here later is not seen there.
     */
    public Namespace subtree(String directory) throws FileException {
        String at = resolve(directory, true);
        if (!isDirectory(at)) {
            throw Lookup.error(Errno.ENOTDIR);
        }
        return at.equals("/") ? this : new Namespace(this, lookup.table.subtree(at));
    }

    private void put(Line line) throws FileException {
        for (Rooted unused : exchange(line)) {
            unused.release();
        }
    }

    /** Changes the table; the trees of which it has nothing any more. */
    private synchronized Set<Rooted> exchange(Line line) throws FileException {
        Set<Rooted> before = lookup.table.roots();
        lookup.table = lookup.table.with(line, mount -> connection(mount.what(), mount.tree(), mount.permanent()));
        before.removeAll(lookup.table.roots());
        return before;
    }

    private synchronized Connection connection(String service, String tree, boolean permanent) {
        return connections.computeIfAbsent((permanent ? "-p " : "") + service + ' ' + tree,
                key -> new Connection(connections.size() + 1, this::connect, user, service, tree, permanent));
    }

    private Files connect(String name) {
        if (name.equals(ENVIRONMENT)) {
            return environment;
        }
        if (ArchiveMount.isOne(name)) {
            return new ArchiveMount(this, name);
        }
        return servers.connect(Line.isPath(name) ? ownService(name) : name);
    }

    /** The name of a service, if the path is that of its folder in this system's own {@code /srv}; else the path. */
    private String ownService(String path) {
        Union folder = lookup.table.at(PathName.parent(path));
        boolean own = folder != null && folder.isSingle() && folder.members.get(0).source() instanceof Connection mounted
                && mounted.isOf(SERVICES);
        return own ? PathName.last(path) : path;
    }

    // ---- finding ----

    /** The file at a path. The last name is followed if it is a symbolic link and {@code follow} says so. */
    public Place place(String path, boolean follow) throws FileException {
        String at = Lookup.checked(path);
        return lookup.through(at, follow, found -> {
            Place place = lookup.locate(found);
            if (follow && Lookup.isLink(place)) {
                place.close();
                throw Lookup.error(Errno.ELOOP);
            }
            return kept(place);
        });
    }

    /** The same, or, of a permanent mount, one that outlives its server. */
    private Place kept(Place place) {
        return place.isPermanent() ? new Place(place.device(), new LastingFid(this, place.path(), place)) : place;
    }

    /** The file at exactly this path, for as long as its server lives. */
    Place locate(String path) throws FileException {
        return lookup.locate(path);
    }

    public Status status(String path, boolean follow) throws FileException {
        return lookup.through(Lookup.checked(path), follow, found -> {
            Status status = lookup.status(found);
            if (follow && Lookup.isLink(status)) {
                throw Lookup.error(Errno.ELOOP);
            }
            return status;
        });
    }

    /**
     * The canonical path without symbolic links. The last name need not exist.
     *
     * @param follow whether the last name, too, is followed
     */
    public String resolve(String path, boolean follow) throws FileException {
        return lookup.resolve(Lookup.checked(path), follow);
    }

    /** Whether something is mounted or bound at exactly this canonical path. */
    public boolean isMountPoint(String path) {
        return lookup.table.at(path) != null;
    }

    /** Whether a directory's list is put together from several: by a union, or by mount points that lie in it. The path is canonical. */
    public boolean isMerged(String path) {
        MountTable now = lookup.table;
        Union union = now.at(path);
        return union != null && !union.isSingle() || !now.below(path).isEmpty();
    }

    /** The user as whom files are attached to. */
    public String user() {
        return user;
    }

    // ---- opening and making ----

    public OpenFile open(String path, OpenMode mode) throws FileException {
        return lookup.openThrough(Lookup.checked(path), true, found -> {
            try (Place place = kept(lookup.locate(found))) {
                return Lookup.open(() -> place.open(mode));
            }
        });
    }

    /**
     * An endpoint of a file that another process has opened, as one that outlives its server.
     *
     * @param by where and how it is found again: in this namespace, as far as this reaches it
     * @param file taken over
     */
    public OpenFile resumed(Reopening by, OpenFile file) {
        return new LastingFile(this, by, file);
    }

    /**
     * Makes a plain file and opens it; one that exists is opened, and truncated if the mode says so, unless the mode is exclusive.
     *
     * @param permissions low nine bits, and DM bits of {@code obol.styx.Mode}
     */
    public OpenFile create(String path, int permissions, OpenMode mode) throws FileException {
        return lookup.openThrough(Lookup.checked(path), !mode.exclusive(), found -> {
            if (isMountPoint(found)) {
                if (mode.exclusive()) {
                    throw Lookup.error(Errno.EEXIST);
                }
                return open(found, mode);
            }
            try (Place directory = directoryFor(found)) {
                return Lookup.open(() -> directory.create(PathName.last(found), permissions, false, mode));
            }
        });
    }

    /**
     * Makes a directory or a symbolic link.
     *
     * @param permissions with {@code DMDIR} or {@code DMSYMLINK} of {@code obol.styx.Mode}
     * @param target where the link leads, else ""
     */
    public void make(String path, int permissions, String target) throws FileException {
        lookup.through(Lookup.checked(path), false, found -> {
            if (isMountPoint(found)) {
                throw Lookup.error(Errno.EEXIST);
            }
            String name = PathName.last(found);
            try (Place directory = directoryFor(found)) {
                return Lookup.call(() -> {
                    directory.make(name, permissions, false, target);
                    return null;
                });
            }
        });
    }

    /**
     * The directory where a name is, or, if it is not, would be made: of a union the member that has it, else the one that may have new
     * ones. Links are not followed.
     *
     * @param path canonical
     */
    public Place directoryFor(String path) throws FileException {
        String directory = PathName.parent(path);
        Union union = lookup.table.at(directory);
        if (union == null) {
            return kept(lookup.locate(directory));
        }
        if (union.isSingle() && union.members.get(0).create()) {
            return kept(union.walk(directory, List.of()));
        }
        Union.Member holder = union.holder(PathName.last(path));
        return kept((holder == null ? union.creator() : holder).source().walk(directory, List.of()));
    }

    /**
     * The directory, a member of a union if it is one, in which a name is. Links are not followed.
     *
     * @param path canonical, no mount point
     */
    public Place directoryOf(String path) throws FileException {
        if (isMountPoint(path)) {
            throw Lookup.error(Errno.EBUSY);
        }
        String directory = PathName.parent(path);
        Union union = lookup.table.at(directory);
        if (union == null || union.isSingle()) {
            return kept(lookup.locate(directory));
        }
        Union.Member holder = union.holder(PathName.last(path));
        if (holder == null) {
            throw Lookup.error(Errno.ENOENT);
        }
        return kept(holder.source().walk(directory, List.of()));
    }

    // ---- removing, renaming, changing ----

    /** Removes a file, or a directory that is empty. */
    public void remove(String path) throws FileException {
        lookup.through(Lookup.checked(path), false, found -> {
            if (isMountPoint(found)) {
                throw Lookup.error(Errno.EBUSY);
            }
            try (Place place = lookup.locate(found)) {
                return Lookup.call(() -> {
                    place.remove();
                    return null;
                });
            }
        });
    }

    /**
     * Removes a name: of a directory if {@code directory}, of anything else if not. That of a service's folder in this system's own
     * {@code /srv} takes away its name.
     */
    public void unlink(String path, boolean directory) throws FileException {
        lookup.through(Lookup.checked(path), false, found -> {
            String service = ownService(found);
            if (directory && !service.equals(found) && !isMountPoint(found)) {
                return Lookup.call(() -> {
                    servers.unpost(service);
                    return null;
                });
            }
            try (Place holder = directoryOf(found)) {
                return Lookup.call(() -> {
                    holder.unlink(PathName.last(found), directory);
                    return null;
                });
            }
        });
    }

    /** Gives a file another name, in place of what has that name. Between two servers that is {@code Invalid cross-device link}. */
    public void rename(String from, String to) throws FileException {
        String old = Lookup.checked(from);
        String renamed = Lookup.checked(to);
        try {
            renameAt(old, renamed);
        } catch (FileException e) {
            if (!Lookup.mayBeLink(e)) {
                throw e;
            }
            String realOld = lookup.resolve(old, false);
            String realRenamed = lookup.resolve(renamed, false);
            if (realOld.equals(old) && realRenamed.equals(renamed)) {
                throw e;
            }
            renameAt(realOld, realRenamed);
        }
    }

    private void renameAt(String from, String to) throws FileException {
        if (isMountPoint(to)) {
            throw Lookup.error(Errno.EBUSY);
        }
        boolean stays = PathName.parent(from).equals(PathName.parent(to));
        try (Place old = directoryOf(from); Place renamed = stays ? directoryOf(from) : directoryFor(to)) {
            if (old.device() != renamed.device()) {
                throw Lookup.error(Errno.EXDEV);
            }
            Lookup.call(() -> {
                old.rename(PathName.last(from), renamed.key(), PathName.last(to));
                return null;
            });
        }
    }

    /** A further name for a file; {@code Invalid cross-device link} between two servers. */
    public void link(String existing, String path) throws FileException {
        lookup.through(Lookup.checked(path), false, found -> {
            if (isMountPoint(found)) {
                throw Lookup.error(Errno.EEXIST);
            }
            try (Place file = place(existing, false); Place directory = directoryFor(found)) {
                if (file.device() != directory.device()) {
                    throw Lookup.error(Errno.EXDEV);
                }
                return Lookup.call(() -> {
                    directory.link(PathName.last(found), file.key());
                    return null;
                });
            }
        });
    }

    public void change(String path, boolean follow, Change change) throws FileException {
        try (Place place = place(path, follow)) {
            Lookup.call(() -> {
                place.change(change);
                return null;
            });
        }
    }

    /** Size and free space of the file system that a file is in. */
    public Space space(String path) throws FileException {
        try (Place place = place(path, true)) {
            return Lookup.call(place::space);
        }
    }

    // ---- listing ----

    /** The entries of a directory, in parts. */
    public Listing listing(String path) throws FileException {
        return lookup.through(Lookup.checked(path), true, this::listingAt);
    }

    private Listing listingAt(String path) throws FileException {
        MountTable now = lookup.table;
        Union union = now.at(path);
        List<Listing.Member> directories = new ArrayList<>();
        FileException reason = null;
        List<Source> sources = new ArrayList<>();
        if (union == null || union.isSingle()) {
            sources.add(union == null ? now.route(path).source() : union);
        } else {
            for (Union.Member member : union.members) {
                sources.add(member.source());
            }
        }
        for (Source source : sources) {
            try (Place place = source.walk(path, List.of())) {
                directories.add(Lookup.call(() -> {
                    if ((place.status().mode() & Mode.DMDIR) == 0) {
                        throw Lookup.error(Lookup.isLink(place) ? Errno.ELOOP : Errno.ENOTDIR);
                    }
                    return new Listing.Member(place.device(), place.open(OpenMode.READ));
                }));
            } catch (FileException e) {
                reason = Union.worse(reason, e);
            }
        }
        if (directories.isEmpty()) {
            throw reason;
        }
        return new Listing(this, path, directories, now.below(path));
    }

    /** All entries of a directory: of a union each name once, as the first member has it, and the mount points that lie in it. */
    public List<Status> list(String path) throws FileException {
        List<Status> all = new ArrayList<>();
        try (Listing listing = listing(path)) {
            for (List<Status> part; !(part = listing.next(256)).isEmpty(); ) {
                all.addAll(part);
            }
        }
        return all;
    }

    // ---- mounting ----

    /**
     * Puts the file or directory {@code what}, as it is found now, at {@code directory}. Both exist, and are of one kind.
     *
     * @param create whether files may be made there: with unions, in this member
     */
    public void bind(String what, String directory, Order order, boolean create) throws FileException {
        String from = resolve(what, true);
        String to = resolve(directory, true);
        boolean fromDirectory = isDirectory(from);
        if (fromDirectory != isDirectory(to) || !fromDirectory && order != Order.REPLACE) {
            throw new FileException("inconsistent mount");
        }
        put(new Line(Line.Kind.BIND, order, create, false, from, to, ""));
        // what is bound is what is there now, whatever comes to stand at its path
        Union there = lookup.table.at(to);
        for (Union.Member member : there == null ? List.<Union.Member>of() : there.members) {
            if (member.what().equals(from)) {
                member.source().walk(to, List.of()).close();
            }
        }
    }

    /**
     * Puts the tree of a file service at a directory, which exists; connects to the service at once.
     *
     * @param service a service's name, the absolute path of a service's folder, such as {@code /srv/NAME}, or {@code tcp!HOST!PORT}
     * @param permanent whether files that are open there are opened again when the server is back ({@link LastingFile})
     * @param tree which of the service's trees; "" for the usual one
     */
    public void mount(String service, String directory, Order order, boolean create, boolean permanent, String tree)
            throws FileException {
        lookup.table.requireOpen();
        String from = Line.isPath(service) ? resolve(service, true) : service;
        String to = resolve(directory, true);
        if (!isDirectory(to)) {
            throw Lookup.error(Errno.ENOTDIR);
        }
        Lookup.call(() -> connection(from, tree, permanent).walk(to, List.of())).close();
        put(new Line(Line.Kind.MOUNT, order, create, permanent, from, to, tree));
    }

    /** The same, not permanent. */
    public void mount(String service, String directory, Order order, boolean create, String tree) throws FileException {
        mount(service, directory, order, create, false, tree);
    }

    /** Closes this namespace, and all that are made from its lines: nothing more is mounted. Binding and unmounting go on. */
    public void close() throws FileException {
        put(Line.CLOSE);
    }

    /**
     * Takes away what was mounted or bound at a directory.
     *
     * @param what the service or path that was; null for all that is there
     */
    public void unmount(String what, String directory) throws FileException {
        String at = Lookup.checked(directory);
        if (!isMountPoint(at)) {
            at = resolve(directory, true);
        }
        String name = what == null ? "" : what.startsWith("/") ? Lookup.checked(what) : what;
        put(new Line(Line.Kind.UNMOUNT, Order.REPLACE, false, false, name, at, ""));
    }

    private boolean isDirectory(String path) throws FileException {
        return (lookup.status(path).mode() & Mode.DMDIR) != 0;
    }

    /** Lines of {@code mount}, {@code bind} and, where order demands it, {@code unmount} that make this namespace. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Line line : lookup.table.lines()) {
            lines.add(line.text());
        }
        return lines;
    }
}
