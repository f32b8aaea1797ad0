package obol.nucleus.port;

/**
 * What is known of a file. Times are seconds since 1970 and nanoseconds of the second.
 *
 * @param result 0, or a negated error number, and then everything else is 0
 * @param mode type and permissions, Linux's bits
 */
public record FileStatus(int result, int mode, long device, long inode, int links, int user, int group, long deviceNumber, long size,
                         long accessSeconds, long accessNanoseconds, long modificationSeconds, long modificationNanoseconds,
                         long changeSeconds, long changeNanoseconds) {
    public static final int S_IFMT = 0170000, S_IFIFO = 0010000, S_IFCHR = 0020000, S_IFDIR = 0040000, S_IFREG = 0100000;
    public static final int S_IFLNK = 0120000, S_IFSOCK = 0140000;

    /** @param result a negated error number */
    public static FileStatus failed(long result) {
        return new FileStatus((int) result, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public boolean isFolder() {
        return (mode & S_IFMT) == S_IFDIR;
    }

    public boolean isRegular() {
        return (mode & S_IFMT) == S_IFREG;
    }

    /** A terminal, pipe or socket. */
    public boolean isStream() {
        int type = mode & S_IFMT;
        return type == S_IFCHR || type == S_IFIFO || type == S_IFSOCK;
    }
}
