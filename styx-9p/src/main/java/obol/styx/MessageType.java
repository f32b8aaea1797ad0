package obol.styx;

import static obol.styx.Field.*;

/**
 * The table of messages: code, dialects, and the fields that follow size[4] type[1] tag[2], in
 * their order on the wire. Encoder, decoder, server, client and tests all read this table.
 *
 * <p>Sources: Plan 9 manual section 5; the 9P2000.u draft; diod's protocol notes for 9P2000.L.
 */
public enum MessageType {
    RLERROR(7, Dialect.ONLY_L, ECODE),
    TSTATFS(8, Dialect.ONLY_L, FID),
    RSTATFS(9, Dialect.ONLY_L, FSTYPE, BSIZE, BLOCKS, BFREE, BAVAIL, FILES, FFREE, FSID, NAMELEN),
    TLOPEN(12, Dialect.ONLY_L, FID, FLAGS),
    RLOPEN(13, Dialect.ONLY_L, QID, IOUNIT),
    TLCREATE(14, Dialect.ONLY_L, FID, NAME, FLAGS, MODE, GID),
    RLCREATE(15, Dialect.ONLY_L, QID, IOUNIT),
    TSYMLINK(16, Dialect.ONLY_L, FID, NAME, SYMTGT, GID),
    RSYMLINK(17, Dialect.ONLY_L, QID),
    TMKNOD(18, Dialect.ONLY_L, DFID, NAME, MODE, MAJOR, MINOR, GID),
    RMKNOD(19, Dialect.ONLY_L, QID),
    TRENAME(20, Dialect.ONLY_L, FID, DFID, NAME),
    RRENAME(21, Dialect.ONLY_L),
    TREADLINK(22, Dialect.ONLY_L, FID),
    RREADLINK(23, Dialect.ONLY_L, TARGET),
    TGETATTR(24, Dialect.ONLY_L, FID, REQUEST_MASK),
    RGETATTR(25, Dialect.ONLY_L, VALID, QID, MODE, UID, GID, NLINK, RDEV, SIZE, BLKSIZE, BLOCKS,
            ATIME_SEC, ATIME_NSEC, MTIME_SEC, MTIME_NSEC, CTIME_SEC, CTIME_NSEC, BTIME_SEC, BTIME_NSEC,
            GEN, DATA_VERSION),
    TSETATTR(26, Dialect.ONLY_L, FID, SET_MASK, MODE, UID, GID, SIZE,
            ATIME_SEC, ATIME_NSEC, MTIME_SEC, MTIME_NSEC),
    RSETATTR(27, Dialect.ONLY_L),
    TXATTRWALK(30, Dialect.ONLY_L, FID, NEWFID, NAME),
    RXATTRWALK(31, Dialect.ONLY_L, SIZE),
    TXATTRCREATE(32, Dialect.ONLY_L, FID, NAME, ATTR_SIZE, FLAGS),
    RXATTRCREATE(33, Dialect.ONLY_L),
    TREADDIR(40, Dialect.ONLY_L, FID, OFFSET, COUNT),
    RREADDIR(41, Dialect.ONLY_L, DATA),
    TFSYNC(50, Dialect.ONLY_L, FID, DATASYNC),
    RFSYNC(51, Dialect.ONLY_L),
    TLOCK(52, Dialect.ONLY_L, FID, LOCK_TYPE, FLAGS, START, LENGTH, PROC_ID, CLIENT_ID),
    RLOCK(53, Dialect.ONLY_L, STATUS),
    TGETLOCK(54, Dialect.ONLY_L, FID, LOCK_TYPE, START, LENGTH, PROC_ID, CLIENT_ID),
    RGETLOCK(55, Dialect.ONLY_L, LOCK_TYPE, START, LENGTH, PROC_ID, CLIENT_ID),
    TLINK(70, Dialect.ONLY_L, DFID, FID, NAME),
    RLINK(71, Dialect.ONLY_L),
    TMKDIR(72, Dialect.ONLY_L, DFID, NAME, MODE, GID),
    RMKDIR(73, Dialect.ONLY_L, QID),
    TRENAMEAT(74, Dialect.ONLY_L, OLDDIRFID, OLDNAME, NEWDIRFID, NEWNAME),
    RRENAMEAT(75, Dialect.ONLY_L),
    TUNLINKAT(76, Dialect.ONLY_L, DFID, NAME, FLAGS),
    RUNLINKAT(77, Dialect.ONLY_L),
    TVERSION(100, Dialect.ALL, MSIZE, VERSION),
    RVERSION(101, Dialect.ALL, MSIZE, VERSION),
    TAUTH(102, Dialect.ALL, AFID, UNAME, ANAME, N_UNAME),
    RAUTH(103, Dialect.ALL, QID),
    TATTACH(104, Dialect.ALL, FID, AFID, UNAME, ANAME, N_UNAME),
    RATTACH(105, Dialect.ALL, QID),
    RERROR(107, Dialect.P2000_U, ENAME, ECODE),
    TFLUSH(108, Dialect.ALL, OLDTAG),
    RFLUSH(109, Dialect.ALL),
    TWALK(110, Dialect.ALL, FID, NEWFID, WNAMES),
    RWALK(111, Dialect.ALL, WQIDS),
    TOPEN(112, Dialect.P2000_U, FID, OMODE),
    ROPEN(113, Dialect.P2000_U, QID, IOUNIT),
    TCREATE(114, Dialect.P2000_U, FID, NAME, PERM, OMODE, EXTENSION),
    RCREATE(115, Dialect.P2000_U, QID, IOUNIT),
    TREAD(116, Dialect.ALL, FID, OFFSET, COUNT),
    RREAD(117, Dialect.ALL, DATA),
    TWRITE(118, Dialect.ALL, FID, OFFSET, DATA),
    RWRITE(119, Dialect.ALL, COUNT),
    TCLUNK(120, Dialect.ALL, FID),
    RCLUNK(121, Dialect.ALL),
    TREMOVE(122, Dialect.ALL, FID),
    RREMOVE(123, Dialect.ALL),
    TSTAT(124, Dialect.P2000_U, FID),
    RSTAT(125, Dialect.P2000_U, STAT),
    TWSTAT(126, Dialect.P2000_U, FID, STAT),
    RWSTAT(127, Dialect.P2000_U);

    private static final MessageType[] BY_CODE = new MessageType[256];
    static {
        for (MessageType t : values()) {
            BY_CODE[t.code] = t;
        }
    }

    private final int code;
    private final int dialects;
    private final Field[] fields;
    /** Position of each field of the whole table in this row, -1 where it has none. */
    private final byte[] positions;

    MessageType(int code, int dialects, Field... fields) {
        this.code = code;
        this.dialects = dialects;
        this.fields = fields;
        this.positions = new byte[Field.values().length];
        java.util.Arrays.fill(positions, (byte) -1);
        for (int i = 0; i < fields.length; i++) {
            positions[fields[i].ordinal()] = (byte) i;
        }
    }

    /** The type byte. */
    public int code() {
        return code;
    }

    /** Number of fields in the row, those of other dialects included. */
    public int fieldCount() {
        return fields.length;
    }

    public Field field(int position) {
        return fields[position];
    }

    /** Where the field stands in this row, or -1. */
    public int position(Field field) {
        return positions[field.ordinal()];
    }

    public boolean in(Dialect dialect) {
        return (dialects & dialect.bit()) != 0;
    }

    /** True for a request of a client: requests have even codes. */
    public boolean isRequest() {
        return (code & 1) == 0;
    }

    /** The reply that answers this request when it succeeds. */
    public MessageType reply() {
        return BY_CODE[code + 1];
    }

    /** The row with this type byte, or null. */
    public static MessageType of(int code) {
        return code < 0 || code > 255 ? null : BY_CODE[code];
    }
}
