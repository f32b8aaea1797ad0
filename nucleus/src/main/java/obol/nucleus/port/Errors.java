package obol.nucleus.port;

/** Linux's error numbers and what the C library calls them, which is what HotSpot's exceptions say. */
public final class Errors {
    public static final int EPERM = 1, ENOENT = 2, EINTR = 4, EBADF = 9, EAGAIN = 11, EACCES = 13, EEXIST = 17, ENODEV = 19, EROFS = 30;
    public static final int ENOTDIR = 20, EISDIR = 21, EINVAL = 22, EMFILE = 24, ENOSPC = 28, ESPIPE = 29, EADDRINUSE = 98;
    public static final int ECANCELED = 125;

    private static final String[] TEXTS = {
        "Success", "Operation not permitted", "No such file or directory", "No such process", "Interrupted system call",
        "Input/output error", "No such device or address", "Argument list too long", "Exec format error", "Bad file descriptor",
        "No child processes", "Resource temporarily unavailable", "Cannot allocate memory", "Permission denied", "Bad address",
        "Block device required", "Device or resource busy", "File exists", "Invalid cross-device link", "No such device",
        "Not a directory", "Is a directory", "Invalid argument", "Too many open files in system", "Too many open files",
        "Inappropriate ioctl for device", "Text file busy", "File too large", "No space left on device", "Illegal seek",
        "Read-only file system", "Too many links", "Broken pipe", "Numerical argument out of domain",
        "Numerical result out of range", "Resource deadlock avoided", "File name too long", "No locks available",
        "Function not implemented", "Directory not empty", "Too many levels of symbolic links",
    };

    private Errors() {}

    /** @param number positive */
    public static String text(int number) {
        return switch (number) {
            case 71 -> "Protocol error";
            case 88 -> "Socket operation on non-socket";
            case 90 -> "Message too long";
            case 92 -> "Protocol not available";
            case 95 -> "Operation not supported";
            case 97 -> "Address family not supported by protocol";
            case EADDRINUSE -> "Address already in use";
            case 99 -> "Cannot assign requested address";
            case 100 -> "Network is down";
            case 101 -> "Network is unreachable";
            case 103 -> "Software caused connection abort";
            case 104 -> "Connection reset by peer";
            case 105 -> "No buffer space available";
            case 106 -> "Transport endpoint is already connected";
            case 107 -> "Transport endpoint is not connected";
            case 110 -> "Connection timed out";
            case 111 -> "Connection refused";
            case 113 -> "No route to host";
            case 114 -> "Operation already in progress";
            case 115 -> "Operation now in progress";
            case 122 -> "Disk quota exceeded";
            default -> number < TEXTS.length ? TEXTS[number] : "Unknown error " + number;
        };
    }
}
