package obol.styx;

/**
 * How a file is opened, the same for all dialects.
 *
 * @param access {@link Mode#OREAD}, OWRITE, ORDWR or OEXEC
 * @param append writes go to the end whatever their offset
 * @param removeOnClose the file is removed when the fid is clunked
 * @param exclusive for a create: fail if the name exists. 9P2000 and .u always ask for that
 * @param directory fail unless it is a directory
 */
public record OpenMode(int access, boolean truncate, boolean append, boolean removeOnClose,
                       boolean exclusive, boolean directory) {
    public static final OpenMode READ = new OpenMode(Mode.OREAD, false, false, false, false, false);
    public static final OpenMode WRITE = new OpenMode(Mode.OWRITE, false, false, false, false, false);
    public static final OpenMode READ_WRITE = new OpenMode(Mode.ORDWR, false, false, false, false, false);

    /** From the mode byte of Topen or Tcreate. */
    public static OpenMode ofPlan9(int mode, Dialect dialect) throws StyxException {
        int known = 3 | Mode.OTRUNC | Mode.OCEXEC | Mode.ORCLOSE | (dialect == Dialect.U ? Mode.OAPPEND : 0);
        if ((mode & ~known) != 0) {
            throw new StyxException(Errno.EINVAL, "illegal mode");
        }
        return new OpenMode(mode & 3, (mode & Mode.OTRUNC) != 0, (mode & Mode.OAPPEND) != 0,
                (mode & Mode.ORCLOSE) != 0, true, false);
    }

    /** From the flags of Tlopen or Tlcreate; flags that only concern the client are ignored. */
    public static OpenMode ofLinux(int flags) throws StyxException {
        int access = flags & Mode.O_ACCMODE;
        if (access == 3) {
            throw new StyxException(Errno.EINVAL, "illegal mode");
        }
        return new OpenMode(access, (flags & Mode.O_TRUNC) != 0, (flags & Mode.O_APPEND) != 0, false,
                (flags & Mode.O_EXCL) != 0, (flags & Mode.O_DIRECTORY) != 0);
    }

    /** The byte for Topen. */
    public int toPlan9() {
        return access | (truncate ? Mode.OTRUNC : 0) | (append ? Mode.OAPPEND : 0) | (removeOnClose ? Mode.ORCLOSE : 0);
    }

    /** The flags for Tlopen; removal at close is not among them. */
    public int toLinux() {
        return (access == Mode.OEXEC ? Mode.OREAD : access) | (truncate ? Mode.O_TRUNC : 0)
                | (append ? Mode.O_APPEND : 0) | (exclusive ? Mode.O_EXCL : 0) | (directory ? Mode.O_DIRECTORY : 0);
    }

    public OpenMode truncating() {
        return new OpenMode(access, true, append, removeOnClose, exclusive, directory);
    }

    public OpenMode appending() {
        return new OpenMode(access, truncate, true, removeOnClose, exclusive, directory);
    }

    public boolean reads() {
        return access != Mode.OWRITE;
    }

    public boolean writes() {
        return access == Mode.OWRITE || access == Mode.ORDWR;
    }
}
