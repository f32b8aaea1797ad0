package obol.styx;

/**
 * The fields that messages are made of. A field has one form on the wire wherever it stands; the
 * rows of {@link MessageType} put fields together. Some fields exist in some dialects only.
 */
public enum Field {
    MSIZE(Kind.U4), VERSION(Kind.STRING),
    AFID(Kind.U4), UNAME(Kind.STRING), ANAME(Kind.STRING), N_UNAME(Kind.U4, Dialect.U_L),
    OLDTAG(Kind.U2),
    ENAME(Kind.STRING), ECODE(Kind.U4, Dialect.U_L),
    FID(Kind.U4), NEWFID(Kind.U4), DFID(Kind.U4),
    WNAMES(Kind.STRINGS), WQIDS(Kind.QIDS),
    QID(Kind.QID), IOUNIT(Kind.U4),
    /** Mode byte of Topen and Tcreate. */
    OMODE(Kind.U1),
    NAME(Kind.STRING), PERM(Kind.U4), EXTENSION(Kind.STRING, Dialect.ONLY_U),
    OFFSET(Kind.U8), COUNT(Kind.U4), DATA(Kind.DATA),
    STAT(Kind.STAT),
    FSTYPE(Kind.U4), BSIZE(Kind.U4), BLOCKS(Kind.U8), BFREE(Kind.U8), BAVAIL(Kind.U8),
    FILES(Kind.U8), FFREE(Kind.U8), FSID(Kind.U8), NAMELEN(Kind.U4),
    FLAGS(Kind.U4), MODE(Kind.U4), UID(Kind.U4), GID(Kind.U4),
    SYMTGT(Kind.STRING), MAJOR(Kind.U4), MINOR(Kind.U4), TARGET(Kind.STRING),
    REQUEST_MASK(Kind.U8),
    /** Which fields of an Rgetattr hold. */
    VALID(Kind.U8),
    /** Which fields of a Tsetattr are to be set. */
    SET_MASK(Kind.U4),
    NLINK(Kind.U8), RDEV(Kind.U8), SIZE(Kind.U8), BLKSIZE(Kind.U8),
    ATIME_SEC(Kind.U8), ATIME_NSEC(Kind.U8), MTIME_SEC(Kind.U8), MTIME_NSEC(Kind.U8),
    CTIME_SEC(Kind.U8), CTIME_NSEC(Kind.U8), BTIME_SEC(Kind.U8), BTIME_NSEC(Kind.U8),
    GEN(Kind.U8), DATA_VERSION(Kind.U8),
    ATTR_SIZE(Kind.U8), DATASYNC(Kind.U4),
    LOCK_TYPE(Kind.U1), START(Kind.U8), LENGTH(Kind.U8), PROC_ID(Kind.U4), CLIENT_ID(Kind.STRING),
    /** Answer of Rlock. */
    STATUS(Kind.U1),
    OLDDIRFID(Kind.U4), OLDNAME(Kind.STRING), NEWDIRFID(Kind.U4), NEWNAME(Kind.STRING);

    /** Forms on the wire; all integers are unsigned and little-endian. */
    public enum Kind {
        /** 1, 2, 4 and 8 bytes. */
        U1, U2, U4, U8,
        /** length[2], then that many bytes of UTF-8 without NUL. */
        STRING,
        /** type[1] version[4] path[8]. */
        QID,
        /** count[4], then that many bytes. */
        DATA,
        /** n[2], then n strings; at most {@link Message#MAX_WALK}. */
        STRINGS,
        /** n[2], then n qids; at most {@link Message#MAX_WALK}. */
        QIDS,
        /** n[2], then a stat of n bytes, which begins with its own size[2]. */
        STAT;

        /** Bytes of an integer kind, 0 for the others. */
        int width() {
            switch (this) {
                case U1: return 1;
                case U2: return 2;
                case U4: return 4;
                case U8: return 8;
                default: return 0;
            }
        }
    }

    private final Kind kind;
    private final int dialects;

    Field(Kind kind) {
        this(kind, Dialect.ALL);
    }

    Field(Kind kind, int dialects) {
        this.kind = kind;
        this.dialects = dialects;
    }

    public Kind kind() {
        return kind;
    }

    /** True if messages of this dialect carry the field. */
    public boolean in(Dialect dialect) {
        return (dialects & dialect.bit()) != 0;
    }
}
