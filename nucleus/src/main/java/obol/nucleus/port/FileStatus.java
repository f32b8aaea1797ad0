package obol.nucleus.port;

/** What stat says of a file: Linux's {@code struct stat} for x86-64. */
public final class FileStatus {
    private static final int SIZE = 144;
    private static final int DEV = 0, INO = 8, NLINK = 16, MODE = 24, UID = 28, GID = 32, RDEV = 40, LENGTH = 48;
    private static final int ATIME = 72, MTIME = 88, CTIME = 104;
    private static final int S_IFMT = 0170000, S_IFIFO = 0010000, S_IFCHR = 0020000, S_IFDIR = 0040000, S_IFREG = 0100000, S_IFSOCK = 0140000;

    private final byte[] bytes = new byte[SIZE];
    /** 0, or a negated error number, and then everything else is 0. */
    private final long result;

    private FileStatus(int call, long descriptorOrPath) {
        result = SystemCalls.onArray(call, descriptorOrPath, bytes, 0, 0, 0);
    }

    private FileStatus(int folder, long path, int flags) {
        result = SystemCalls.onThirdArray(SystemCalls.FSTATAT, folder, path, bytes, flags);
    }

    private FileStatus(int call, byte[] path) {
        result = SystemCalls.onPath(call, path, bytes, 0);
    }

    /** The path is the string at an address. */
    public static FileStatus ofAddress(long path, boolean followLinks) {
        return new FileStatus(followLinks ? SystemCalls.STAT : SystemCalls.LSTAT, path);
    }

    /** The path, the string at an address, is relative to an open folder. */
    public static FileStatus in(int folder, long path, int flags) {
        return new FileStatus(folder, path, flags);
    }

    public static FileStatus ofDescriptor(int descriptor) {
        return new FileStatus(SystemCalls.FSTAT, descriptor);
    }

    /** @param path ends with a 0 */
    public static FileStatus ofPath(byte[] path, boolean followLinks) {
        return new FileStatus(followLinks ? SystemCalls.STAT : SystemCalls.LSTAT, path);
    }

    public long result() {
        return result;
    }

    public int mode() {
        return (int) number(MODE, 4);
    }

    public boolean isFolder() {
        return (mode() & S_IFMT) == S_IFDIR;
    }

    public boolean isRegular() {
        return (mode() & S_IFMT) == S_IFREG;
    }

    /** A terminal, pipe or socket. */
    public boolean isStream() {
        int type = mode() & S_IFMT;
        return type == S_IFCHR || type == S_IFIFO || type == S_IFSOCK;
    }

    public long size() {
        return number(LENGTH, 8);
    }

    public long device() {
        return number(DEV, 8);
    }

    public long inode() {
        return number(INO, 8);
    }

    public int links() {
        return (int) number(NLINK, 8);
    }

    public int user() {
        return (int) number(UID, 4);
    }

    public int group() {
        return (int) number(GID, 4);
    }

    public long deviceNumber() {
        return number(RDEV, 8);
    }

    public long accessSeconds() {
        return number(ATIME, 8);
    }

    public long accessNanoseconds() {
        return number(ATIME + 8, 8);
    }

    public long modificationSeconds() {
        return number(MTIME, 8);
    }

    public long modificationNanoseconds() {
        return number(MTIME + 8, 8);
    }

    public long changeSeconds() {
        return number(CTIME, 8);
    }

    public long changeNanoseconds() {
        return number(CTIME + 8, 8);
    }

    private long number(int offset, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }
}
