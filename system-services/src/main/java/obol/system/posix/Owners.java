package obol.system.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.nucleus.port.FileStatus;
import obol.styx.Mode;
import obol.system.files.Status;

/** Numbers for the names of users and groups, as they are met; they hold within this process. And a file's status with them. */
final class Owners {
    private static final int FIRST = 1000;
    private static final long SECOND = 1_000_000_000;

    private final List<String> names = new ArrayList<>();

    synchronized int number(String name) {
        int known = names.indexOf(name);
        if (known < 0) {
            known = names.size();
            names.add(name);
        }
        return FIRST + known;
    }

    /** Null if the number stands for no name. */
    synchronized String name(int number) {
        int known = number - FIRST;
        return known >= 0 && known < names.size() ? names.get(known) : null;
    }

    /** @param device tells the file's server and tree from others, 0 if unknown */
    FileStatus status(Status s, int device) {
        boolean link = (s.mode() & Mode.DMSYMLINK) != 0;
        long size = link ? s.target().getBytes(StandardCharsets.UTF_8).length : s.length();
        return new FileStatus(0, Mode.toLinux(s.mode(), false), device, s.path(), Math.max(1, s.links()), number(s.owner()),
            number(s.group()), 0, size,
            Math.floorDiv(s.accessed(), SECOND), Math.floorMod(s.accessed(), SECOND), Math.floorDiv(s.modified(), SECOND),
            Math.floorMod(s.modified(), SECOND), Math.floorDiv(s.changed(), SECOND), Math.floorMod(s.changed(), SECOND));
    }
}
