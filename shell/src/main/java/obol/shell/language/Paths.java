package obol.shell.language;

import java.util.ArrayList;
import java.util.List;

/** Paths as text. */
public final class Paths {
    private Paths() {}

    /** The path seen from a directory, which is absolute; nothing is removed from it. */
    public static String resolve(String directory, String path) {
        if (path.startsWith("/")) return path;
        if (path.isEmpty()) return directory;
        return directory.endsWith("/") ? directory + path : directory + "/" + path;
    }

    /** An absolute path without {@code .}, {@code ..} and doubled slashes; {@code ..} at the root stays there. */
    static String normalize(String absolute) {
        List<String> kept = new ArrayList<>();
        int start = 0;
        while (start <= absolute.length()) {
            int slash = absolute.indexOf('/', start);
            if (slash < 0) slash = absolute.length();
            String component = absolute.substring(start, slash);
            if (component.equals("..")) {
                if (!kept.isEmpty()) kept.remove(kept.size() - 1);
            } else if (!component.isEmpty() && !component.equals(".")) {
                kept.add(component);
            }
            start = slash + 1;
        }
        return "/" + String.join("/", kept);
    }
}
