package obol.system.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import obol.styx.Errno;

/** The model: what Linux does in a folder, through the class library of the JVM that runs the test. */
final class LinuxSide implements AutoCloseable {
    private static final Map<Operation.Way, Set<? extends OpenOption>> OPTIONS = Map.of(
        Operation.Way.READ, Set.of(StandardOpenOption.READ),
        Operation.Way.WRITE, Set.of(StandardOpenOption.WRITE),
        Operation.Way.CREATE, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
        Operation.Way.CREATE_NEW, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
        Operation.Way.CREATE_EMPTY, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
        Operation.Way.APPEND, Set.of(StandardOpenOption.APPEND),
        Operation.Way.BOTH, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE),
        Operation.Way.BOTH_CREATE, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
        Operation.Way.READ_NO_LINK, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));

    private final Path folder;
    private final FileChannel[] slots = new FileChannel[4];
    private final boolean[] folders = new boolean[slots.length];

    LinuxSide(Path folder) {
        this.folder = folder;
    }

    /** The result as text; for an error its name. */
    String run(Operation o) {
        try {
            return act(o);
        } catch (IOException e) {
            return errno(e).toString();
        } catch (NonReadableChannelException | NonWritableChannelException e) {
            return Errno.EBADF.toString();
        }
    }

    private static Errno errno(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Errno.ENOENT;
        } else if (e instanceof FileAlreadyExistsException) {
            return Errno.EEXIST;
        } else if (e instanceof AccessDeniedException) {
            return Errno.EACCES;
        } else if (e instanceof DirectoryNotEmptyException) {
            return Errno.ENOTEMPTY;
        } else if (e instanceof NotDirectoryException) {
            return Errno.ENOTDIR;
        } else if (e instanceof NotLinkException) {
            return Errno.EINVAL;
        }
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (text != null && text.startsWith("Too many levels of symbolic links")) {
            return Errno.ELOOP;
        }
        if (text == null || Errno.of(text) == Errno.EIO) {
            throw new AssertionError("an error of the model that has no number", e);
        }
        return Errno.of(text);
    }

    private String act(Operation o) throws IOException {
        Path path = folder.resolve(o.path());
        FileChannel open = slots[o.slot()];
        if (o.kind().compareTo(Operation.Kind.OPEN) > 0 && o.kind().compareTo(Operation.Kind.CLOSE) <= 0 && open == null) {
            return Errno.EBADF.toString();
        }
        switch (o.kind()) {
            case OPEN:
                FileChannel fresh = FileChannel.open(path, OPTIONS.get(Operation.Way.of(o.number())));
                close(o.slot());
                slots[o.slot()] = fresh;
                folders[o.slot()] = Files.isDirectory(path);
                return "open";
            case READ:
            case READ_AT:
                ByteBuffer to = ByteBuffer.allocate(o.number());
                int count = o.kind() == Operation.Kind.READ ? open.read(to) : open.read(to, o.position());
                return Math.max(0, count) + Arrays.toString(Arrays.copyOf(to.array(), Math.max(0, count)));
            case WRITE:
                return "" + open.write(ByteBuffer.wrap(o.bytes()));
            case WRITE_AT:
                return "" + open.write(ByteBuffer.wrap(o.bytes()), o.position());
            case SEEK:
                open.position(o.position());
                return "" + o.position();
            case TRUNCATE:
                open.truncate(o.position());
                return "ok";
            case SIZE:
                // A folder's size is each file system's own.
                return "" + (folders[o.slot()] ? 0 : open.size());
            case POSITION:
                return "" + open.position();
            case CLOSE:
                close(o.slot());
                return "ok";
            case MAKE_FOLDER:
                Files.createDirectory(path);
                return "ok";
            case DELETE:
                Files.delete(path);
                return "ok";
            case RENAME:
                Files.move(path, folder.resolve(o.other()), StandardCopyOption.ATOMIC_MOVE);
                return "ok";
            case LINK:
                Files.createLink(folder.resolve(o.other()), path);
                return "ok";
            case MAKE_LINK:
                Files.createSymbolicLink(path, Path.of(o.other()));
                return "ok";
            case READ_LINK:
                return Files.readSymbolicLink(path).toString();
            case STATUS:
                return status(path);
            case LINK_STATUS:
                return status(path, LinkOption.NOFOLLOW_LINKS);
            case LIST:
                Set<String> names = new TreeSet<>();
                try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                    stream.forEach(p -> names.add(p.getFileName().toString()));
                }
                return names.toString();
            case SET_MODE:
                Files.setAttribute(path, "unix:mode", 0700 | o.number() & 0077);
                return "ok";
            default:
                Files.setLastModifiedTime(path, FileTime.from(1_000_000_000L * o.number() + o.position() * 1000L, TimeUnit.NANOSECONDS));
                return "ok";
        }
    }

    private static String status(Path path, LinkOption... options) throws IOException {
        Map<String, Object> all = Files.readAttributes(path, "unix:mode,size,lastModifiedTime,nlink", options);
        return NamespaceSide.describe((Integer) all.get("mode"), (Long) all.get("size"), (Integer) all.get("nlink"),
            ((FileTime) all.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS));
    }

    private void close(int slot) throws IOException {
        if (slots[slot] != null) {
            slots[slot].close();
            slots[slot] = null;
        }
    }

    @Override public void close() throws IOException {
        for (int i = 0; i < slots.length; i++) {
            close(i);
        }
    }
}
