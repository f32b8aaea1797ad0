package obol.styx;

/**
 * What is known of a file, for all dialects. A plain struct: its maker fills it in for one answer
 * and then lets go of it. Times are nanoseconds since 1970-01-01 UTC.
 */
public final class Attributes {
    public Qid qid = new Qid(0, 0, 0);
    /** The last part of the path; "/" for the root. */
    public String name = "";
    /** {@link Mode}'s DM bits. */
    public int mode;
    /** 0 for directories. */
    public long length;
    public long accessed, modified, changed, created;
    public String owner = "", group = "", modifier = "";
    /** Numbers of the same, {@link Message#NONUNAME} if they have none. */
    public int uid = Message.NONUNAME, gid = Message.NONUNAME, muid = Message.NONUNAME;
    public long links = 1;
    /** A device's major and minor number; 0 for other files. */
    public int major, minor;
    /** With {@link Mode#DMDEVICE}: a block device. */
    public boolean block;
    /** Where a symbolic link leads; "" for other files. */
    public String target = "";

    /** .u's extension of a file with several names begins so. */
    private static final String LINKS = "HARDLINKCOUNT ";
    private static final long SECOND = 1_000_000_000L;

    /**
     * Those of a file that is as it was made: all its times are one, and everything is its owner's.
     *
     * @param mode DM bits
     * @param made in nanoseconds since 1970-01-01 UTC
     */
    public static Attributes unchanged(Qid qid, String name, int mode, long made, String owner) {
        Attributes a = new Attributes();
        a.qid = qid;
        a.name = name;
        a.mode = mode;
        a.accessed = made;
        a.modified = made;
        a.changed = made;
        a.created = made;
        a.owner = owner;
        a.group = owner;
        a.modifier = owner;
        return a;
    }

    /** Whole seconds, rounded down. */
    public static long seconds(long nanoseconds) {
        return Math.floorDiv(nanoseconds, SECOND);
    }

    /** The stat of 9P2000 or .u. */
    public Stat toStat(Dialect dialect) {
        String extension = "";
        if ((mode & Mode.DMSYMLINK) != 0) {
            extension = target;
        } else if ((mode & Mode.DMDEVICE) != 0) {
            extension = (block ? "b " : "c ") + (major & 0xffffffffL) + " " + (minor & 0xffffffffL);
        } else if (links != 1 && (mode & Mode.DMDIR) == 0) {
            // Linux's client of .u reads the number of links from here
            extension = LINKS + links;
        }
        return new Stat(0, 0, qid, Mode.visible(mode, dialect), (int) seconds(accessed), (int) seconds(modified),
                (mode & Mode.DMDIR) != 0 ? 0 : length, name, owner, group, modifier, extension, uid, gid, muid);
    }

    /** The Rgetattr of .L. All that this struct can say is given, asked for or not. */
    public Message toGetattr(int tag) {
        return Message.of(MessageType.RGETATTR, tag)
                .set(Field.VALID, Mode.GETATTR_BASIC | Mode.GETATTR_BTIME | Mode.GETATTR_DATA_VERSION)
                .set(Field.QID, qid)
                .set(Field.MODE, Mode.toLinux(mode, block))
                .set(Field.UID, uid).set(Field.GID, gid)
                .set(Field.NLINK, links)
                .set(Field.RDEV, device(major, minor))
                .set(Field.SIZE, length)
                .set(Field.BLKSIZE, 4096)
                .set(Field.BLOCKS, length + 511 >>> 9)
                .set(Field.ATIME_SEC, seconds(accessed)).set(Field.ATIME_NSEC, Math.floorMod(accessed, SECOND))
                .set(Field.MTIME_SEC, seconds(modified)).set(Field.MTIME_NSEC, Math.floorMod(modified, SECOND))
                .set(Field.CTIME_SEC, seconds(changed)).set(Field.CTIME_NSEC, Math.floorMod(changed, SECOND))
                .set(Field.BTIME_SEC, seconds(created)).set(Field.BTIME_NSEC, Math.floorMod(created, SECOND))
                .set(Field.DATA_VERSION, qid.version() & 0xffffffffL);
    }

    /** What a client learns from a stat. */
    public static Attributes of(Stat s) {
        Attributes a = new Attributes();
        a.qid = s.qid();
        a.name = s.name();
        a.mode = s.mode();
        a.length = s.length();
        a.accessed = (s.atime() & 0xffffffffL) * SECOND;
        a.modified = (s.mtime() & 0xffffffffL) * SECOND;
        a.changed = a.modified;
        a.owner = s.uid();
        a.group = s.gid();
        a.modifier = s.muid();
        a.uid = s.nUid();
        a.gid = s.nGid();
        a.muid = s.nMuid();
        if ((a.mode & Mode.DMSYMLINK) != 0) {
            a.target = s.extension();
        } else if ((a.mode & Mode.DMDEVICE) != 0) {
            a.device(s.extension());
        } else if (s.extension().startsWith(LINKS)) {
            a.links = Math.max(1, numberIn(s.extension(), LINKS.length()));
        }
        return a;
    }

    /** From {@code "b 8 1"}; what is no such text leaves all as it was. */
    private void device(String extension) {
        int space = extension.indexOf(' ', 2);
        if (space > 0) {
            block = extension.startsWith("b ");
            major = (int) numberIn(extension.substring(0, space), 2);
            minor = (int) numberIn(extension, space + 1);
        }
    }

    /** The decimal number that the rest of a text is, 0 if it is none of 32 bits. */
    private static long numberIn(String text, int from) {
        try {
            return Integer.toUnsignedLong(Integer.parseUnsignedInt(text.substring(from)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What a client learns from an Rgetattr. */
    public static Attributes of(Message m) {
        Attributes a = new Attributes();
        a.qid = m.qid();
        a.mode = Mode.fromLinux(m.integer(Field.MODE));
        a.block = (m.integer(Field.MODE) & Mode.S_IFMT) == Mode.S_IFBLK;
        a.length = m.number(Field.SIZE);
        a.accessed = m.number(Field.ATIME_SEC) * SECOND + m.number(Field.ATIME_NSEC);
        a.modified = m.number(Field.MTIME_SEC) * SECOND + m.number(Field.MTIME_NSEC);
        a.changed = m.number(Field.CTIME_SEC) * SECOND + m.number(Field.CTIME_NSEC);
        a.created = m.number(Field.BTIME_SEC) * SECOND + m.number(Field.BTIME_NSEC);
        a.uid = m.integer(Field.UID);
        a.gid = m.integer(Field.GID);
        a.links = m.number(Field.NLINK);
        long rdev = m.number(Field.RDEV);
        a.major = (int) (rdev >>> 8 & 0xfff);
        a.minor = (int) (rdev & 0xff | rdev >>> 12 & 0xfff00);
        return a;
    }

    /** Linux's encoding of a device number (new_encode_dev). */
    private static long device(int major, int minor) {
        return minor & 0xff | (major & 0xfffL) << 8 | (minor & 0xfff00L) << 12;
    }
}
