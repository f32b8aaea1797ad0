package obol.system.posix;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import obol.channels.ChannelException;
import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Reopening;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;
import obol.system.namespace.Place;
import obol.system.processes.Processes.Descriptor;
import obol.system.processes.StandardFiles;

/**
 * Files of a namespace, by paths and by descriptors. As in Plan 9 {@code ..} is taken before links are followed, and there are no
 * devices to be made; permissions of new files are narrowed by the usual mask, 022.
 */
public final class NamespacePosix extends Posix {
    private static final int MASK = 022;
    private static final int PERMISSIONS = 07777;
    private static final int ALL = 7;
    private static final long LONGEST_NAME = 255;
    private static final int STANDARD_FILES = 3;

    final Waiters waiters = new Waiters();
    final Owners owners = new Owners();
    private final Supplier<Namespace> namespace;
    private final String user;
    private final String directory;
    private final Map<String, String> environment;
    private final Descriptors descriptors = new Descriptors();
    private final Runnable changed;

    /**
     * @param namespace asked for when it is needed
     * @param user who asks: for {@link #access}
     * @param directory working directory
     * @param files taken over
     * @param lasting those of them that outlive their servers, by descriptor
     * @param changed called when descriptors have changed
     */
    public NamespacePosix(Supplier<Namespace> namespace, String user, String directory, Map<String, String> environment,
            StandardFiles files, Map<Integer, Reopening> lasting, Runnable changed) {
        this.namespace = namespace;
        this.user = user;
        this.directory = directory;
        this.environment = environment;
        this.changed = changed;
        for (int i = 0; i < StandardFiles.COUNT; i++) {
            OpenFile file = files.take(i);
            if (file == null) {
                descriptors.add(new MachineStream(i));
            } else {
                Reopening by = lasting.get(i);
                descriptors.add(new OpenedFile(this, by == null ? file : namespace.get().resumed(by, file), i == 0));
            }
        }
    }

    Namespace namespace() {
        return namespace.get();
    }

    /** What is open now, as {@code /proc/N/fd} shows it. */
    public List<Descriptor> descriptors() {
        return descriptors.list();
    }

    /** A further endpoint of an open file, for this process; null if it is one of the machine's own, or not open. */
    public OpenFile share(int descriptor) {
        return descriptors.get(descriptor) instanceof OpenedFile file ? file.share() : null;
    }

    // ---- what is no file ----

    /** A descriptor for a description, which is closed with its last one; at once if there is no number left. */
    public int add(OpenDescription description) {
        int descriptor = descriptors.add(description);
        changed.run();
        return descriptor;
    }

    /** What a descriptor stands for; null: nothing. */
    public OpenDescription description(int descriptor) {
        return descriptors.get(descriptor);
    }

    /** Lets a descriptor stand for something else; what it stood for is closed if this was its last one. */
    public int replace(int descriptor, OpenDescription other) {
        int result = descriptors.replace(descriptor, other);
        changed.run();
        return result;
    }

    // ---- errors ----

    @Override public String text(int error) {
        String own = ErrorTexts.text(error);
        return own != null ? own : super.text(error);
    }

    /** A call that gives a result or fails. */
    @FunctionalInterface
    private interface Call {
        int run() throws FileException;
    }

    private static int result(Call call) {
        try {
            return call.run();
        } catch (FileException | ChannelException e) {
            return error(e);
        }
    }

    /** The negated error number. @param e a {@code FileException} or {@code ChannelException} */
    public static int error(Exception e) {
        String text = e instanceof ChannelException fault ? Transfer.failure(fault).getMessage() : e.getMessage();
        return -ErrorTexts.number(text);
    }

    // ---- paths ----

    private static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    private String absolute(byte[] path) throws FileException {
        return PathName.canonical(directory, text(path));
    }

    private String absolute(int folder, byte[] path) throws FileException {
        if (folder == AT_FDCWD || path.length > 0 && path[0] == '/') {
            return absolute(path);
        }
        OpenDescription description = descriptors.get(folder);
        if (description == null) {
            throw new FileException(Errno.EBADF.text());
        }
        return PathName.canonical(description.path(), text(path));
    }

    // ---- descriptors ----

    @Override public int open(int folder, byte[] path, int flags, int mode) {
        return result(() -> {
            String at = absolute(folder, path);
            OpenedFile file = new OpenedFile(this, open(at, flags, mode), at, flags);
            if ((flags & O_DIRECTORY) != 0 && !file.status().isFolder()) {
                file.close();
                return -Errors.ENOTDIR;
            }
            int descriptor = descriptors.add(file);
            changed.run();
            return descriptor;
        });
    }

    private OpenFile open(String path, int flags, int mode) throws FileException {
        int access = flags & O_ACCMODE;
        boolean exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
        OpenMode how = new OpenMode(access != O_WRONLY, access != O_RDONLY, access != O_RDONLY && (flags & O_TRUNC) != 0,
            (flags & O_APPEND) != 0, exclusive, false, false);
        int permissions = mode & PERMISSIONS & ~MASK;
        if (exclusive) {
            return namespace().create(path, permissions, how);
        }
        if ((flags & O_NOFOLLOW) != 0 && isLink(path)) {
            throw new FileException(Errno.ELOOP.text());
        }
        try {
            return namespace().open(path, how);
        } catch (FileException e) {
            if ((flags & O_CREAT) == 0 || Errno.of(e.getMessage()) != Errno.ENOENT) {
                throw e;
            }
            return namespace().create(path, permissions, how);
        }
    }

    private boolean isLink(String path) throws FileException {
        try {
            return (namespace().status(path, false).mode() & Mode.DMSYMLINK) != 0;
        } catch (FileException e) {
            if (Errno.of(e.getMessage()) == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    @Override public int close(int descriptor) {
        return replace(descriptor, null);
    }

    @Override public int closeToNothing(int descriptor) {
        return replace(descriptor, new MachineStream(MachineStream.CLOSED));
    }

    @Override public int duplicate(int descriptor) {
        int result = descriptors.duplicate(descriptor);
        changed.run();
        return result;
    }

    @Override public int read(int descriptor, byte[] to, int offset, int length, long position) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.read(to, offset, length, position);
    }

    @Override public int write(int descriptor, byte[] from, int offset, int length, long position) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.write(from, offset, length, position);
    }

    @Override public long waiter() {
        return Waiters.current();
    }

    @Override public void wake(long waiter) {
        waiters.wake(waiter);
    }

    @Override public long seek(int descriptor, long offset, int whence) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.seek(offset, whence);
    }

    @Override public int sync(int descriptor, boolean contentsOnly) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.sync();
    }

    @Override public int available(int descriptor) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.available();
    }

    @Override public int names(int descriptor, byte[] to) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.names(to);
    }

    // ---- what is known of a file ----

    @Override public FileStatus status(int descriptor) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? FileStatus.failed(-Errors.EBADF) : file.status();
    }

    @Override public FileStatus status(int folder, byte[] path, boolean followLast) {
        try {
            return status(absolute(folder, path), followLast);
        } catch (FileException | ChannelException e) {
            return FileStatus.failed(error(e));
        }
    }

    /** Most files are no links: so one that shall be followed is first taken for another one. */
    private FileStatus status(String path, boolean followLast) throws FileException {
        try (Place place = namespace().place(path, false)) {
            Status status = place.status();
            if (!followLast || (status.mode() & Mode.DMSYMLINK) == 0) {
                return owners.status(status, place.device());
            }
        }
        try (Place place = namespace().place(path, true)) {
            return owners.status(place.status(), place.device());
        }
    }

    /** As far as mode and owner say; the server may see more. */
    @Override public int access(byte[] path, int bits) {
        return result(() -> {
            Status status = namespace().status(absolute(path), true);
            int shift = status.owner().equals(user) ? 6 : status.group().equals(user) ? 3 : 0;
            int allowed = status.mode() >> shift & ALL;
            return (bits & ~allowed) == 0 ? 0 : -Errors.EACCES;
        });
    }

    @Override public String ownerName(int number) {
        String name = owners.name(number);
        return name != null ? name : super.ownerName(number);
    }

    @Override public Space space(byte[] path) {
        try {
            obol.system.files.Space space = namespace().space(absolute(path));
            return new Space(space.size(), space.free(), space.free(), LONGEST_NAME);
        } catch (FileException | ChannelException e) {
            return null;
        }
    }

    // ---- making, removing, naming ----

    @Override public int makeFolder(byte[] path, int mode) {
        return result(() -> {
            namespace().make(absolute(path), Mode.DMDIR | mode & PERMISSIONS & ~MASK, "");
            return 0;
        });
    }

    @Override public int remove(int folder, byte[] path, boolean isFolder) {
        return result(() -> {
            namespace().unlink(absolute(folder, path), isFolder);
            return 0;
        });
    }

    @Override public int rename(int folder, byte[] path, int otherFolder, byte[] otherPath) {
        return result(() -> {
            namespace().rename(absolute(folder, path), absolute(otherFolder, otherPath));
            return 0;
        });
    }

    @Override public int link(byte[] existing, byte[] fresh) {
        return result(() -> {
            namespace().link(absolute(existing), absolute(fresh));
            return 0;
        });
    }

    @Override public int makeLink(byte[] target, byte[] path) {
        return result(() -> {
            namespace().make(absolute(path), Mode.DMSYMLINK | 0777, text(target));
            return 0;
        });
    }

    @Override public int readLink(byte[] path, byte[] to) {
        return result(() -> {
            Status status = namespace().status(absolute(path), false);
            if ((status.mode() & Mode.DMSYMLINK) == 0) {
                return -Errors.EINVAL;
            }
            byte[] target = status.target().getBytes(StandardCharsets.UTF_8);
            int size = Math.min(target.length, to.length);
            System.arraycopy(target, 0, to, 0, size);
            return size;
        });
    }

    @Override public int makeNode(byte[] path, int mode, long device) {
        return -Errors.EPERM;
    }

    // ---- changing ----

    private int change(byte[] path, boolean followLast, Change change) {
        return result(() -> {
            namespace().change(absolute(path), followLast, change);
            return 0;
        });
    }

    private int change(int descriptor, Change change) {
        OpenDescription file = descriptors.get(descriptor);
        return file == null ? -Errors.EBADF : file.change(change);
    }

    private static Change mode(int mode) {
        return new Change(Optional.of(Mode.fromLinux(mode & PERMISSIONS)), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    private static Change times(long access, long modification) {
        return new Change(Optional.empty(), Optional.empty(), time(access), time(modification), Optional.empty(), false, Optional.empty(),
            Optional.empty());
    }

    private static Optional<Long> time(long time) {
        return time == OMIT ? Optional.empty() : Optional.of(time);
    }

    private Change ownership(int owner, int group) {
        return new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false,
            Optional.ofNullable(owners.name(owner)), Optional.ofNullable(owners.name(group)));
    }

    @Override public int truncate(int descriptor, long length) {
        return change(descriptor, new Change(Optional.empty(), Optional.of(length), Optional.empty(), Optional.empty(), Optional.empty(),
            false, Optional.empty(), Optional.empty()));
    }

    @Override public int setMode(byte[] path, int mode) {
        return change(path, true, mode(mode));
    }

    @Override public int setMode(int descriptor, int mode) {
        return change(descriptor, mode(mode));
    }

    @Override public int setOwner(byte[] path, int owner, int group, boolean followLast) {
        return change(path, followLast, ownership(owner, group));
    }

    @Override public int setOwner(int descriptor, int owner, int group) {
        return change(descriptor, ownership(owner, group));
    }

    @Override public int setTimes(byte[] path, long access, long modification, boolean followLast) {
        return change(path, followLast, times(access, modification));
    }

    @Override public int setTimes(int descriptor, long access, long modification) {
        return change(descriptor, times(access, modification));
    }

    // ---- the process ----

    @Override public byte[] workingDirectory() {
        return directory.getBytes(StandardCharsets.UTF_8);
    }

    @Override public byte[][] environment() {
        byte[][] pairs = new byte[2 * environment.size()][];
        int used = 0;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            pairs[used++] = variable.getKey().getBytes(StandardCharsets.UTF_8);
            pairs[used++] = variable.getValue().getBytes(StandardCharsets.UTF_8);
        }
        return pairs;
    }

    @Override public String[] system() {
        return new String[] {"Obol", "0.1"};
    }
}
