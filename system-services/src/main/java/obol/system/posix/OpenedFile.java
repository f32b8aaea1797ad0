package obol.system.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.styx.Mode;
import obol.system.files.Change;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenFile.Count;
import obol.system.files.OpenFile.CountLater;
import obol.system.files.OpenFile.Later;
import obol.system.files.OpenFile.Read;
import obol.system.files.OpenFile.Written;
import obol.system.files.Reopening;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.namespace.Listing;

/** A file or directory that is open by an endpoint of its own. Its monitor is held during calls, which come back at once. */
final class OpenedFile extends OpenDescription {
    /** Most bytes of one call. */
    private static final int MOST = 1 << 18;
    private static final int ENTRIES = 128;
    /** Files without positions. */
    private static final int STREAM = Mode.DMNAMEDPIPE | Mode.DMSOCKET;
    /** A position that has to be asked for: behind what was appended. */
    private static final long AT_END = -1;

    private final NamespacePosix posix;
    private final OpenFile file;
    private final int flags;
    /** Whether the position is the endpoint's, shared with other processes, and not this object's. */
    private final boolean shared;
    private volatile boolean closed;
    private String path;
    /** Null until it is asked for. */
    private Boolean stream;
    private long position;
    /** Null until names are asked for. */
    private Listing listing;
    private final Deque<byte[]> names = new ArrayDeque<>();

    /** A file that was opened here. @param flags Linux's */
    OpenedFile(NamespacePosix posix, OpenFile file, String path, int flags) {
        this.posix = posix;
        this.file = file;
        this.path = path;
        this.flags = flags;
        this.shared = false;
    }

    /** A standard file, which this process was given. */
    OpenedFile(NamespacePosix posix, OpenFile file, boolean input) {
        this.posix = posix;
        this.file = file;
        this.flags = input ? Posix.O_RDONLY : Posix.O_WRONLY;
        this.shared = true;
    }

    boolean isClosed() {
        return closed;
    }

    private boolean isReadable() {
        return (flags & Posix.O_ACCMODE) != Posix.O_WRONLY;
    }

    private boolean isWritable() {
        return (flags & Posix.O_ACCMODE) != Posix.O_RDONLY;
    }

    /** A further endpoint, for this process. */
    synchronized OpenFile share() {
        OpenFile endpoint = file.share();
        Optional<Reopening> by = file.reopening();
        return by.isEmpty() ? endpoint : posix.namespace().resumed(by.get(), endpoint);
    }

    // ---- reading and writing ----

    /** As on Linux, all that is asked for comes in one call, but what has to be waited for. */
    @Override protected int read(byte[] to, int offset, int length, long at) {
        if (!isReadable()) {
            return -Errors.EBADF;
        }
        int done = 0;
        while (true) {
            int part = Math.min(length - done, MOST);
            int count = part == 0 ? 0 : readPart(to, offset + done, part, at == Posix.HERE ? at : at + done);
            done += Math.max(0, count);
            if (count < part || done == length) {
                return done == 0 ? count : done;
            }
        }
    }

    private int readPart(byte[] to, int offset, int length, long at) {
        try {
            Pending<byte[]> later;
            synchronized (this) {
                if (closed) {
                    return -Errors.EBADF;
                }
                Read read = file.read(place(at), length);
                if (!(read instanceof Later)) {
                    int count = Transfer.copy(read, to, offset);
                    advance(at, count);
                    return count;
                }
                later = ((Later) read).bytes();
            }
            byte[] bytes = posix.waiters.await(later, this);
            if (bytes == null) {
                return closed ? -Errors.EBADF : -Errors.EINTR;
            }
            synchronized (this) {
                return take(bytes, to, offset, at);
            }
        } catch (FileException | ChannelException e) {
            return closed ? -Errors.EBADF : NamespacePosix.error(e);
        }
    }

    private int take(byte[] bytes, byte[] to, int offset, long at) {
        System.arraycopy(bytes, 0, to, offset, bytes.length);
        advance(at, bytes.length);
        return bytes.length;
    }

    @Override protected int write(byte[] from, int offset, int length, long at) {
        if (!isWritable()) {
            return -Errors.EBADF;
        }
        int done = 0;
        while (done < length) {
            int count = writePart(from, offset + done, Math.min(length - done, MOST), at == Posix.HERE ? at : at + done);
            if (count < 0) {
                return done == 0 ? count : done;
            }
            done += count;
        }
        return done;
    }

    private int writePart(byte[] from, int offset, int length, long at) {
        try {
            Pending<Integer> later;
            synchronized (this) {
                if (closed) {
                    return -Errors.EBADF;
                }
                Written written = write(place(at), from, offset, length);
                if (written instanceof Count now) {
                    return taken(now.bytes(), at);
                }
                later = ((CountLater) written).bytes();
            }
            Integer count = posix.waiters.await(later, this);
            if (count == null) {
                return closed ? -Errors.EBADF : -Errors.EINTR;
            }
            synchronized (this) {
                return taken(count, at);
            }
        } catch (FileException | ChannelException e) {
            return closed ? -Errors.EBADF : NamespacePosix.error(e);
        }
    }

    private Written write(long at, byte[] from, int offset, int length) throws FileException {
        if (length > OpenFile.BULK) {
            Block block = block(length);
            if (block != null) {
                block.write(0, from, offset, length);
                return file.writeBlock(at, block, length);
            }
        }
        return file.write(at, Arrays.copyOfRange(from, offset, offset + Math.min(length, OpenFile.BULK)));
    }

    /** Null if the process may not have so much memory. */
    private static Block block(int size) {
        try {
            return Block.allocate(size);
        } catch (OutOfMemoryError noRoom) {
            return null;
        }
    }

    /** A file that takes nothing is full: otherwise its writers would try for ever. */
    private int taken(int count, long at) {
        if (count == 0) {
            return -Errors.ENOSPC;
        }
        if ((flags & Posix.O_APPEND) != 0 && at == Posix.HERE) {
            position = AT_END;
        } else {
            advance(at, count);
        }
        return count;
    }

    /** Where the server shall read or write. */
    private long place(long at) throws FileException {
        return at != Posix.HERE ? at : shared ? OpenFile.SHARED : here();
    }

    private long here() throws FileException {
        if (position == AT_END) {
            position = file.status().length();
        }
        return position;
    }

    private void advance(long at, int count) {
        if (at == Posix.HERE && !shared) {
            position += count;
        }
    }

    @Override protected synchronized long seek(long offset, int whence) {
        try {
            if (isStream()) {
                return -Errors.ESPIPE;
            }
            if (shared) {
                return file.seek(offset, whence);
            }
            long from = switch (whence) {
                case Posix.SEEK_SET -> 0;
                case Posix.SEEK_CUR -> here();
                default -> file.status().length();
            };
            if (from + offset < 0) {
                return -Errors.EINVAL;
            }
            position = from + offset;
            return position;
        } catch (FileException | ChannelException e) {
            return NamespacePosix.error(e);
        }
    }

    private boolean isStream() throws FileException {
        if (stream == null) {
            stream = (file.status().mode() & STREAM) != 0;
        }
        return stream;
    }

    @Override protected int available() {
        try {
            synchronized (this) {
                // The length of a pipe is what is in it.
                long from = isStream() ? 0 : shared ? file.seek(0, Posix.SEEK_CUR) : here();
                return (int) Math.max(0, Math.min(Integer.MAX_VALUE, file.status().length() - from));
            }
        } catch (FileException | ChannelException e) {
            return 0;
        }
    }

    // ---- attributes ----

    @Override protected synchronized FileStatus status() {
        try {
            return posix.owners.status(file.status(), 0);
        } catch (FileException | ChannelException e) {
            return FileStatus.failed(NamespacePosix.error(e));
        }
    }

    @Override protected synchronized int change(Change change) {
        if (change.length().isPresent() && !isWritable()) {
            return -Errors.EINVAL;
        }
        try {
            file.change(change);
            return 0;
        } catch (FileException | ChannelException e) {
            return NamespacePosix.error(e);
        }
    }

    @Override protected synchronized int sync() {
        try {
            file.sync();
            return 0;
        } catch (FileException | ChannelException e) {
            return NamespacePosix.error(e);
        }
    }

    // ---- a directory ----

    @Override protected synchronized int names(byte[] to) {
        try {
            if (listing == null) {
                listing = posix.namespace().listing(path);
            }
            int used = 0;
            while (true) {
                if (names.isEmpty()) {
                    // Those that are there are given first: an error comes with the next call.
                    if (used > 0) {
                        return used;
                    }
                    for (Status entry : listing.next(ENTRIES)) {
                        names.add(entry.name().getBytes(StandardCharsets.UTF_8));
                    }
                    if (names.isEmpty()) {
                        return 0;
                    }
                }
                byte[] name = names.peek();
                if (used + name.length + 1 > to.length) {
                    return used;
                }
                System.arraycopy(name, 0, to, used, name.length);
                used += name.length;
                to[used++] = 0;
                names.remove();
            }
        } catch (FileException e) {
            return NamespacePosix.error(e);
        }
    }

    // ---- for /proc ----

    @Override protected synchronized String path() {
        if (path == null) {
            try {
                path = file.status().name();
            } catch (FileException | ChannelException e) {
                path = "?";
            }
        }
        return path;
    }

    @Override protected String mode() {
        return switch (flags & Posix.O_ACCMODE) {
            case Posix.O_RDONLY -> "r";
            case Posix.O_WRONLY -> "w";
            default -> "rw";
        };
    }

    @Override protected synchronized long position() {
        return Math.max(0, position);
    }

    @Override protected void close() {
        closed = true;
        posix.waiters.look();
        synchronized (this) {
            file.close();
            if (listing != null) {
                listing.close();
            }
        }
    }
}
