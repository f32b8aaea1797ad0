package obol.shell.language;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pattern for one file name: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, {@code \c} for c itself. A leading
 * dot is matched by a dot alone. Works on code points, in time at most pattern times name.
 */
final class Wildcard {
    /** Names in the order of their UTF-8 bytes. */
    static final Comparator<String> BYTE_ORDER = Wildcard::compareCodePoints;

    private final int[] pattern;

    Wildcard(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    /** True when the pattern may match another text than itself. A bracket alone, as in {@code [ -f x}, does not. */
    static boolean hasMagic(CharSequence pattern) {
        boolean open = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') i++;
            else if (c == '*' || c == '?' || c == ']' && open) return true;
            else if (c == '[') open = true;
        }
        return false;
    }

    /** The pattern that matches just the text. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("\\*?[]!-".indexOf(text.charAt(i)) >= 0) escaped.append('\\');
            escaped.append(text.charAt(i));
        }
        return escaped.toString();
    }

    static String unescape(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) i++;
            text.append(pattern.charAt(i));
        }
        return text.toString();
    }

    boolean matches(String name) {
        int[] text = name.codePoints().toArray();
        if (text.length > 0 && text[0] == '.' && (pattern.length == 0 || pattern[0] != '.' && !isEscapedDot())) return false;
        int p = 0;
        int t = 0;
        int afterStar = -1;
        int starText = 0;
        while (t < text.length || p < pattern.length) {
            if (p < pattern.length && pattern[p] == '*') {
                afterStar = ++p;
                starText = t;
                continue;
            }
            int next = p < pattern.length && t < text.length ? step(p, text[t]) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (afterStar >= 0 && starText < text.length) {
                p = afterStar;
                t = ++starText;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean isEscapedDot() {
        return pattern.length > 1 && pattern[0] == '\\' && pattern[1] == '.';
    }

    /** Matches one character at p; gives the place behind, or -1. */
    private int step(int p, int c) {
        if (pattern[p] == '?') return p + 1;
        if (pattern[p] == '\\' && p + 1 < pattern.length) return pattern[p + 1] == c ? p + 2 : -1;
        if (pattern[p] == '[') {
            int close = closeOf(p);
            if (close >= 0) return inBrackets(p + 1, close, c) ? close + 1 : -1;
        }
        return pattern[p] == c ? p + 1 : -1;
    }

    /** The end of the brackets that open at p, or -1: then the bracket is an ordinary character. A first ] belongs to the set. */
    private int closeOf(int p) {
        int first = p + 1;
        if (first < pattern.length && pattern[first] == '!') first++;
        for (int i = first; i < pattern.length; i++) {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == ']' && i > first) return i;
        }
        return -1;
    }

    private boolean inBrackets(int from, int close, int c) {
        boolean negated = pattern[from] == '!';
        boolean found = false;
        int i = negated ? from + 1 : from;
        while (i < close) {
            if (pattern[i] == '\\') i++;
            int low = pattern[i++];
            int high = low;
            if (i + 1 < close && pattern[i] == '-') {
                i++;
                if (pattern[i] == '\\') i++;
                high = pattern[i++];
            }
            found |= c >= low && c <= high;
        }
        return found != negated;
    }

    /** The paths that match, sorted; empty when there are none. The pattern may have several components. */
    static List<String> expand(String pattern, String directory, OperatingSystem system) {
        List<String> found = new ArrayList<>();
        boolean absolute = pattern.startsWith("/");
        List<String> components = components(absolute ? pattern.substring(1) : pattern);
        expand(absolute ? "/" : "", components, 0, directory, system, found);
        found.sort(BYTE_ORDER);
        return found;
    }

    private static List<String> components(String pattern) {
        List<String> components = new ArrayList<>();
        int start = 0;
        for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', start)) {
            components.add(pattern.substring(start, slash));
            start = slash + 1;
        }
        components.add(pattern.substring(start));
        return components;
    }

    private static void expand(String prefix, List<String> components, int index, String directory, OperatingSystem system, List<String> found) {
        String component = components.get(index);
        boolean last = index == components.size() - 1;
        if (!hasMagic(component)) {
            String path = prefix + unescape(component);
            if (!last) expand(path + "/", components, index + 1, directory, system, found);
            else if (system.status(Paths.resolve(directory, path)) != null) found.add(path);
            return;
        }
        List<String> names;
        try {
            names = system.list(Paths.resolve(directory, prefix));
        } catch (IOException e) {
            return; // what cannot be listed matches nothing
        }
        Wildcard wildcard = new Wildcard(component);
        for (String name : names) {
            if (!wildcard.matches(name)) continue;
            if (last) {
                found.add(prefix + name);
            } else {
                OperatingSystem.FileStatus status = system.status(Paths.resolve(directory, prefix + name));
                if (status != null && status.directory()) expand(prefix + name + "/", components, index + 1, directory, system, found);
            }
        }
    }

    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x == y) continue;
            // Surrogates stand for code points above all others.
            if (Character.isSurrogate(x) != Character.isSurrogate(y)) return Character.isSurrogate(x) ? 1 : -1;
            return x - y;
        }
        return a.length() - b.length();
    }
}
