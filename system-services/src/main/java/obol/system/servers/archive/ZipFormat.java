package obol.system.servers.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import obol.styx.Mode;
import obol.styx.StyxException;
import obol.system.servers.dos.DosTime;
import obol.system.servers.dos.Little;

/**
 * Reads zip archives by their central directory (PKWARE, APPNOTE.TXT, 6.3.9), of any size (its section 4.3.14, zip64). Members that are
 * stored or deflated can be read; others, and encrypted ones, are shown. Modes and symbolic links are those of Unix where the archive
 * has them. Names that are no UTF-8 are taken as ISO 8859-1.
 */
final class ZipFormat {
    private static final int LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50, END64 = 0x06064b50, LOCATOR64 = 0x07064b50;
    private static final int LOCAL_BYTES = 30, CENTRAL_BYTES = 46, END_BYTES = 22, END64_BYTES = 56, LOCATOR64_BYTES = 20;
    private static final int MAX_COMMENT = 0xffff;
    /** In place of a number that stands in zip64's fields. */
    private static final long ELSEWHERE = 0xffff_ffffL;
    /** DEFLATE makes at most 1,032 bytes of one. */
    private static final long MAX_RATIO = 1032;
    private static final int UNIX = 3;
    private static final int S_IFMT = 0170000, S_IFDIR = 0040000, S_IFLNK = 0120000;
    private static final long SECOND = 1_000_000_000L;

    private final Source source;
    private final Window window;
    private final Members members;
    /** One entry of the central directory, with all its fields. */
    private final byte[] fixed = new byte[CENTRAL_BYTES];
    private byte[] extra = new byte[0];
    private long at;

    private ZipFormat(Source source, Members members) {
        this.source = source;
        this.window = new Window(source);
        this.members = members;
    }

    static void read(Source source, Members into) throws StyxException {
        new ZipFormat(source, into).readAll();
    }

    private void readAll() throws StyxException {
        byte[] tail = new byte[(int) Math.min(source.length(), END_BYTES + MAX_COMMENT)];
        long tailAt = source.length() - tail.length;
        source.readFully(tailAt, tail, 0, tail.length, "the end");
        int end = tail.length - END_BYTES;
        while (end >= 0 && (Little.i32(tail, end) != END || Little.u16(tail, end + 20) > tail.length - end - END_BYTES)) {
            end--;
        }
        if (end < 0) {
            throw Source.damaged("no zip archive: there is no central directory");
        }
        long count = Little.u16(tail, end + 10);
        long size = Little.u32(tail, end + 12);
        long start = Little.u32(tail, end + 16);
        long endAt = tailAt + end;
        byte[] locator = new byte[LOCATOR64_BYTES];
        if (endAt >= LOCATOR64_BYTES) {
            window.readFully(endAt - LOCATOR64_BYTES, locator, 0, LOCATOR64_BYTES, "zip64's locator");
        }
        if (Little.i32(locator, 0) == LOCATOR64 && (count == 0xffff || size == ELSEWHERE || start == ELSEWHERE)) {
            byte[] end64 = new byte[END64_BYTES];
            endAt = u64(locator, 8);
            window.readFully(endAt, end64, 0, END64_BYTES, "zip64's end");
            if (Little.i32(end64, 0) != END64) {
                throw Source.damaged("there is no end of zip64 at byte " + endAt);
            }
            count = u64(end64, 32);
            size = u64(end64, 40);
            start = u64(end64, 48);
        }
        if (size < 0 || size > endAt) {
            throw Source.damaged("a central directory of " + size + " bytes, where there are " + endAt);
        }
        // what stands before the archive, as a program that unpacks it, moves all offsets
        long moved = endAt - size - start;
        if (start < 0 || moved < 0) {
            throw Source.damaged("the central directory begins at byte " + start + ", and has " + size + " bytes of " + endAt);
        }
        at = start + moved;
        for (long i = 0; i < count; i++) {
            entry(endAt, moved);
        }
    }

    private void entry(long end, long moved) throws StyxException {
        window.readFully(at, fixed, 0, CENTRAL_BYTES, "an entry of the central directory");
        if (Little.i32(fixed, 0) != CENTRAL) {
            throw Source.damaged("there is no entry of the central directory at byte " + at);
        }
        byte[] name = new byte[Little.u16(fixed, 28)];
        extra = new byte[Little.u16(fixed, 30)];
        window.readFully(at + CENTRAL_BYTES, name, 0, name.length, "a name");
        window.readFully(at + CENTRAL_BYTES + name.length, extra, 0, extra.length, "an extra field");
        long next = at + CENTRAL_BYTES + name.length + extra.length + Little.u16(fixed, 32);
        if (next > end) {
            throw Source.damaged("the entry at byte " + at + " reaches beyond the central directory");
        }
        Member m = new Member();
        m.path = text(name);
        m.owner = "root";
        m.group = "root";
        m.modified = modified();
        long length = Little.u32(fixed, 24);
        long packed = Little.u32(fixed, 20);
        long local = Little.u32(fixed, 42);
        int wide = extra(1) + 4;
        if (length == ELSEWHERE) {
            length = wide(wide);
            wide += 8;
        }
        if (packed == ELSEWHERE) {
            packed = wide(wide);
            wide += 8;
        }
        if (local == ELSEWHERE) {
            local = wide(wide);
        }
        int unix = Little.u8(fixed, 5) == UNIX ? Little.u16(fixed, 40) : 0;
        int kind = unix & S_IFMT;
        if (kind == S_IFDIR || m.path.endsWith("/")) {
            m.mode = Mode.DMDIR | (unix == 0 ? 0755 : unix & 0777);
        } else {
            m.mode = unix == 0 ? 0644 : unix & 0777;
            m.contents = contents(m.path, local + moved, packed, length);
            if (kind == S_IFLNK) {
                m.mode |= Mode.DMSYMLINK;
                m.target = target(m);
                m.contents = null;
            }
        }
        members.add(m);
        at = next;
    }

    private Contents contents(String path, long local, long packed, long length) throws StyxException {
        if (packed < 0 || length < 0 || local < 0 || packed > source.length() - LOCAL_BYTES || local > source.length() - packed) {
            throw Source.damaged(path + " has " + packed + " bytes from byte " + local + " on, the archive " + source.length());
        }
        if ((Little.u16(fixed, 8) & 1) != 0) {
            return new Contents.Unknown(length, "encrypted members are not supported: " + path);
        }
        int method = Little.u16(fixed, 10);
        if (method != 0 && method != 8) {
            return new Contents.Unknown(length, "zip's method " + method + " is not supported: " + path);
        }
        if (method == 0 ? packed != length : length / MAX_RATIO > packed) {
            throw Source.damaged(path + " has " + length + " bytes in " + packed);
        }
        int checksum = Little.i32(fixed, 16);
        return new Lazy(source, local, packed, length, method == 8, checksum, path);
    }

    /** A member whose beginning is looked up when it is opened: behind its own header, whose length only that knows. */
    private record Lazy(Source source, long header, long packed, long length, boolean deflated, int checksum, String path)
            implements Contents {
        @Override
        public Reader open() throws StyxException {
            byte[] b = new byte[LOCAL_BYTES];
            source.readFully(header, b, 0, LOCAL_BYTES, path);
            if (Little.i32(b, 0) != LOCAL) {
                throw Source.damaged("there is no header of " + path + " at byte " + header);
            }
            long start = header + LOCAL_BYTES + Little.u16(b, 26) + Little.u16(b, 28);
            if (start > source.length() - packed) {
                throw Source.damaged(path + " has " + packed + " bytes from byte " + start + " on, the archive " + source.length());
            }
            return (deflated ? new Deflated(source, start, packed, length, checksum, path) : new Stored(source, start, length)).open();
        }
    }

    private static String target(Member m) throws StyxException {
        if (m.contents.length() > Members.MAX_PATH) {
            throw Source.damaged("the link " + m.path + " has a path of " + m.contents.length() + " bytes");
        }
        byte[] b = new byte[(int) m.contents.length()];
        Contents.Reader reader = m.contents.open();
        try {
            for (int n = 0; n < b.length; ) {
                n += reader.read(n, b, n, b.length - n);
            }
        } finally {
            reader.close();
        }
        return text(b);
    }

    /** UTC where Info-ZIP's field 5455 has it; else the local time of who packed it, taken as UTC. */
    private long modified() {
        int field = extra(0x5455);
        if (field >= 0 && Little.u16(extra, field + 2) >= 5 && (extra[field + 4] & 1) != 0) {
            return Little.i32(extra, field + 5) * SECOND;
        }
        return DosTime.of(Little.u16(fixed, 14), Little.u16(fixed, 12), 0);
    }

    /** Where in {@link #extra} a field begins that is whole, or -1. */
    private int extra(int id) {
        for (int i = 0; i + 4 <= extra.length; ) {
            int length = Little.u16(extra, i + 2);
            if (Little.u16(extra, i) == id && length <= extra.length - i - 4) {
                return i;
            }
            i += 4 + length;
        }
        return -1;
    }

    private long wide(int from) throws StyxException {
        if (from < 4 || from + 8 > extra.length) {
            throw Source.damaged("the entry at byte " + at + " says that it has a field of zip64, which it has not");
        }
        return u64(extra, from);
    }

    private static long u64(byte[] b, int from) {
        return Little.u32(b, from) | Little.u32(b, from + 4) << 32;
    }

    private static String text(byte[] b) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b)).toString();
        } catch (CharacterCodingException other) {
            return new String(b, StandardCharsets.ISO_8859_1);
        }
    }
}
