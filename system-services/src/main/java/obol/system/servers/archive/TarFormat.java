package obol.system.servers.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import obol.styx.Mode;
import obol.styx.StyxException;

/**
 * Reads tar archives: POSIX.1-2001, pax(1), <i>ustar Interchange Format</i> and <i>pax Interchange Format</i>; GNU's long names (types L
 * and K) and numbers in base 256; archives from before POSIX, which have no magic number. Devices and pipes are left out, as are hard
 * links to what is not there; GNU's sparse files are shown and can't be opened.
 */
final class TarFormat {
    private static final int BLOCK = 512;
    /** Of the records of a pax header, and of a long name. */
    private static final int MAX_HEADER = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    /** A field of the header: where it is, and how long. */
    private enum Field {
        NAME(0, 100), MODE(100, 8), UID(108, 8), GID(116, 8), SIZE(124, 12), MTIME(136, 12), CHECKSUM(148, 8), LINKNAME(157, 100),
        MAGIC(257, 5), UNAME(265, 32), GNAME(297, 32), PREFIX(345, 155);

        private final int at;
        private final int length;

        Field(int at, int length) {
            this.at = at;
            this.length = length;
        }
    }

    private static final int TYPE = 156;
    /** After {@link Field#MAGIC}: POSIX has a zero here, GNU a blank, and other things where POSIX has the prefix. */
    private static final int POSIX = 262;

    private final Source source;
    private final Window window;
    private final Members members;
    private final byte[] header = new byte[BLOCK];
    /** Records of all further members, of the next one. */
    private final Map<String, String> global = new HashMap<>(), extended = new HashMap<>();
    private long at;

    private TarFormat(Source source, Members members) {
        this.source = source;
        this.window = new Window(source);
        this.members = members;
    }

    static void read(Source source, Members into) throws StyxException {
        new TarFormat(source, into).readAll();
    }

    private void readAll() throws StyxException {
        while (at < source.length()) {
            window.readFully(at, header, 0, BLOCK, "a header");
            if (isZero()) {
                return;
            }
            requireChecksum();
            long size = extended.containsKey("size") ? decimal(extended.get("size"), "size") : number(Field.SIZE);
            long data = at + BLOCK;
            char type = (char) (header[TYPE] & 0xff);
            if (!hasData(type)) {
                size = 0;
            }
            if (size < 0 || size > source.length() - data) {
                throw Source.damaged("the member at byte " + at + " has " + size + " bytes, the archive ends before");
            }
            switch (type) {
                case 'x' -> records(data, size, extended);
                case 'g' -> records(data, size, global);
                case 'L' -> extended.put("path", longText(data, size));
                case 'K' -> extended.put("linkpath", longText(data, size));
                default -> {
                    member(type, data, size);
                    extended.clear();
                }
            }
            at = data + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    /** Links, devices, directories and pipes have none, whatever their size says. */
    private static boolean hasData(char type) {
        return type < '1' || type > '6';
    }

    private boolean isZero() {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all bytes, the checksum's own taken as blanks; some writers summed signed ones. */
    private void requireChecksum() throws StyxException {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= Field.CHECKSUM.at && i < Field.CHECKSUM.at + Field.CHECKSUM.length;
            unsigned += own ? ' ' : header[i] & 0xff;
            signed += own ? ' ' : header[i];
        }
        long said = number(Field.CHECKSUM);
        if (said != unsigned && said != signed) {
            throw Source.damaged(at == 0 ? "no tar archive, or one that is compressed"
                    : "the header at byte " + at + " has the checksum " + unsigned + ", not " + said);
        }
    }

    // ---- members ----

    private void member(char type, long data, long size) throws StyxException {
        Member m = new Member();
        m.path = record("path", path());
        m.mode = (int) number(Field.MODE) & 0777;
        m.modified = time();
        m.uid = id("uid", Field.UID);
        m.gid = id("gid", Field.GID);
        m.owner = record("uname", owner(Field.UNAME, m.uid));
        m.group = record("gname", owner(Field.GNAME, m.gid));
        boolean directory = type == '5' || (type == 0 || type == '0') && m.path.endsWith("/");
        switch (directory ? '5' : type) {
            case '1' -> members.addLink(m.path, linkPath());
            case '2' -> {
                m.mode |= Mode.DMSYMLINK;
                m.target = linkPath();
                members.add(m);
            }
            case '5' -> {
                m.mode |= Mode.DMDIR;
                members.add(m);
            }
            case '3', '4', '6' -> { }
            default -> {
                boolean sparse = type == 'S' || extended.containsKey("GNU.sparse.major") || extended.containsKey("GNU.sparse.size");
                m.contents = sparse ? new Contents.Unknown(size, "sparse files of GNU tar are not supported: " + m.path)
                        : new Contents.Stored(source, data, size);
                members.add(m);
            }
        }
    }

    private String path() {
        String name = text(Field.NAME);
        boolean posix = text(Field.MAGIC).equals("ustar") && header[POSIX] == 0;
        String prefix = posix ? text(Field.PREFIX) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String linkPath() throws StyxException {
        String path = record("linkpath", text(Field.LINKNAME));
        if (path.length() > Members.MAX_PATH) {
            throw Source.damaged("the link at byte " + at + " has a path of " + path.length() + " characters");
        }
        return path;
    }

    private String owner(Field name, int id) {
        String text = text(Field.MAGIC).equals("ustar") ? text(name) : "";
        return !text.isEmpty() ? text : id == 0 ? "root" : Integer.toUnsignedString(id);
    }

    private int id(String key, Field field) throws StyxException {
        String said = record(key, null);
        return (int) (said == null ? number(field) : decimal(said, key));
    }

    /** In pax headers a decimal fraction, which may be negative. */
    private long time() throws StyxException {
        String said = record("mtime", null);
        if (said == null) {
            return clamp(number(Field.MTIME)) * SECOND;
        }
        int point = said.indexOf('.');
        String whole = point < 0 ? said : said.substring(0, point);
        String digits = point < 0 ? "" : said.substring(point + 1);
        long fraction = decimal((digits + "000000000").substring(0, 9), "mtime");
        boolean negative = whole.startsWith("-");
        long seconds = clamp(decimal(negative ? whole.substring(1) : whole, "mtime")) * SECOND + fraction;
        return negative ? -seconds : seconds;
    }

    /** Seconds that can be told in nanoseconds. */
    private static long clamp(long seconds) {
        return Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE * 4L, seconds));
    }

    private String record(String key, String otherwise) {
        String own = extended.get(key);
        return own != null ? own : global.getOrDefault(key, otherwise);
    }

    // ---- headers ----

    private String text(Field f) {
        int end = f.at;
        while (end < f.at + f.length && header[end] != 0) {
            end++;
        }
        return new String(header, f.at, end - f.at, StandardCharsets.UTF_8);
    }

    /** Octal digits, or GNU's base 256 if the first bit is set. */
    private long number(Field f) throws StyxException {
        if ((header[f.at] & 0x80) != 0) {
            long value = (header[f.at] & 0x40) != 0 ? -1 : 0;
            for (int i = 0; i < f.length; i++) {
                int b = i == 0 ? header[f.at] & 0x3f | (value < 0 ? ~0x3f : 0) : header[f.at + i] & 0xff;
                if (value != value << 8 >> 8) {
                    throw Source.damaged("the header at byte " + at + " has too large a number for " + f);
                }
                value = value << 8 | b & 0xff;
            }
            return value;
        }
        String digits = text(f).trim();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                throw Source.damaged((at == 0 ? "no tar archive: " : "") + "the header at byte " + at + " has no number for " + f);
            }
            value = value << 3 | digit;
        }
        return value;
    }

    private long decimal(String digits, String what) throws StyxException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw Source.damaged("the pax header before byte " + at + " has no number for " + what);
        }
    }

    private byte[] bytes(long data, long size) throws StyxException {
        if (size > MAX_HEADER) {
            throw Source.damaged("the header at byte " + at + " is followed by " + size + " bytes");
        }
        byte[] b = new byte[(int) size];
        window.readFully(data, b, 0, b.length, "a header");
        return b;
    }

    private String longText(long data, long size) throws StyxException {
        String text = new String(bytes(data, size), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Records "LENGTH KEY=VALUE\n", the length that of the whole record. No value takes the key back. */
    private void records(long data, long size, Map<String, String> into) throws StyxException {
        byte[] b = bytes(data, size);
        for (int from = 0; from < b.length && b[from] != 0; ) {
            int blank = from;
            long length = 0;
            while (blank < b.length && b[blank] >= '0' && b[blank] <= '9' && length <= MAX_HEADER) {
                length = length * 10 + b[blank++] - '0';
            }
            int equals = blank;
            while (equals < b.length && b[equals] != '=') {
                equals++;
            }
            if (blank == from || length > b.length - from || equals >= from + length - 1 || b[blank] != ' '
                    || b[(int) (from + length - 1)] != '\n') {
                throw Source.damaged("the pax header at byte " + at + " has no record at its byte " + from);
            }
            String key = new String(b, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            String value = new String(b, equals + 1, (int) (from + length - 2 - equals), StandardCharsets.UTF_8);
            if (value.isEmpty()) {
                into.remove(key);
            } else {
                into.put(key, value);
            }
            from += (int) length;
        }
    }
}
