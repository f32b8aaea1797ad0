package obol.styx;

/**
 * What a Twstat or Tsetattr asks to change: all of it or nothing. A plain struct; {@link #mask}
 * says which of the others count. An empty mask asks for the file to be put on stable storage.
 */
public final class AttributeChange {
    public static final int MODE = 1, UID = 2, GID = 4, LENGTH = 8, ACCESSED = 0x10, MODIFIED = 0x20,
            ACCESSED_NOW = 0x40, MODIFIED_NOW = 0x80, NAME = 0x100, OWNER = 0x200, GROUP = 0x400;

    public int mask;
    /** New permissions in DM form, with DMAPPEND, DMEXCL and DMTMP; bits of {@link Mode#KIND} are the file's own. */
    public int mode;
    /** True if {@link #mode} came in Linux's form, which can't name DMAPPEND, DMEXCL and DMTMP: they stay. */
    public boolean linuxMode;
    public int uid, gid;
    public long length;
    /** Nanoseconds since 1970. */
    public long accessed, modified;
    /** New name in the same directory. */
    public String name = "";
    /** True if {@link #name} may take the place of a file that exists: Unix's rename, not Plan 9's. */
    public boolean replace;
    public String owner = "", group = "";

    public boolean has(int bit) {
        return (mask & bit) != 0;
    }

    /**
     * From a Twstat; {@code muid} is ignored, as Linux's client sets it in every rename.
     *
     * @param file the file's own qid, which a client may repeat
     */
    public static AttributeChange of(Stat s, Qid file, Dialect dialect) throws StyxException {
        boolean sameQid = (s.qid().type() == 0xff || s.qid().type() == file.type())
                && (s.qid().version() == -1 || s.qid().version() == file.version())
                && (s.qid().path() == -1 || s.qid().path() == file.path());
        boolean sameDevice = (s.type() == 0xffff || s.type() == 0) && (s.dev() == -1 || s.dev() == 0);
        if (!sameQid || !sameDevice) {
            throw new StyxException(Errno.EPERM, "wstat prohibited");
        }
        if (s.uid().length() > FileName.MAX_BYTES || s.gid().length() > FileName.MAX_BYTES) {
            throw new StyxException(Errno.ENAMETOOLONG);
        }
        AttributeChange c = new AttributeChange();
        if (s.mode() != -1) {
            if ((s.mode() & Mode.DMDIR) != 0 != file.isDirectory()) {
                throw new StyxException(Errno.EPERM, "wstat can't convert between files and directories");
            }
            c.mask |= MODE;
            c.mode = s.mode();
        }
        if (s.atime() != -1) {
            c.mask |= ACCESSED;
            c.accessed = (s.atime() & 0xffffffffL) * 1_000_000_000L;
        }
        if (s.mtime() != -1) {
            c.mask |= MODIFIED;
            c.modified = (s.mtime() & 0xffffffffL) * 1_000_000_000L;
        }
        if (s.length() != -1) {
            c.mask |= LENGTH;
            c.length = s.length();
        }
        if (!s.name().isEmpty()) {
            c.mask |= NAME;
            c.name = FileName.check(s.name());
            c.replace = dialect != Dialect.P2000;
        }
        if (!s.uid().isEmpty()) {
            c.mask |= OWNER;
            c.owner = s.uid();
        }
        if (!s.gid().isEmpty()) {
            c.mask |= GROUP;
            c.group = s.gid();
        }
        if (dialect == Dialect.U) {
            if (s.nUid() != -1) {
                c.mask |= UID;
                c.uid = s.nUid();
            }
            if (s.nGid() != -1) {
                c.mask |= GID;
                c.gid = s.nGid();
            }
        }
        return c;
    }

    /**
     * From a Tsetattr.
     *
     * @throws StyxException EINVAL for a time that 64 bits of nanoseconds can't say
     */
    public static AttributeChange of(Message m) throws StyxException {
        int set = m.integer(Field.SET_MASK);
        AttributeChange c = new AttributeChange();
        c.mask = set & (MODE | UID | GID | LENGTH);
        c.mode = Mode.fromLinux(m.integer(Field.MODE) & 07777);
        c.linuxMode = true;
        c.uid = m.integer(Field.UID);
        c.gid = m.integer(Field.GID);
        c.length = m.number(Field.SIZE);
        if ((set & Mode.SETATTR_ATIME) != 0) {
            c.mask |= (set & Mode.SETATTR_ATIME_SET) != 0 ? ACCESSED : ACCESSED_NOW;
            c.accessed = (c.mask & ACCESSED) == 0 ? 0 : time(m.number(Field.ATIME_SEC), m.number(Field.ATIME_NSEC));
        }
        if ((set & Mode.SETATTR_MTIME) != 0) {
            c.mask |= (set & Mode.SETATTR_MTIME_SET) != 0 ? MODIFIED : MODIFIED_NOW;
            c.modified = (c.mask & MODIFIED) == 0 ? 0 : time(m.number(Field.MTIME_SEC), m.number(Field.MTIME_NSEC));
        }
        return c;
    }

    /** The years 1677 to 2262 fit. */
    private static long time(long seconds, long nanoseconds) throws StyxException {
        boolean second = nanoseconds >= 0 && nanoseconds < 1_000_000_000L;
        long most = Long.MAX_VALUE / 1_000_000_000L - 1;
        if (!second || seconds > most || seconds < -most) {
            throw new StyxException(Errno.EINVAL, "illegal time");
        }
        return seconds * 1_000_000_000L + nanoseconds;
    }
}
