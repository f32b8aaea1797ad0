package obol.nucleus.port;

import obol.nucleus.Memory;

/**
 * What the class library asks of the system around it, as POSIX has it: open files by small numbers (descriptors), files by their
 * paths, the working directory, the environment. {@link Port} has the one of this image.
 *
 * <p>Paths are UTF-8 without a 0 at the end; relative ones begin at an open folder, or at the working directory if that is
 * {@link #AT_FDCWD}. Results are Linux's: a negated {@link Errors error number}, or what the method says, else 0. Flags and modes have
 * Linux's values. Any thread may call; a call that has to wait keeps no other thread of the process from running.
 */
public abstract class Posix {
    public static final int O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_ACCMODE = 3, O_CREAT = 0x40, O_EXCL = 0x80, O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400, O_DSYNC = 0x1000, O_DIRECTORY = 0x10000, O_NOFOLLOW = 0x20000, O_SYNC = 0x101000;
    public static final int SEEK_SET = 0, SEEK_CUR = 1, SEEK_END = 2;
    public static final int AT_FDCWD = -100;
    /** A position: the descriptor's own, which the operation moves on. */
    public static final long HERE = -1;
    /** A time: leave it as it is. */
    public static final long OMIT = Long.MIN_VALUE;
    /** Most bytes that a path or the target of a link has. */
    public static final int PATH_MAX = 4096;

    /** An element of a vector: an address and a size, 8 bytes each. */
    private static final int VECTOR = 16;
    private static final int VECTORED_MOST = 1 << 16;

    /** Space of a file system: bytes in all, free, and free for other users than root; the longest name in bytes. */
    public record Space(long total, long free, long usable, long longestName) {}

    /** What the error with this positive number is called. */
    public String text(int error) {
        return Errors.text(error);
    }

    /** A descriptor. Symbolic links are followed but for {@link #O_NOFOLLOW}. Folders can be opened for reading. */
    public abstract int open(int folder, byte[] path, int flags, int mode);

    public abstract int close(int descriptor);

    /** A further descriptor of the same open file. */
    public abstract int duplicate(int descriptor);

    /** Closes the first descriptor and leaves it open on nothing: for standard streams, whose numbers no file opened later gets. */
    public abstract int closeToNothing(int descriptor);

    /** The count of bytes read, 0 at the end; waits for at least one. The array's limits are checked by the caller. */
    public abstract int read(int descriptor, byte[] to, int offset, int length, long position);

    /** The count of bytes written, at least one of them. The array's limits are checked by the caller. */
    public abstract int write(int descriptor, byte[] from, int offset, int length, long position);

    /** As the other one, to memory outside the heap. */
    public long read(int descriptor, long address, int length, long position) {
        byte[] bytes = new byte[Math.min(length, VECTORED_MOST)];
        int count = read(descriptor, bytes, 0, bytes.length, position);
        for (int i = 0; i < count; i++) {
            Memory.putByte(address + i, bytes[i]);
        }
        return count;
    }

    /** As the other one, from memory outside the heap. */
    public long write(int descriptor, long address, int length, long position) {
        byte[] bytes = new byte[Math.min(length, VECTORED_MOST)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return write(descriptor, bytes, 0, bytes.length, position);
    }

    /** Reads into the pieces of memory that {@code count} elements at {@code vectors} name, one after the other. */
    public long readVector(int descriptor, long vectors, int count) {
        byte[] bytes = new byte[total(vectors, count)];
        int read = read(descriptor, bytes, 0, bytes.length, HERE);
        int done = 0;
        for (long at = vectors; done < read; at += VECTOR) {
            for (long i = 0; i < Memory.getLong(at + 8) && done < read; i++) {
                Memory.putByte(Memory.getLong(at) + i, bytes[done++]);
            }
        }
        return read;
    }

    /** Writes the pieces of memory that {@code count} elements at {@code vectors} name, one after the other. */
    public long writeVector(int descriptor, long vectors, int count) {
        byte[] bytes = new byte[total(vectors, count)];
        int done = 0;
        for (long at = vectors; done < bytes.length; at += VECTOR) {
            for (long i = 0; i < Memory.getLong(at + 8) && done < bytes.length; i++) {
                bytes[done++] = Memory.getByte(Memory.getLong(at) + i);
            }
        }
        return bytes.length == 0 ? 0 : write(descriptor, bytes, 0, bytes.length, HERE);
    }

    private static int total(long vectors, int count) {
        long total = 0;
        for (int i = 0; i < count && total < VECTORED_MOST; i++) {
            total += Memory.getLong(vectors + (long) VECTOR * i + 8);
        }
        return (int) Math.min(total, VECTORED_MOST);
    }

    /** A number for the present thread, which is going to wait in a call; 0 if such a wait cannot be ended. */
    public long waiter() {
        return 0;
    }

    /** Ends the wait of a thread, if it waits: its call gives EINTR. */
    public void wake(long waiter) {}

    /** The position. {@code whence}: {@link #SEEK_SET} and so on. */
    public abstract long seek(int descriptor, long offset, int whence);

    public abstract FileStatus status(int descriptor);

    public abstract FileStatus status(int folder, byte[] path, boolean followLast);

    public abstract int truncate(int descriptor, long length);

    /** @param contentsOnly what {@code fdatasync} leaves out need not be stored */
    public abstract int sync(int descriptor, boolean contentsOnly);

    /** Bytes that can be read without waiting, as far as known. */
    public abstract int available(int descriptor);

    /**
     * The next names of an open folder, each with a 0 behind it, without {@code .} and {@code ..}: the count of bytes, 0 behind the last
     * one. The array has at least 512 bytes.
     */
    public abstract int names(int descriptor, byte[] to);

    /** @param bits 4 to read, 2 to write, 1 to execute, 0 to be there */
    public abstract int access(byte[] path, int bits);

    public abstract int makeFolder(byte[] path, int mode);

    /** Removes an empty folder, or anything else. */
    public abstract int remove(int folder, byte[] path, boolean isFolder);

    public abstract int rename(int folder, byte[] path, int otherFolder, byte[] otherPath);

    /** Gives an existing file a further name. */
    public abstract int link(byte[] existing, byte[] fresh);

    public abstract int makeLink(byte[] target, byte[] path);

    /** The size of a link's target, which is in the array then as far as it has room. */
    public abstract int readLink(byte[] path, byte[] to);

    public abstract int makeNode(byte[] path, int mode, long device);

    /** Links are followed. */
    public abstract int setMode(byte[] path, int mode);

    public abstract int setMode(int descriptor, int mode);

    /** @param user -1: leave it, as {@code group} */
    public abstract int setOwner(byte[] path, int user, int group, boolean followLast);

    public abstract int setOwner(int descriptor, int user, int group);

    /** Times in nanoseconds since 1970, or {@link #OMIT}. */
    public abstract int setTimes(byte[] path, long access, long modification, boolean followLast);

    public abstract int setTimes(int descriptor, long access, long modification);

    /** The name of the user or group that a number stands for. */
    public String ownerName(int number) {
        return number == 0 ? "root" : Integer.toString(number);
    }

    /** Null if there is no such file. */
    public abstract Space space(byte[] path);

    /** An absolute path. */
    public abstract byte[] workingDirectory();

    /** Names and values, in turn. */
    public abstract byte[][] environment();

    /** The system's name and version, for properties. */
    public abstract String[] system();

    /** Maps a part of a file into memory; the address. {@code length} is above 0. */
    public long map(int descriptor, boolean writable, boolean isPrivate, long position, long length) {
        return -Errors.ENODEV;
    }

    public int unmap(long address, long length) {
        return -Errors.EINVAL;
    }
}
