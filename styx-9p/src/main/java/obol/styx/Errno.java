package obol.styx;

/**
 * Errors: Linux's number for .u and .L, and Plan 9's text for 9P2000. The first text of a row is
 * the one that is sent. It is one that Linux's client knows, where it knows one for the number,
 * because in 9P2000 it has nothing but the text to go by; the others are understood too.
 */
public enum Errno {
    EPERM(1, "Operation not permitted", "wstat prohibited", "cannot remove root", "not a member of proposed group",
            "no access to special file", "wstat can't convert between files and directories"),
    ENOENT(2, "file does not exist", "No such file or directory", "file not found", "directory entry not found",
            "illegal path element"),
    EINTR(4, "Interrupted system call", "interrupted"),
    EIO(5, "i/o error", "Input/output error", "i/o count too large"),
    ENXIO(6, "No such device or address"),
    E2BIG(7, "Argument list too long"),
    EBADF(9, "bad use of fid", "fid unknown or out of range", "fid already in use", "Bad file descriptor"),
    EAGAIN(11, "exclusive use file already open", "Resource temporarily unavailable", "file is in use"),
    ENOMEM(12, "Cannot allocate memory"),
    EACCES(13, "permission denied", "Permission denied", "not owner", "mounted directory forbids creation"),
    EBUSY(16, "Device or resource busy"),
    EEXIST(17, "file already exists", "File exists", "file exists", "file or directory already exists"),
    EXDEV(18, "Invalid cross-device link"),
    ENODEV(19, "No such device"),
    ENOTDIR(20, "not a directory", "Not a directory"),
    EISDIR(21, "Is a directory", "file is a directory"),
    EINVAL(22, "Invalid argument", "illegal mode", "illegal offset", "unknown user", "unknown group"),
    EMFILE(24, "Too many open files"),
    ETXTBSY(26, "Text file busy", "file in use", "file already open for I/O"),
    EFBIG(27, "file too big", "File too large"),
    ENOSPC(28, "file system is full", "No space left on device"),
    ESPIPE(29, "bad offset in directory read", "Illegal seek"),
    EROFS(30, "read only file system", "Read-only file system", "file is read only"),
    EMLINK(31, "Too many links"),
    EPIPE(32, "Broken pipe"),
    ERANGE(34, "Numerical result out of range"),
    ENAMETOOLONG(36, "File name too long", "illegal name"),
    ENOLCK(37, "No locks available"),
    ENOSYS(38, "Function not implemented"),
    ENOTEMPTY(39, "directory is not empty", "Directory not empty"),
    ELOOP(40, "Too many levels of symbolic links"),
    EIDRM(43, "file has been removed", "Identifier removed"),
    ENODATA(61, "No data available"),
    EPROTO(71, "protocol botch", "Protocol error", "bogus wstat buffer"),
    EILSEQ(84, "illegal byte sequence in name"),
    EMSGSIZE(90, "Message too long"),
    EPROTONOSUPPORT(93, "Protocol not supported"),
    EOPNOTSUPP(95, "Operation not supported"),
    EAFNOSUPPORT(97, "Address family not supported by protocol"),
    EADDRINUSE(98, "Address already in use"),
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    ENETUNREACH(101, "Network is unreachable"),
    ECONNABORTED(103, "Software caused connection abort"),
    ECONNRESET(104, "Connection reset by peer"),
    ENOBUFS(105, "No buffer space available"),
    EISCONN(106, "Transport endpoint is already connected"),
    ENOTCONN(107, "Transport endpoint is not connected"),
    ETIMEDOUT(110, "Connection timed out"),
    ECONNREFUSED(111, "authentication failed", "Connection refused"),
    EHOSTUNREACH(113, "No route to host"),
    ESTALE(116, "Stale file handle"),
    EDQUOT(122, "Disk quota exceeded");

    /** Looked through from the first: there are some sixty, and tables would be in the memory of every process. */
    private static final Errno[] ALL = values();

    private final int number;
    private final String[] texts;

    Errno(int number, String... texts) {
        this.number = number;
        this.texts = texts;
    }

    /** Linux's number. */
    public int number() {
        return number;
    }

    /** The text that is sent when an error has none of its own. */
    public String text() {
        return texts[0];
    }

    /** The error whose text this is; EIO if none is. */
    public static Errno of(String text) {
        Errno found = find(text);
        return found == null ? EIO : found;
    }

    /** Whether this is the text of an error with a number; if not, the text is all that is known of it. */
    public static boolean knows(String text) {
        return find(text) != null;
    }

    private static Errno find(String text) {
        for (Errno e : ALL) {
            for (String own : e.texts) {
                if (own.equals(text)) {
                    return e;
                }
            }
        }
        return null;
    }

    /** The error with this number; EIO if none has it. */
    public static Errno of(int number) {
        for (Errno e : ALL) {
            if (e.number == number) {
                return e;
            }
        }
        return EIO;
    }
}
