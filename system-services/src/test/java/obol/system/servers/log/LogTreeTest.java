package obol.system.servers.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import obol.channels.Pending;
import obol.styx.Mode;
import obol.system.bridge.FileService;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Status;
import obol.system.files.Transfer;
import obol.system.servers.ManualFiles;
import org.junit.jupiter.api.Test;

/** Logs as a client of the file service sees them; the time is 1 microsecond later at each look. */
class LogTreeTest {
    private static final OpenMode FRESH = new OpenMode(true, true, true, false, false, false, false);
    private static final OpenMode NEW = new OpenMode(true, true, false, false, true, false, false);

    private long now;
    private final LogTree tree = new LogTree(() -> now += 1000);
    private final FileService service = new FileService(tree);

    private Fid root() throws FileException {
        return service.attach("root", "");
    }

    private OpenFile log(String name) throws FileException {
        return root().create(name, 0666, false, FRESH);
    }

    private OpenFile opened(String... names) throws FileException {
        return root().walk(List.of(names)).open(OpenMode.READ);
    }

    private static void write(OpenFile file, String text) throws FileException {
        Transfer.writeAll(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String all(OpenFile file, int step) throws FileException {
        StringBuilder text = new StringBuilder();
        for (byte[] part; (part = Transfer.read(file, OpenFile.SHARED, step)).length > 0; ) {
            text.append(new String(part, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** Without the times, which rise. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        long last = -1;
        for (String line : text.split("(?<=\n)")) {
            if (!line.isEmpty()) {
                long time = Long.parseLong(line.substring(0, line.indexOf(' ')));
                assertTrue(time > last && line.endsWith("\n"), line);
                last = time;
                lines.add(line.substring(line.indexOf(' ') + 1, line.length() - 1));
            }
        }
        return lines;
    }

    private static void refused(String why, Request request) {
        assertEquals(why, assertThrows(FileException.class, request::run).getMessage());
    }

    private interface Request {
        void run() throws Exception;
    }

    @Test
    void linesAreAppendedWhole() throws Exception {
        OpenFile one = log("a");
        OpenFile other = log("a");
        write(one, "one, ");
        write(other, "two\nthr");
        write(one, "first\n\n");
        one.write(0, "\u001b[2J ä".getBytes(StandardCharsets.UTF_8));
        one.close();
        assertEquals(List.of("two", "one, first", "", "?[2J ä"), lines(all(opened("a"), 7)));
        other.close();
        assertEquals("thr", lines(all(opened("a"), 1000)).get(4));
        write(log("a"), "x".repeat(LogTree.TEXT_MOST) + "y\n");
        assertEquals(List.of("x".repeat(LogTree.TEXT_MOST), "y"), lines(all(opened("a"), 1000)).subList(5, 7));
    }

    /** What is there afterwards is the end of what a log without bound would have; who reads meanwhile sees whole parts of that. */
    @Property(tries = 30, seed = "3")
    void theOldestGo(@ForAll @Size(min = 1, max = 40) List<@Chars('z') @AlphaChars @StringLength(max = 900) String> texts) throws Exception {
        Fid root = new FileService(new LogTree(() -> now += 1000)).attach("root", "");
        OpenFile file = root.create("a", 0666, false, FRESH);
        OpenFile slow = root.walk(List.of("a")).open(OpenMode.READ);
        List<String> written = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String line = i + " " + texts.get(i % texts.size());
            write(file, line + "\n");
            written.add(line);
            if (i % 50 == 0) {
                seen.append(new String(Transfer.read(slow, OpenFile.SHARED, 1 << 20), StandardCharsets.UTF_8));
            }
        }
        OpenFile reader = root.walk(List.of("a")).open(OpenMode.READ);
        String text = all(reader, 4096);
        List<String> kept = lines(text);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        assertEquals(length, reader.status().length());
        assertTrue(length <= LogTree.BYTES_MOST);
        assertEquals(written.subList(written.size() - kept.size(), written.size()), kept);
        assertTrue(kept.size() == written.size() || length + 1000 > LogTree.BYTES_MOST, kept.size() + " lines");
        seen.append(all(slow, 4096));
        List<String> passed = lines(seen.toString());
        assertTrue(written.containsAll(passed) && passed.containsAll(kept));
    }

    @Test
    void aFollowerWaits() throws Exception {
        write(log("a"), "one\n");
        OpenFile follower = opened("follow", "a");
        assertEquals(List.of("one"), lines(new String(Transfer.read(follower, 0, 100), StandardCharsets.UTF_8)));
        Pending<byte[]> next = ((OpenFile.Later) follower.read(0, 100)).bytes();
        assertFalse(next.ready());
        write(log("a"), "two\n");
        assertEquals(List.of("two"), lines(new String(next.await(), StandardCharsets.UTF_8)));
        Pending<byte[]> last = ((OpenFile.Later) follower.read(0, 100)).bytes();
        root().unlink("a", false);
        assertEquals(0, last.await().length);
        refused("file does not exist", () -> opened("a"));
        refused("file does not exist", () -> opened("follow", "a"));
    }

    @Test
    void whatIsThereAndWhatIsNot() throws Exception {
        for (int i = 0; i < LogTree.LOGS_MOST - 1; i++) {
            log("log" + i).close();
        }
        tree.append("machine", "17 init ready");
        assertEquals("17 init ready\n", all(opened("machine"), 100));
        assertTrue(ManualFiles.of("4/log", "/log").equals(Set.of("follow", "machine")));
        refused("file system is full", () -> log("more"));
        tree.append("more", "nobody keeps this");
        refused("file already exists", () -> root().create("log3", 0666, false, NEW));
        refused("file already exists", () -> log("follow"));
        refused("permission denied", () -> root().make("d", Mode.DMDIR | 0755, false, ""));
        refused("permission denied", () -> root().unlink("follow", true));
        refused("not a directory", () -> root().unlink("log3", true));
        List<OpenFile.Entry> entries = root().open(OpenMode.READ).list(0, 100);
        assertEquals(LogTree.LOGS_MOST + 1, entries.size());
        List<OpenFile.Entry> second = root().open(OpenMode.READ).list(entries.get(9).position(), 5);
        assertEquals(names(entries).subList(10, 15), names(second));
        assertEquals(Mode.DMAPPEND | 0666, entries.get(0).status().mode());
        assertEquals(LogTree.LOGS_MOST, root().walk(List.of("follow")).open(OpenMode.READ).list(0, 100).size());
        root().walk(List.of("log3")).remove();
        log("more").close();
    }

    private static List<String> names(List<OpenFile.Entry> entries) {
        return entries.stream().map(OpenFile.Entry::status).map(Status::name).toList();
    }
}
