package obol.system.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What a page of the manual says of files. */
public final class ManualFiles {
    private static final Path PAGES = Path.of("../shell/src/main/files/man");

    private ManualFiles() {
    }

    /** The names of the files in a directory that a page lists, each of which it also describes. */
    public static Set<String> of(String page, String directory) throws IOException {
        Set<String> names = new TreeSet<>();
        String text = Files.readString(PAGES.resolve(page));
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith(directory + '/')) {
                String name = line.substring(directory.length() + 1);
                if (text.lines().noneMatch(each -> each.startsWith("     " + name + ' '))) {
                    throw new AssertionError(page + " does not describe " + name);
                }
                names.add(name);
            }
        }
        return names;
    }
}
