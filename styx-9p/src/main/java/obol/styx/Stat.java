package obol.styx;

/**
 * The stat of 9P2000 and .u, as on the wire (stat(5)). In a Twstat, all ones in a number and ""
 * in a string mean: leave as it is. The last four exist in .u only.
 *
 * @param type for the kernel that mounts, not the server
 * @param dev likewise
 * @param mode {@link Mode}'s DM bits and permissions
 * @param atime seconds since 1970, unsigned; so is mtime
 * @param extension target of a symbolic link, or "c 4 1" for a device
 */
public record Stat(int type, int dev, Qid qid, int mode, int atime, int mtime, long length,
                   String name, String uid, String gid, String muid,
                   String extension, int nUid, int nGid, int nMuid) {

    /** A Twstat that changes nothing: asks the server to put the file on stable storage. */
    public static final Stat UNCHANGED = new Stat(0xffff, -1, Qid.UNCHANGED, -1, -1, -1, -1L,
            "", "", "", "", "", -1, -1, -1);

    public Stat withName(String newName) {
        return new Stat(type, dev, qid, mode, atime, mtime, length, newName, uid, gid, muid, extension, nUid, nGid, nMuid);
    }

    public Stat withMode(int newMode) {
        return new Stat(type, dev, qid, newMode, atime, mtime, length, name, uid, gid, muid, extension, nUid, nGid, nMuid);
    }

    public Stat withLength(long newLength) {
        return new Stat(type, dev, qid, mode, atime, mtime, newLength, name, uid, gid, muid, extension, nUid, nGid, nMuid);
    }

    public Stat withMtime(int newMtime) {
        return new Stat(type, dev, qid, mode, atime, newMtime, length, name, uid, gid, muid, extension, nUid, nGid, nMuid);
    }

    public Stat withGid(String newGid) {
        return new Stat(type, dev, qid, mode, atime, mtime, length, name, uid, newGid, muid, extension, nUid, nGid, nMuid);
    }

    public Stat withMuid(String newMuid) {
        return new Stat(type, dev, qid, mode, atime, mtime, length, name, uid, gid, newMuid, extension, nUid, nGid, nMuid);
    }

    public Stat withQid(Qid newQid) {
        return new Stat(type, dev, newQid, mode, atime, mtime, length, name, uid, gid, muid, extension, nUid, nGid, nMuid);
    }

    /** With .u's numbers of owner and group. */
    public Stat withNumbers(int uidNumber, int gidNumber) {
        return new Stat(type, dev, qid, mode, atime, mtime, length, name, uid, gid, muid, extension, uidNumber, gidNumber, nMuid);
    }

    /** Bytes, its own size[2] included. */
    public int size(Dialect dialect) {
        int n = 2 + 2 + 4 + Qid.SIZE + 4 + 4 + 4 + 8
                + 2 + Utf8.length(name) + 2 + Utf8.length(uid) + 2 + Utf8.length(gid) + 2 + Utf8.length(muid);
        return dialect == Dialect.U ? n + 2 + Utf8.length(extension) + 12 : n;
    }

    /** Writes the stat, for which {@link #size} bytes must be free; returns the offset behind it. */
    public int encode(Dialect dialect, byte[] to, int at) {
        WireWriter w = new WireWriter(to, at);
        encode(w, dialect);
        return w.offset();
    }

    void encode(WireWriter w, Dialect dialect) {
        w.number(2, size(dialect) - 2);
        w.number(2, type & 0xffff);
        w.number(4, dev);
        w.qid(qid);
        w.number(4, mode);
        w.number(4, atime);
        w.number(4, mtime);
        w.number(8, length);
        w.string(name);
        w.string(uid);
        w.string(gid);
        w.string(muid);
        if (dialect == Dialect.U) {
            w.string(extension);
            w.number(4, nUid);
            w.number(4, nGid);
            w.number(4, nMuid);
        }
    }

    static Stat decode(WireReader r, Dialect dialect) throws Malformed {
        int outer = r.enter("stat.size");
        int type = (int) r.number(2, "stat.type");
        int dev = (int) r.number(4, "stat.dev");
        Qid qid = r.qid("stat.qid");
        int mode = (int) r.number(4, "stat.mode");
        int atime = (int) r.number(4, "stat.atime");
        int mtime = (int) r.number(4, "stat.mtime");
        long length = r.number(8, "stat.length");
        String name = r.string("stat.name");
        String uid = r.string("stat.uid");
        String gid = r.string("stat.gid");
        String muid = r.string("stat.muid");
        String extension = "";
        int nUid = -1, nGid = -1, nMuid = -1;
        if (dialect == Dialect.U) {
            extension = r.string("stat.extension");
            nUid = (int) r.number(4, "stat.n_uid");
            nGid = (int) r.number(4, "stat.n_gid");
            nMuid = (int) r.number(4, "stat.n_muid");
        }
        r.leave(outer, "stat");
        return new Stat(type, dev, qid, mode, atime, mtime, length, name, uid, gid, muid, extension, nUid, nGid, nMuid);
    }
}
