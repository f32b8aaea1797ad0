package obol.styx.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.styx.Codec;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.Field;
import obol.styx.Message;
import obol.styx.MessageType;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.Stat;

/**
 * A table of things that no decent client sends. Each is a row: an error, by its number, or the end of that connection. They are sent
 * where fid 0 is the root of a tree, 1 its file "f", open for both, 2 "f" unopened, 3 the root, open, 4 the symbolic link "s"; beside
 * them stands a directory "d" that is not empty. Messages have 8192 bytes at most.
 */
public final class HostileRequests {
    /** In place of an error's number: the connection ends. */
    public static final int CLOSED = -1;
    /** Any error will do: the row is about surviving. */
    public static final int SOME_ERROR = -2;

    /** @param expected an error's number, {@link #CLOSED} or {@link #SOME_ERROR} */
    public record Row(String name, Dialect dialect, byte[] bytes, int expected) {
    }

    private HostileRequests() {
    }

    public static List<Row> rows() {
        HostileRequests table = new HostileRequests();
        table.sizes();
        table.types();
        table.fidsAndTags();
        table.names();
        table.offsetsAndCounts();
        table.states();
        table.attributes();
        table.versions();
        return table.rows;
    }

    private final List<Row> rows = new ArrayList<>();

    private void row(String name, Dialect d, byte[] bytes, int expected) {
        rows.add(new Row(d.version() + " " + name, d, bytes, expected));
    }

    private void all(String name, Message m, int expected) {
        for (Dialect d : Dialect.values()) {
            if (m.type().in(d)) {
                row(name, d, Codec.encode(m, d), expected);
            }
        }
    }

    private void all(String name, Message m, Errno expected) {
        for (Dialect d : Dialect.values()) {
            if (m.type().in(d)) {
                row(name, d, Codec.encode(m, d), expected.number());
            }
        }
    }

    /** A frame by hand: type, then parts that are ints of a width ("w:value") or raw bytes. */
    private static byte[] frame(int type, Object... parts) {
        ByteArrayOutputStream b = new ByteArrayOutputStream();
        b.write(type);
        put(b, 2, 9);
        for (Object p : parts) {
            if (p instanceof Integer i) {
                put(b, 4, i);
            } else if (p instanceof Short s) {
                put(b, 2, s);
            } else if (p instanceof Byte c) {
                put(b, 1, c);
            } else if (p instanceof Long l) {
                put(b, 8, l);
            } else if (p instanceof String s) {
                byte[] utf = s.getBytes(StandardCharsets.UTF_8);
                put(b, 2, utf.length);
                b.writeBytes(utf);
            } else {
                b.writeBytes((byte[]) p);
            }
        }
        byte[] body = b.toByteArray();
        byte[] f = new byte[body.length + 4];
        System.arraycopy(body, 0, f, 4, body.length);
        size(f, f.length);
        return f;
    }

    private static void put(ByteArrayOutputStream b, int width, long v) {
        for (int i = 0; i < width; i++) {
            b.write((int) (v >>> 8 * i));
        }
    }

    private static byte[] size(byte[] f, long size) {
        for (int i = 0; i < 4; i++) {
            f[i] = (byte) (size >>> 8 * i);
        }
        return f;
    }

    private static Message t(MessageType type) {
        return Message.of(type, 9);
    }

    private static Message create(String name, int perm, int mode) {
        return t(MessageType.TCREATE).set(Field.FID, 0).set(Field.NAME, name).set(Field.PERM, perm)
                .set(Field.OMODE, mode);
    }

    private void sizes() {
        for (Dialect d : Dialect.values()) {
            for (long bad : new long[] {0, 1, 4, 6, 8193, 65536, 0x7fffffff, 0x80000000L, 0xffffffffL}) {
                row("size " + bad, d, size(frame(120, 0), bad), CLOSED);
            }
            row("size 7: a clunk without fid", d, frame(120), Errno.EPROTO.number());
            row("one byte too many", d, frame(120, 0, (byte) 0), Errno.EPROTO.number());
            row("one byte too few", d, frame(120, new byte[3]), Errno.EPROTO.number());
        }
    }

    private void types() {
        for (Dialect d : Dialect.values()) {
            for (int type : new int[] {0, 1, 2, 6, 10, 28, 60, 78, 99, 106, 128, 200, 255}) {
                row("type " + type, d, frame(type), Errno.EOPNOTSUPP.number());
            }
            row("an answer", d, frame(121), Errno.EPROTO.number());
        }
        row("Tlopen in 9P2000", Dialect.P2000, frame(12, 0, 0), Errno.EOPNOTSUPP.number());
        row("Tlopen in .u", Dialect.U, frame(12, 0, 0), Errno.EOPNOTSUPP.number());
        row("Topen in .L", Dialect.L, frame(112, 2, (byte) 0), Errno.EOPNOTSUPP.number());
        row("Tstat in .L", Dialect.L, frame(124, 0), Errno.EOPNOTSUPP.number());
        row("Terror", Dialect.P2000, frame(106, "x"), Errno.EOPNOTSUPP.number());
        row("Rerror as a request", Dialect.P2000, frame(107, "x"), Errno.EPROTO.number());
    }

    private void fidsAndTags() {
        for (int fid : new int[] {5, 77, -1, Integer.MIN_VALUE}) {
            all("clunk of fid " + fid, t(MessageType.TCLUNK).set(Field.FID, fid), Errno.EBADF);
            all("read of fid " + fid, Peer.read(9, fid, 0, 1), Errno.EBADF);
            all("write of fid " + fid, Peer.write(9, fid, 0, "x"), Errno.EBADF);
            all("walk from fid " + fid, t(MessageType.TWALK).set(Field.FID, fid).set(Field.NEWFID, 6), Errno.EBADF);
            all("remove of fid " + fid, t(MessageType.TREMOVE).set(Field.FID, fid), Errno.EBADF);
            all("stat of fid " + fid, t(MessageType.TSTAT).set(Field.FID, fid), Errno.EBADF);
            all("getattr of fid " + fid, t(MessageType.TGETATTR).set(Field.FID, fid), Errno.EBADF);
        }
        all("walk to NOFID", t(MessageType.TWALK).set(Field.FID, 0).set(Field.NEWFID, -1), Errno.EBADF);
        all("walk to a fid in use", t(MessageType.TWALK).set(Field.FID, 0).set(Field.NEWFID, 2), Errno.EBADF);
        all("attach of a fid in use", t(MessageType.TATTACH).set(Field.FID, 0).set(Field.AFID, -1), Errno.EBADF);
        all("attach with a file as afid", t(MessageType.TATTACH).set(Field.FID, 6).set(Field.AFID, 1), Errno.EBADF);
        all("attach with an unknown afid", t(MessageType.TATTACH).set(Field.FID, 6).set(Field.AFID, 66), Errno.EBADF);
        all("auth nobody asked for", t(MessageType.TAUTH).set(Field.AFID, 6), Errno.ECONNREFUSED);
        all("NOTAG", Message.of(MessageType.TCLUNK, Message.NOTAG).set(Field.FID, 0), Errno.EPROTO);
    }

    private void names() {
        for (String bad : new String[] {"", ".", "/", "a/b", "/f"}) {
            all("walk to '" + bad + "'", t(MessageType.TWALK).set(Field.FID, 0).set(Field.NEWFID, 6)
                    .names(List.of(bad)), Errno.EINVAL);
        }
        for (String bad : new String[] {"", ".", "..", "/", "a/b", "f/"}) {
            all("create of '" + bad + "'", create(bad, 0666, 0), Errno.EINVAL);
            all("lcreate of '" + bad + "'", t(MessageType.TLCREATE).set(Field.FID, 0).set(Field.NAME, bad), Errno.EINVAL);
            all("mkdir of '" + bad + "'", t(MessageType.TMKDIR).set(Field.NAME, bad), Errno.EINVAL);
            all("symlink '" + bad + "'", t(MessageType.TSYMLINK).set(Field.NAME, bad).set(Field.SYMTGT, "x"), Errno.EINVAL);
            all("unlink '" + bad + "'", t(MessageType.TUNLINKAT).set(Field.NAME, bad), Errno.EINVAL);
            all("rename to '" + bad + "'", t(MessageType.TRENAMEAT).set(Field.OLDNAME, "f").set(Field.NEWNAME, bad),
                    Errno.EINVAL);
        }
        String tooLong = "x".repeat(256);
        all("walk to 256 bytes", t(MessageType.TWALK).set(Field.NEWFID, 6).names(List.of(tooLong)), Errno.ENAMETOOLONG);
        all("create of 256 bytes", create(tooLong, 0666, 0), Errno.ENAMETOOLONG);
        all("mkdir of 256 bytes", t(MessageType.TMKDIR).set(Field.NAME, tooLong), Errno.ENAMETOOLONG);
        all("a name of 8000 bytes", create("x".repeat(8000), 0666, 0), Errno.ENAMETOOLONG);
        all("a link to 8000 bytes", t(MessageType.TSYMLINK).set(Field.NAME, "l").set(Field.SYMTGT, "x".repeat(8000)),
                Errno.ENAMETOOLONG);
        byte[][] noText = {{(byte) 0xff}, {(byte) 0x80}, {(byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xe2, (byte) 0x82}, {'a', 0, 'b'}, {0}};
        for (byte[] b : noText) {
            for (Dialect d : Dialect.values()) {
                row("walk to bytes " + Arrays.toString(b), d,
                        frame(110, 0, 6, (short) 1, (short) b.length, b), Errno.EILSEQ.number());
            }
        }
        for (Dialect d : Dialect.values()) {
            row("walk with 17 names", d, frame(110, 0, 6, (short) 17, new byte[34]), Errno.EPROTO.number());
            row("walk with 65535 names", d, frame(110, 0, 6, (short) 65535), Errno.EPROTO.number());
            row("walk with fewer names than said", d, frame(110, 0, 6, (short) 2, "a"), Errno.EPROTO.number());
            row("a name longer than its frame", d, frame(110, 0, 6, (short) 1, (short) 5, new byte[3]),
                    Errno.EPROTO.number());
            row("a name of 65535 bytes that are not there", d, frame(110, 0, 6, (short) 1, (short) -1),
                    Errno.EPROTO.number());
        }
    }

    private void offsetsAndCounts() {
        for (long offset : new long[] {-1, Long.MIN_VALUE}) {
            all("read at " + offset, Peer.read(9, 1, offset, 1), Errno.EINVAL);
            all("write at " + offset, Peer.write(9, 1, offset, "x"), Errno.EINVAL);
            all("readdir at " + offset, t(MessageType.TREADDIR).set(Field.FID, 3).set(Field.OFFSET, offset), Errno.EINVAL);
        }
        all("write at the end of the world", Peer.write(9, 1, Long.MAX_VALUE, "x"), Errno.EFBIG);
        all("write behind the largest file", Peer.write(9, 1, 1L << 40, "x"), Errno.EFBIG);
        all("write of more than the tree holds", Peer.write(9, 1, (1L << 34) - 1, "x"), Errno.ENOSPC);
        row("directory read at an odd offset", Dialect.P2000, Codec.encode(Peer.read(9, 3, 1, 100), Dialect.P2000),
                Errno.ESPIPE.number());
        row("directory read at an odd offset", Dialect.U, Codec.encode(Peer.read(9, 3, 1, 100), Dialect.U),
                Errno.ESPIPE.number());
        row("Tread of a directory", Dialect.L, Codec.encode(Peer.read(9, 3, 0, 100), Dialect.L), Errno.EISDIR.number());
        all("readdir of a file", t(MessageType.TREADDIR).set(Field.FID, 1), Errno.ENOTDIR);
        for (Dialect d : Dialect.values()) {
            row("write with a count above its data", d, frame(118, 1, 0L, 100, new byte[10]), Errno.EPROTO.number());
            row("write with a count below its data", d, frame(118, 1, 0L, 9, new byte[10]), Errno.EPROTO.number());
            row("write with count 0xffffffff", d, frame(118, 1, 0L, -1, new byte[10]), Errno.EPROTO.number());
            row("write with count 0x7fffffff", d, frame(118, 1, 0L, 0x7fffffff), Errno.EPROTO.number());
        }
    }

    private void states() {
        all("read of an unopened fid", Peer.read(9, 2, 0, 1), Errno.EBADF);
        all("write of an unopened fid", Peer.write(9, 2, 0, "x"), Errno.EBADF);
        all("write of a directory", Peer.write(9, 3, 0, "x"), Errno.EBADF);
        all("open of an open fid", t(MessageType.TOPEN).set(Field.FID, 1), Errno.EBADF);
        all("lopen of an open fid", t(MessageType.TLOPEN).set(Field.FID, 1), Errno.EBADF);
        all("create on an open fid", create("x", 0666, 0).set(Field.FID, 3), Errno.EBADF);
        all("lcreate on an open fid", t(MessageType.TLCREATE).set(Field.FID, 3).set(Field.NAME, "x"), Errno.EBADF);
        all("create in a file", create("x", 0666, 0).set(Field.FID, 2), Errno.ENOTDIR);
        all("lcreate in a file", t(MessageType.TLCREATE).set(Field.FID, 2).set(Field.NAME, "x"), Errno.ENOTDIR);
        all("mkdir in a file", t(MessageType.TMKDIR).set(Field.DFID, 2).set(Field.NAME, "x"), Errno.ENOTDIR);
        all("walk through a file", t(MessageType.TWALK).set(Field.FID, 2).set(Field.NEWFID, 6).names(List.of("x")),
                Errno.ENOTDIR);
        all("walk from an open fid", t(MessageType.TWALK).set(Field.FID, 3).set(Field.NEWFID, 6).names(List.of("f")),
                Errno.EBADF);
        for (int mode : new int[] {4, 8, 12}) {
            all("open with mode " + mode, t(MessageType.TOPEN).set(Field.FID, 2).set(Field.OMODE, mode), Errno.EINVAL);
        }
        row("open with .u's append", Dialect.P2000,
                Codec.encode(t(MessageType.TOPEN).set(Field.FID, 2).set(Field.OMODE, 0x80), Dialect.P2000),
                Errno.EINVAL.number());
        all("lopen with access 3", t(MessageType.TLOPEN).set(Field.FID, 2).set(Field.FLAGS, 3), Errno.EINVAL);
        all("lopen of a file as a directory", t(MessageType.TLOPEN).set(Field.FID, 2).set(Field.FLAGS, Mode.O_DIRECTORY),
                Errno.ENOTDIR);
        for (int mode : new int[] {Mode.OWRITE, Mode.ORDWR, Mode.OEXEC, Mode.OTRUNC}) {
            all("open of a directory with " + mode, t(MessageType.TOPEN).set(Field.FID, 0).set(Field.OMODE, mode),
                    Errno.EISDIR);
        }
        all("lopen of a directory to write", t(MessageType.TLOPEN).set(Field.FID, 0).set(Field.FLAGS, 1), Errno.EISDIR);
        all("create of a directory to write", create("x", Mode.DMDIR | 0777, Mode.OWRITE), Errno.EINVAL);
        all("create of an authentication file", create("x", Mode.DMAUTH, 0), Errno.EINVAL);
        all("create of a mount", create("x", Mode.DMMOUNT, 0), Errno.EINVAL);
        row("create of a link", Dialect.P2000, Codec.encode(create("x", Mode.DMSYMLINK, 0), Dialect.P2000),
                Errno.EINVAL.number());
        for (String ext : new String[] {"", "c", "c ", "c 1", "x 1 2", "c 1 x", "c 99999999999 1", "b  ", "c -1 2"}) {
            row("a device '" + ext + "'", Dialect.U,
                    Codec.encode(create("x", Mode.DMDEVICE | 0666, 0).set(Field.EXTENSION, ext), Dialect.U),
                    Errno.EINVAL.number());
        }
        for (String ext : new String[] {"", "x", "-1", "99999999999"}) {
            row("a link to fid '" + ext + "'", Dialect.U,
                    Codec.encode(create("x", Mode.DMLINK, 0).set(Field.EXTENSION, ext), Dialect.U), Errno.EINVAL.number());
        }
        row("a link to an unknown fid", Dialect.U,
                Codec.encode(create("x", Mode.DMLINK, 0).set(Field.EXTENSION, "77"), Dialect.U), Errno.EBADF.number());
        row("a link to itself", Dialect.U,
                Codec.encode(create("x", Mode.DMLINK, 0).set(Field.EXTENSION, "0"), Dialect.U), SOME_ERROR);
        all("remove of the root", t(MessageType.TREMOVE).set(Field.FID, 0), Errno.EPERM);
        all("rename of the root", t(MessageType.TRENAME).set(Field.NAME, "x"), Errno.EBUSY);
        all("readlink of a file", t(MessageType.TREADLINK).set(Field.FID, 2), Errno.EINVAL);
        all("unlink with odd flags", t(MessageType.TUNLINKAT).set(Field.NAME, "f").set(Field.FLAGS, 1), Errno.EINVAL);
        all("unlink of a directory as a file", t(MessageType.TUNLINKAT).set(Field.NAME, "d"), Errno.EISDIR);
        all("unlink of a file as a directory", t(MessageType.TUNLINKAT).set(Field.NAME, "f").set(Field.FLAGS, 0x200),
                Errno.ENOTDIR);
        all("unlink of a full directory", t(MessageType.TUNLINKAT).set(Field.NAME, "d").set(Field.FLAGS, 0x200),
                Errno.ENOTEMPTY);
        all("link of a directory", t(MessageType.TLINK).set(Field.NAME, "x"), Errno.EPERM);
        all("mknod of a directory", t(MessageType.TMKNOD).set(Field.NAME, "x").set(Field.MODE, Mode.S_IFDIR), Errno.EINVAL);
        all("fsync of an unopened fid", t(MessageType.TFSYNC).set(Field.FID, 2), Errno.EBADF);
    }

    private void attributes() {
        Stat s = Stat.UNCHANGED;
        all("wstat to a name with /", t(MessageType.TWSTAT).set(Field.FID, 2).set(Field.STAT, s.withName("a/b")), Errno.EINVAL);
        all("wstat to ..", t(MessageType.TWSTAT).set(Field.FID, 2).set(Field.STAT, s.withName("..")), Errno.EINVAL);
        all("wstat of the root's name", t(MessageType.TWSTAT).set(Field.STAT, s.withName("x")), Errno.EPERM);
        all("wstat of the qid", t(MessageType.TWSTAT).set(Field.FID, 2).set(Field.STAT, s.withQid(new Qid(0, 1, 999))),
                Errno.EPERM);
        all("wstat to a directory", t(MessageType.TWSTAT).set(Field.FID, 2).set(Field.STAT, s.withMode(Mode.DMDIR)),
                Errno.EPERM);
        all("wstat to a negative length", t(MessageType.TWSTAT).set(Field.FID, 2).set(Field.STAT, s.withLength(-2)),
                Errno.EINVAL);
        all("wstat of a directory's length", t(MessageType.TWSTAT).set(Field.STAT, s.withLength(1)), Errno.EISDIR);
        all("setattr to a negative size", t(MessageType.TSETATTR).set(Field.FID, 2).set(Field.SET_MASK, 8)
                .set(Field.SIZE, -1), Errno.EINVAL);
        all("setattr to 2^62 bytes", t(MessageType.TSETATTR).set(Field.FID, 2).set(Field.SET_MASK, 8)
                .set(Field.SIZE, 1L << 62), Errno.EFBIG);
        for (Field seconds : new Field[] {Field.ATIME_SEC, Field.MTIME_SEC}) {
            all("setattr to " + seconds + " of 2^40", t(MessageType.TSETATTR).set(Field.FID, 2)
                    .set(Field.SET_MASK, 0x1b0).set(seconds, 1L << 40), Errno.EINVAL);
        }
        all("setattr to 10^9 nanoseconds", t(MessageType.TSETATTR).set(Field.FID, 2)
                .set(Field.SET_MASK, 0x1b0).set(Field.MTIME_NSEC, 1_000_000_000L), Errno.EINVAL);
        for (Dialect d : new Dialect[] {Dialect.P2000, Dialect.U}) {
            row("wstat with a stat of 0 bytes", d, frame(126, 2, (short) 0), Errno.EPROTO.number());
            row("wstat with a stat of 65535 bytes", d, frame(126, 2, (short) -1), Errno.EPROTO.number());
            row("wstat with sizes that disagree", d, frame(126, 2, (short) 60, (short) 10, new byte[58]),
                    Errno.EPROTO.number());
            row("wstat with a stat too small", d, frame(126, 2, (short) 12, (short) 10, new byte[10]),
                    Errno.EPROTO.number());
        }
        all("xattrwalk to a fid in use", t(MessageType.TXATTRWALK).set(Field.FID, 2).set(Field.NEWFID, 1), Errno.EBADF);
        all("xattrwalk to what is not there", t(MessageType.TXATTRWALK).set(Field.FID, 2).set(Field.NEWFID, 6)
                .set(Field.NAME, "user.x"), Errno.ENODATA);
        all("xattrcreate without a name", t(MessageType.TXATTRCREATE).set(Field.FID, 2), Errno.ERANGE);
        all("xattrcreate of 2^63 bytes", t(MessageType.TXATTRCREATE).set(Field.FID, 2).set(Field.NAME, "x")
                .set(Field.ATTR_SIZE, Long.MIN_VALUE), Errno.E2BIG);
        all("xattrcreate of 2^40 bytes", t(MessageType.TXATTRCREATE).set(Field.FID, 2).set(Field.NAME, "x")
                .set(Field.ATTR_SIZE, 1L << 40), Errno.E2BIG);
        all("xattrcreate on an open fid", t(MessageType.TXATTRCREATE).set(Field.FID, 1).set(Field.NAME, "x"), Errno.EBADF);
        all("lock of type 3", t(MessageType.TLOCK).set(Field.FID, 1).set(Field.LOCK_TYPE, 3), Errno.EINVAL);
        all("lock with a negative start", t(MessageType.TLOCK).set(Field.FID, 1).set(Field.START, -1), Errno.EINVAL);
        all("lock with a negative length", t(MessageType.TLOCK).set(Field.FID, 1).set(Field.LENGTH, -1), Errno.EINVAL);
        all("lock with odd flags", t(MessageType.TLOCK).set(Field.FID, 1).set(Field.FLAGS, 8), Errno.EINVAL);
        all("lock of an unopened fid", t(MessageType.TLOCK).set(Field.FID, 2), Errno.EBADF);
        all("getlock of type 9", t(MessageType.TGETLOCK).set(Field.FID, 1).set(Field.LOCK_TYPE, 9), Errno.EINVAL);
    }

    private void versions() {
        for (Dialect d : Dialect.values()) {
            row("version with msize 0", d, frame(100, 0, "9P2000"), Errno.EINVAL.number());
            row("version with msize 255", d, frame(100, 255, "9P2000"), Errno.EINVAL.number());
            row("version without a string", d, frame(100, 8192), Errno.EPROTO.number());
            row("version that is no text", d, frame(100, 8192, (short) 1, new byte[] {(byte) 0xff}),
                    Errno.EILSEQ.number());
        }
    }
}
