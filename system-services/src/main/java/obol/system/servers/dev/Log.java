package obol.system.servers.dev;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.system.servers.text.LineFile;
import obol.system.servers.text.Lines;

/**
 * The machine's log: the last lines that the first process and others have written, each {@code MICROSECONDS NAME TEXT}, with the time since
 * 1970 and by whom. Used by one thread.
 */
public final class Log {
    /** Lines that are kept, and characters of a text. */
    static final int LINES_MOST = 1024, TEXT_MOST = 512;
    private static final long MICRO = 1000;

    private final LongSupplier clock;
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<LineFile> followers = new ArrayList<>();

    /** @param clock nanoseconds since 1970 */
    public Log(LongSupplier clock) {
        this.clock = clock;
    }

    /** Adds the lines of a text. @param name of who says it; no blank is in it */
    public void add(String name, String text) {
        long now = clock.getAsLong() / MICRO;
        for (String each : text.split("\n")) {
            String line = now + " " + name + ' ' + Lines.printable(each, TEXT_MOST) + '\n';
            if (lines.size() == LINES_MOST) {
                lines.remove();
            }
            lines.add(line);
            for (LineFile follower : followers) {
                follower.add(line);
            }
        }
    }

    /** All that there is. */
    String text() {
        return String.join("", lines);
    }

    /** A file of all that there is, and then of what comes. */
    OpenFile follow() throws StyxException {
        LineFile file = new LineFile(2 * LINES_MOST) {
            @Override
            public void close() {
                followers.remove(this);
            }
        };
        lines.forEach(file::add);
        followers.add(file);
        return file;
    }
}
