package obol.styx;

/**
 * Bits of modes and flags, each dialect's own, and the translations between them. Inside the
 * library a file's mode is Plan 9's DM form with the bits of .u, which can say all that Linux's can.
 */
public final class Mode {
    public static final int DMDIR = 0x80000000, DMAPPEND = 0x40000000, DMEXCL = 0x20000000, DMMOUNT = 0x10000000,
            DMAUTH = 0x08000000, DMTMP = 0x04000000;
    /** Of .u. */
    public static final int DMSYMLINK = 0x02000000, DMLINK = 0x01000000, DMDEVICE = 0x00800000,
            DMNAMEDPIPE = 0x00200000, DMSOCKET = 0x00100000, DMSETUID = 0x00080000, DMSETGID = 0x00040000,
            DMSETVTX = 0x00010000;

    public static final int QTDIR = 0x80, QTAPPEND = 0x40, QTEXCL = 0x20, QTMOUNT = 0x10, QTAUTH = 0x08, QTTMP = 0x04,
            QTSYMLINK = 0x02, QTLINK = 0x01, QTFILE = 0;

    /** Mode byte of Topen and Tcreate; OAPPEND is of .u. */
    public static final int OREAD = 0, OWRITE = 1, ORDWR = 2, OEXEC = 3, OTRUNC = 0x10, OCEXEC = 0x20, ORCLOSE = 0x40,
            OAPPEND = 0x80;

    /** Flags of Tlopen and Tlcreate: x86 Linux's, whatever machine the client is. */
    public static final int O_ACCMODE = 3, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000,
            O_APPEND = 02000, O_DIRECTORY = 0200000, O_NOFOLLOW = 0400000;

    /** Linux's file types, in the mode of Tgetattr, Tmknod and Tlcreate. */
    public static final int S_IFMT = 0170000, S_IFSOCK = 0140000, S_IFLNK = 0120000, S_IFREG = 0100000,
            S_IFBLK = 0060000, S_IFDIR = 0040000, S_IFCHR = 0020000, S_IFIFO = 0010000;

    /** Flag of Tunlinkat: the name is a directory. */
    public static final int AT_REMOVEDIR = 0x200;

    /** Masks of Tgetattr and Rgetattr. */
    public static final long GETATTR_BASIC = 0x7ff, GETATTR_BTIME = 0x800, GETATTR_GEN = 0x1000,
            GETATTR_DATA_VERSION = 0x2000;

    /** Mask of Tsetattr. */
    public static final int SETATTR_MODE = 1, SETATTR_UID = 2, SETATTR_GID = 4, SETATTR_SIZE = 8, SETATTR_ATIME = 0x10,
            SETATTR_MTIME = 0x20, SETATTR_CTIME = 0x40, SETATTR_ATIME_SET = 0x80, SETATTR_MTIME_SET = 0x100;

    /** Types, flags and answers of Tlock. */
    public static final int LOCK_READ = 0, LOCK_WRITE = 1, LOCK_UNLOCK = 2, LOCK_FLAG_BLOCK = 1, LOCK_FLAG_RECLAIM = 2,
            LOCK_SUCCESS = 0, LOCK_BLOCKED = 1, LOCK_ERROR = 2, LOCK_GRACE = 3;

    /** Flags of Txattrcreate. */
    public static final int XATTR_CREATE = 1, XATTR_REPLACE = 2;

    /** A DM bit that names a kind of file, and the Linux type with d_type {@code type >> 12}. */
    private static final int[][] TYPES = {
        {DMDIR, S_IFDIR}, {DMSYMLINK, S_IFLNK}, {DMNAMEDPIPE, S_IFIFO}, {DMSOCKET, S_IFSOCK}, {DMDEVICE, S_IFCHR},
    };
    private static final int[][] BITS = {{DMSETUID, 04000}, {DMSETGID, 02000}, {DMSETVTX, 01000}};

    /** DM bits that make a file what it is and never change. */
    public static final int KIND = DMDIR | DMSYMLINK | DMLINK | DMDEVICE | DMNAMEDPIPE | DMSOCKET | DMMOUNT | DMAUTH;

    private Mode() {
    }

    /** The type of a qid for a file with this mode. */
    public static int qidType(int mode) {
        return mode >>> 24 & (QTDIR | QTAPPEND | QTEXCL | QTMOUNT | QTAUTH | QTTMP | QTSYMLINK);
    }

    /** Linux's mode; a device is a character device unless {@code block}. */
    public static int toLinux(int mode, boolean block) {
        int m = S_IFREG;
        for (int[] t : TYPES) {
            if ((mode & t[0]) != 0) {
                m = t[1] == S_IFCHR && block ? S_IFBLK : t[1];
                break;
            }
        }
        for (int[] b : BITS) {
            if ((mode & b[0]) != 0) {
                m |= b[1];
            }
        }
        return m | mode & 0777;
    }

    /** The DM form of Linux's mode. */
    public static int fromLinux(int linux) {
        int m = linux & 0777;
        int type = (linux & S_IFMT) == S_IFBLK ? S_IFCHR : linux & S_IFMT;
        for (int[] t : TYPES) {
            if (type == t[1]) {
                m |= t[0];
            }
        }
        for (int[] b : BITS) {
            if ((linux & b[1]) != 0) {
                m |= b[0];
            }
        }
        return m;
    }

    /** What a mode may hold in a dialect's stat; 9P2000 knows nothing of .u's bits. */
    public static int visible(int mode, Dialect dialect) {
        return dialect == Dialect.P2000 ? mode & 0xfc0001ff : mode;
    }
}
