package obol.system.namespace;

import java.util.ArrayList;
import java.util.List;
import obol.styx.Errno;
import obol.system.files.FileException;

/** Paths as text. A canonical path is "/" or "/a/b": absolute, without empty names, "." and "..". */
public final class PathName {
    /** Longest path in chars, as Linux has it in bytes. */
    public static final int MAX = 4096;

    private PathName() {
    }

    /** The canonical form of a path, ".." taken lexically; at the root it leads nowhere. */
    public static String canonical(String directory, String path) throws FileException {
        if (path.isEmpty()) {
            throw new FileException(Errno.ENOENT.text());
        }
        if (path.length() > MAX) {
            throw new FileException(Errno.ENAMETOOLONG.text());
        }
        return canonical(path.charAt(0) == '/' ? path : directory + "/" + path);
    }

    /** The canonical form of an absolute path. */
    public static String canonical(String path) {
        if (isCanonical(path)) {
            return path;
        }
        List<String> names = new ArrayList<>();
        for (String name : names(path)) {
            if (!name.equals("..")) {
                names.add(name);
            } else if (!names.isEmpty()) {
                names.remove(names.size() - 1);
            }
        }
        return path(names);
    }

    private static boolean isCanonical(String path) {
        int length = path.length();
        if (length == 0 || path.charAt(0) != '/') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (path.charAt(i) == '/' && (i + 1 == length || path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.')) {
                return length == 1;
            }
        }
        return true;
    }

    /** The names between slashes; empty ones and "." are left out. */
    static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < path.length(); ) {
            int to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            if (to > from && !(to == from + 1 && path.charAt(from) == '.')) {
                names.add(path.substring(from, to));
            }
            from = to + 1;
        }
        return names;
    }

    static String path(List<String> names) {
        return names.isEmpty() ? "/" : "/" + String.join("/", names);
    }

    /** The directory of a canonical path; the root is its own. */
    public static String parent(String path) {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    /** The last name of a canonical path; "/" for the root. */
    public static String last(String path) {
        return path.length() == 1 ? path : path.substring(path.lastIndexOf('/') + 1);
    }

    /** A file of a directory, by its name. */
    public static String child(String directory, String name) {
        return directory.length() == 1 ? directory + name : directory + "/" + name;
    }

    /** Whether a canonical path is another one or below it. */
    static boolean isWithin(String path, String directory) {
        return directory.length() == 1
                || path.startsWith(directory) && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
    }
}
