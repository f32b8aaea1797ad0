package obol.shell;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;

/**
 * A namespace as a file system of {@code java.nio.file}, as far as the utilities need one: on a JVM their paths lead here, in Obol the
 * class library's own do. The syntax of paths is the host's.
 */
final class NamespaceFiles extends FileSystem {
    private final Namespace namespace;
    private final String directory;
    private final Provider provider = new Provider();

    /** @param directory where relative paths begin */
    NamespaceFiles(Namespace namespace, String directory) {
        this.namespace = namespace;
        this.directory = directory;
    }

    Path path(String name) {
        return new Name(Path.of(name));
    }

    private static String at(Path path) {
        return ((Name) path).absolute().toString();
    }

    private static IOException failure(Path path, FileException e) {
        return switch (Errno.of(e.getMessage())) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EEXIST -> new FileAlreadyExistsException(path.toString());
            case ENOTEMPTY -> new DirectoryNotEmptyException(path.toString());
            case ENOTDIR -> new NotDirectoryException(path.toString());
            default -> new FileSystemException(path.toString(), null, e.getMessage());
        };
    }

    private interface Operation<T> {
        T run() throws FileException;
    }

    private static <T> T on(Path path, Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (FileException e) {
            throw failure(path, e);
        }
    }

    private Status status(Path path, LinkOption... options) throws IOException {
        return on(path, () -> namespace.status(at(path), options.length == 0));
    }

    /** A path: the host's, seen from the working directory. */
    private final class Name implements Path {
        private final Path inner;

        Name(Path inner) {
            this.inner = inner;
        }

        Path absolute() {
            return Path.of(directory).resolve(inner);
        }

        private Path name(Path other) {
            return other == null ? null : new Name(other);
        }

        private Path inner(Path other) {
            return other instanceof Name name ? name.inner : other;
        }

        @Override public FileSystem getFileSystem() { return NamespaceFiles.this; }
        @Override public boolean isAbsolute() { return inner.isAbsolute(); }
        @Override public Path getRoot() { return name(inner.getRoot()); }
        @Override public Path getFileName() { return name(inner.getFileName()); }
        @Override public Path getParent() { return name(inner.getParent()); }
        @Override public int getNameCount() { return inner.getNameCount(); }
        @Override public Path getName(int index) { return name(inner.getName(index)); }
        @Override public Path subpath(int from, int to) { return name(inner.subpath(from, to)); }
        @Override public boolean startsWith(Path other) { return inner.startsWith(inner(other)); }
        @Override public boolean endsWith(Path other) { return inner.endsWith(inner(other)); }
        @Override public Path normalize() { return name(inner.normalize()); }
        @Override public Path resolve(Path other) { return name(inner.resolve(inner(other))); }
        @Override public Path relativize(Path other) { return name(inner.relativize(inner(other))); }
        @Override public URI toUri() { throw new UnsupportedOperationException(); }
        @Override public Path toAbsolutePath() { return name(absolute()); }
        @Override public Path toRealPath(LinkOption... options) { return name(absolute().normalize()); }
        @Override public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) { throw new UnsupportedOperationException(); }
        @Override public int compareTo(Path other) { return inner.compareTo(inner(other)); }
        @Override public boolean equals(Object other) { return other instanceof Name name && name.inner.equals(inner); }
        @Override public int hashCode() { return inner.hashCode(); }
        @Override public String toString() { return inner.toString(); }
    }

    @Override public FileSystemProvider provider() { return provider; }
    @Override public void close() { }
    @Override public boolean isOpen() { return true; }
    @Override public boolean isReadOnly() { return false; }
    @Override public String getSeparator() { return "/"; }
    @Override public Iterable<Path> getRootDirectories() { return List.of(path("/")); }
    @Override public Iterable<FileStore> getFileStores() { return List.of(); }
    @Override public Set<String> supportedFileAttributeViews() { return Set.of("basic"); }
    @Override public Path getPath(String first, String... more) { return new Name(Path.of(first, more)); }
    @Override public PathMatcher getPathMatcher(String pattern) { throw new UnsupportedOperationException(); }
    @Override public UserPrincipalLookupService getUserPrincipalLookupService() { throw new UnsupportedOperationException(); }
    @Override public WatchService newWatchService() { throw new UnsupportedOperationException(); }

    private final class Provider extends FileSystemProvider {
        @Override public String getScheme() { return "obol"; }
        @Override public FileSystem newFileSystem(URI uri, Map<String, ?> environment) { throw new UnsupportedOperationException(); }
        @Override public FileSystem getFileSystem(URI uri) { return NamespaceFiles.this; }
        @Override public Path getPath(URI uri) { throw new UnsupportedOperationException(); }
        @Override public FileStore getFileStore(Path path) { throw new UnsupportedOperationException(); }
        @Override public boolean isHidden(Path path) { return false; }

        @Override
        public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            boolean append = options.contains(StandardOpenOption.APPEND);
            boolean writes = append || options.contains(StandardOpenOption.WRITE);
            boolean fresh = options.contains(StandardOpenOption.CREATE_NEW);
            boolean creates = fresh || options.contains(StandardOpenOption.CREATE);
            OpenMode mode = new OpenMode(!writes || options.contains(StandardOpenOption.READ), writes,
                    options.contains(StandardOpenOption.TRUNCATE_EXISTING), append, fresh, false, false);
            return new Channel(path, on(path, () -> {
                try {
                    if (!fresh) return namespace.open(at(path), mode);
                } catch (FileException e) {
                    if (!creates || Errno.of(e.getMessage()) != Errno.ENOENT) throw e;
                }
                return namespace.create(at(path), 0666, mode);
            }));
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
            List<Path> entries = new ArrayList<>();
            for (Status entry : on(directory, () -> namespace.list(at(directory)))) {
                Path path = directory.resolve(path(entry.name()));
                if (filter.accept(path)) entries.add(path);
            }
            return new DirectoryStream<>() {
                @Override public Iterator<Path> iterator() { return entries.iterator(); }
                @Override public void close() { }
            };
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
            on(path, () -> {
                namespace.make(at(path), Mode.DMDIR | 0777, "");
                return null;
            });
        }

        @Override
        public void delete(Path path) throws IOException {
            on(path, () -> {
                namespace.remove(at(path));
                return null;
            });
        }

        @Override
        public void copy(Path from, Path to, CopyOption... options) throws IOException {
            Files.write(to, Files.readAllBytes(from));
        }

        @Override
        public void move(Path from, Path to, CopyOption... options) throws IOException {
            on(from, () -> {
                namespace.rename(at(from), at(to));
                return null;
            });
        }

        @Override
        public boolean isSameFile(Path a, Path b) throws IOException {
            return ((Name) a).absolute().normalize().equals(((Name) b).absolute().normalize());
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            status(path);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return type == BasicFileAttributeView.class ? type.cast(new Attributes(path)) : null;
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
            if (type != BasicFileAttributes.class) throw new UnsupportedOperationException(type.getName());
            return type.cast(new Known(status(path, options)));
        }

        @Override public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) { throw new UnsupportedOperationException(); }
        @Override public void setAttribute(Path path, String name, Object value, LinkOption... options) { throw new UnsupportedOperationException(); }
    }

    private record Known(Status status) implements BasicFileAttributes {
        private static FileTime time(long nanoseconds) {
            return FileTime.from(nanoseconds, TimeUnit.NANOSECONDS);
        }

        @Override public FileTime lastModifiedTime() { return time(status.modified()); }
        @Override public FileTime lastAccessTime() { return time(status.accessed()); }
        @Override public FileTime creationTime() { return time(status.created()); }
        @Override public boolean isRegularFile() { return !isDirectory() && !isSymbolicLink(); }
        @Override public boolean isDirectory() { return (status.mode() & Mode.DMDIR) != 0; }
        @Override public boolean isSymbolicLink() { return (status.mode() & Mode.DMSYMLINK) != 0; }
        @Override public boolean isOther() { return false; }
        @Override public long size() { return status.length(); }
        @Override public Object fileKey() { return null; }
    }

    private final class Attributes implements BasicFileAttributeView {
        private final Path path;

        Attributes(Path path) {
            this.path = path;
        }

        @Override public String name() { return "basic"; }
        @Override public BasicFileAttributes readAttributes() throws IOException { return new Known(status(path)); }

        @Override
        public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
            Optional<Long> time = Optional.ofNullable(modified).map(t -> t.to(TimeUnit.NANOSECONDS));
            on(path, () -> {
                namespace.change(at(path), true, new Change(Optional.empty(), Optional.empty(), Optional.empty(), time, Optional.empty(), false,
                        Optional.empty(), Optional.empty()));
                return null;
            });
        }
    }

    private static final class Channel implements SeekableByteChannel {
        private final Path path;
        private final OpenFile file;
        private long position;
        private boolean open = true;

        Channel(Path path, OpenFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            byte[] bytes = on(path, () -> Transfer.read(file, position, to.remaining()));
            to.put(bytes);
            position += bytes.length;
            return bytes.length == 0 ? -1 : bytes.length;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            int done = 0;
            while (done < bytes.length) {
                int start = done;
                int count = on(path, () -> Transfer.write(file, position, bytes, start, Math.min(bytes.length - start, OpenFile.BULK)));
                done += count;
                position += count;
            }
            return done;
        }

        @Override public long position() { return position; }

        @Override
        public SeekableByteChannel position(long to) {
            position = to;
            return this;
        }

        @Override
        public long size() throws IOException {
            return on(path, file::status).length();
        }

        @Override public SeekableByteChannel truncate(long size) { throw new UnsupportedOperationException(); }
        @Override public boolean isOpen() { return open; }

        @Override
        public void close() {
            open = false;
            file.close();
        }
    }
}
