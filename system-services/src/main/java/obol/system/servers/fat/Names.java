package obol.system.servers.fat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import obol.styx.Errno;
import obol.styx.FileName;
import obol.styx.StyxException;

/**
 * Names of files: long ones in UTF-16, and short ones of 8 and 3 characters, which a file always has. Which names there may be, and
 * which are the same, is as with Linux's vfat: case is kept and not looked at, dots at the end do not count.
 */
final class Names {
    /** Bytes of a short name: 8 and 3, padded with spaces. */
    static final int SHORT = 11;
    /** Bits of a short entry's byte 12: the part's letters are small. */
    static final int SMALL_BASE = 8, SMALL_EXTENSION = 16;
    /** UTF-16 units of the longest name. */
    static final int MAX = 255;

    private static final String REFUSED = "*?<>|\":/\\";
    /** Characters of short names beside letters and digits. */
    private static final String SHORT_TOO = "!#$%&'()-@^_`{}~";
    /** Characters 128 to 255 of IBM's code page 437, which short names are in. */
    private static final String CODE_PAGE = ""
            + "\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5"
            + "\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192"
            + "\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
            + "\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510"
            + "\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567"
            + "\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
            + "\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229"
            + "\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

    private Names() {
    }

    /** The name as it is stored; EINVAL if no file may have it, ENAMETOOLONG. */
    static String check(String name) throws StyxException {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        String stored = name.substring(0, end);
        if (!isValid(stored)) {
            throw new StyxException(Errno.EINVAL);
        }
        if (end > MAX) {
            throw new StyxException(Errno.ENAMETOOLONG);
        }
        return stored;
    }

    /** Whether a name that stands on a disk can be shown as it is. */
    static boolean isShowable(String name) {
        return isValid(name) && name.getBytes(StandardCharsets.UTF_8).length <= FileName.MAX_BYTES
                && !name.equals(".") && !name.equals("..");
    }

    private static boolean isValid(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || REFUSED.indexOf(c) >= 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return !name.isEmpty() && name.charAt(name.length() - 1) != ' ';
    }

    /** Names with the same key are the same. */
    static String key(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        StringBuilder b = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            b.append(Character.toUpperCase(name.charAt(i)));
        }
        return b.toString();
    }

    private static boolean isShort(char c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SHORT_TOO.indexOf(c) >= 0;
    }

    /** The short name that says all of this name, with {@link #caseBits}; null if none does. */
    static byte[] exact(String name) {
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        if (base.isEmpty() || base.length() > 8 || extension.length() > 3 || dot >= 0 && extension.isEmpty()
                || smallness(base) < 0 || smallness(extension) < 0) {
            return null;
        }
        return pad(upper(base), upper(extension));
    }

    /** Byte 12 of the entry that has the {@link #exact} short name of this one. */
    static int caseBits(String name) {
        int dot = name.lastIndexOf('.');
        return smallness(dot < 0 ? name : name.substring(0, dot)) * SMALL_BASE
                | (dot < 0 ? 0 : smallness(name.substring(dot + 1)) * SMALL_EXTENSION);
    }

    /** 0 if all letters are capitals, 1 if all are small, -1 if both or what no short name has. */
    private static int smallness(String part) {
        int seen = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean small = c >= 'a' && c <= 'z';
            if (!small && !isShort(c)) {
                return -1;
            }
            seen |= small ? 1 : c >= 'A' && c <= 'Z' ? 2 : 0;
        }
        return seen == 3 ? -1 : seen & 1;
    }

    private static String upper(String part) {
        StringBuilder b = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            b.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return b.toString();
    }

    private static byte[] pad(String base, String extension) {
        byte[] b = (base + " ".repeat(8 - base.length()) + extension + " ".repeat(3 - extension.length()))
                .getBytes(StandardCharsets.ISO_8859_1);
        return b;
    }

    /** A short name beside a long one: what it has of letters and digits, and a number that makes it the only one. */
    static byte[] alias(String name, Set<String> taken) throws StyxException {
        int dot = name.lastIndexOf('.');
        String base = shortened(dot <= 0 ? name : name.substring(0, dot), 6);
        String extension = dot <= 0 ? "" : shortened(name.substring(dot + 1), 3);
        for (int n = 1; n <= 4; n++) {
            byte[] b = pad((base.isEmpty() ? "_" : base) + "~" + n, extension);
            if (!taken.contains(text(b))) {
                return b;
            }
        }
        // as many names that begin alike are common, a number from the name itself is found sooner
        String two = base.length() > 2 ? base.substring(0, 2) : base;
        int hash = name.hashCode();
        for (int i = 0; i < 0x10000; i++) {
            String hex = Integer.toHexString(0x10000 | hash + i & 0xffff).substring(1);
            byte[] b = pad(upper(two + hex) + "~1", extension);
            if (!taken.contains(text(b))) {
                return b;
            }
        }
        throw new StyxException(Errno.ENOSPC);
    }

    private static String shortened(String part, int most) {
        StringBuilder b = new StringBuilder(most);
        String capitals = upper(part);
        for (int i = 0; i < capitals.length() && b.length() < most; i++) {
            char c = capitals.charAt(i);
            if (c != ' ' && c != '.') {
                b.append(isShort(c) ? c : '_');
            }
        }
        return b.toString();
    }

    /** A short name as it is compared. */
    static String text(byte[] shortName) {
        return new String(shortName, 0, SHORT, StandardCharsets.ISO_8859_1);
    }

    /** A short name as it is shown. */
    static String shown(byte[] shortName, int caseBits) {
        String base = shown(shortName, 0, 8, (caseBits & SMALL_BASE) != 0);
        String extension = shown(shortName, 8, SHORT, (caseBits & SMALL_EXTENSION) != 0);
        return extension.isEmpty() ? base : base + "." + extension;
    }

    private static String shown(byte[] name, int from, int to, boolean small) {
        int end = to;
        while (end > from && name[end - 1] == ' ') {
            end--;
        }
        StringBuilder b = new StringBuilder(8);
        for (int i = from; i < end; i++) {
            // 05 stands for E5, which marks an erased entry
            int c = i == 0 && name[i] == 5 ? 0xe5 : name[i] & 0xff;
            char shown = c < 128 ? (char) c : CODE_PAGE.charAt(c - 128);
            if (shown < ' ' || REFUSED.indexOf(shown) >= 0) {
                shown = '_';
            }
            b.append(small && shown >= 'A' && shown <= 'Z' ? (char) (shown + 32) : shown);
        }
        return b.toString();
    }

    /** Ties the slots of a long name to their short entry. */
    static int checksum(byte[] shortName, int at) {
        int sum = 0;
        for (int i = 0; i < SHORT; i++) {
            sum = (sum >> 1 | (sum & 1) << 7) + (shortName[at + i] & 0xff) & 0xff;
        }
        return sum;
    }
}
