package obol.system.posix;

import static obol.nucleus.port.Posix.AT_FDCWD;
import static obol.nucleus.port.Posix.HERE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import obol.channels.Loopback;
import obol.channels.NoService;
import obol.nucleus.port.Errors;
import obol.nucleus.port.FileStatus;
import obol.nucleus.port.Posix;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.bridge.PipeEnds;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.Transfer;
import obol.system.namespace.Namespace;
import obol.system.processes.Processes.Descriptor;
import obol.system.processes.StandardFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link SameAsLinuxTest} cannot reach: standard files, waits, several descriptors of one file, rights, what {@code /proc} shows. */
@Timeout(60)
class NamespacePosixTest {
    private final RamTree tree = new RamTree(() -> 5_000_000_000L, 1 << 20, "root", 0777);
    private final FileService ram = new FileService(tree);
    private final Map<String, String> environment = new TreeMap<>(Map.of("A", "1", "B", "ä"));
    private final Namespace namespace = new Namespace("me", List.of("mount -c ram /", "mount gone /gone", "mount -c env /env"), environment,
        this::connect);
    private final PipeEnds in = PipeEnds.open(100);
    private final PipeEnds out = PipeEnds.open(100);
    private int changes;
    /** The thread that {@link #reading} started last. */
    private Thread reader;
    private final NamespacePosix posix = new NamespacePosix(() -> namespace, "me", "/", environment,
        new StandardFiles(Loopback.of(OpenFile.class, in.reader()), Loopback.of(OpenFile.class, out.writer()), null),
        Map.of(), () -> changes++);

    private Files connect(String name) {
        if (name.equals("gone")) {
            throw new NoService("no service gone");
        }
        return Loopback.of(Files.class, ram);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int open(String path, int flags) {
        return posix.open(AT_FDCWD, bytes(path), flags, 0666);
    }

    private int write(int descriptor, String text) {
        return posix.write(descriptor, bytes(text), 0, text.length(), HERE);
    }

    private String read(int descriptor, int most) {
        byte[] to = new byte[most];
        int count = posix.read(descriptor, to, 0, most, HERE);
        return count < 0 ? Errors.text(-count) : new String(to, 0, count, StandardCharsets.UTF_8);
    }

    /** A read under way on a thread of its own. */
    private FutureTask<String> reading(int descriptor, long[] waiter) {
        FutureTask<String> task = new FutureTask<>(() -> {
            synchronized (waiter) {
                waiter[0] = posix.waiter();
                waiter.notify();
            }
            return read(descriptor, 10);
        });
        reader = new Thread(task);
        reader.start();
        return task;
    }

    private static long await(long[] waiter) throws InterruptedException {
        synchronized (waiter) {
            while (waiter[0] == 0) {
                waiter.wait();
            }
            return waiter[0];
        }
    }

    @Test
    void standardFiles() throws Exception {
        assertEquals(0, posix.available(0));
        Transfer.writeAll(in.writer(), bytes("hello"));
        assertEquals(5, posix.available(0));
        assertEquals("hel", read(0, 3));
        assertEquals(2, posix.available(0));
        assertEquals(-Errors.ESPIPE, posix.seek(0, 0, Posix.SEEK_CUR));
        assertEquals("lo", read(0, 3));
        assertEquals(4, write(1, "text"));
        assertEquals("text", new String(Transfer.read(out.reader(), OpenFile.SHARED, 10)));
        assertEquals(-Errors.EBADF, posix.write(0, new byte[1], 0, 1, HERE));
        assertEquals(-Errors.EBADF, posix.read(1, new byte[1], 0, 1, HERE));
        assertEquals("", read(2, 1));
        assertTrue(posix.status(2).isStream());
    }

    /** The position of a standard file is shared with whoever has it, too. */
    @Test
    void positionOfStandardFilesIsShared() throws Exception {
        tree.root().file("f", 0666, bytes("0123456789"));
        OpenFile file = namespace.open("/f", obol.system.files.OpenMode.READ);
        NamespacePosix other = new NamespacePosix(() -> namespace, "me", "/", environment, new StandardFiles(file.share(), null, null),
            Map.of(), () -> { });
        assertEquals(3, other.read(0, new byte[3], 0, 3, HERE));
        assertEquals("34", new String(Transfer.read(file, OpenFile.SHARED, 2)));
        OpenFile handedOn = other.share(0);
        assertEquals("56", new String(Transfer.read(handedOn, OpenFile.SHARED, 2)));
        assertEquals(7, other.seek(0, 0, Posix.SEEK_CUR));
        assertEquals(3, other.available(0));
        assertNull(other.share(1));
        assertNull(other.share(9));
    }

    @Test
    void readWaitsAndEndsWithItsWriter() throws Exception {
        FutureTask<String> first = reading(0, new long[1]);
        Transfer.writeAll(in.writer(), bytes("late"));
        assertEquals("late", first.get());
        FutureTask<String> last = reading(0, new long[1]);
        in.writer().close();
        assertEquals("", last.get());
    }

    @Test
    void closingEndsTheWait() throws Exception {
        long[] waiter = new long[1];
        FutureTask<String> read = reading(0, waiter);
        await(waiter);
        // Until it waits in the file, its next look at the descriptor may be the first one.
        while (reader.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        assertEquals(0, posix.closeToNothing(0));
        assertEquals("Bad file descriptor", read.get());
        assertEquals("", read(0, 1));
    }

    /** The number is signalled until the wait has ended, as the class library does. */
    @Test
    void wakingEndsTheWaitAndTakesNothing() throws Exception {
        long[] waiter = new long[1];
        FutureTask<String> read = reading(0, waiter);
        long number = await(waiter);
        while (!read.isDone()) {
            posix.wake(number);
            Thread.sleep(1);
        }
        assertEquals("Interrupted system call", read.get());
        Transfer.writeAll(in.writer(), bytes("kept"));
        assertEquals("kept", read(0, 10));
    }

    @Test
    void writeWaitsForRoomAndFailsWithoutReader() throws Exception {
        FutureTask<Integer> write = new FutureTask<>(() -> posix.write(1, new byte[250], 0, 250, HERE));
        new Thread(write).start();
        int read = 0;
        while (read < 250) {
            read += Transfer.read(out.reader(), OpenFile.SHARED, 60).length;
        }
        assertEquals(250, write.get());
        out.reader().close();
        assertEquals("Broken pipe", Errors.text(-write(1, "x")));
    }

    @Test
    void descriptorsOfOneFileShareItsPosition() {
        int one = open("/f", Posix.O_RDWR | Posix.O_CREAT);
        int two = posix.duplicate(one);
        assertEquals(5, write(one, "abcde"));
        assertEquals(5, posix.seek(two, 0, Posix.SEEK_CUR));
        assertEquals(0, posix.close(one));
        assertEquals(1, posix.seek(two, 1, Posix.SEEK_SET));
        assertEquals("bc", read(two, 2));
        assertEquals(-Errors.EBADF, posix.close(one));
        assertEquals(one, open("/f", Posix.O_RDONLY));
        assertEquals(0, posix.close(two));
        assertEquals(-Errors.EBADF, posix.duplicate(two));
    }

    @Test
    void appendingMovesToTheEnd() {
        int plain = open("/f", Posix.O_WRONLY | Posix.O_CREAT);
        int append = open("/f", Posix.O_RDWR | Posix.O_APPEND);
        write(plain, "0123");
        assertEquals(2, write(append, "ab"));
        assertEquals(6, posix.seek(append, 0, Posix.SEEK_CUR));
        assertEquals(6, posix.status(plain).size());
        assertEquals(4, posix.seek(append, -2, Posix.SEEK_END));
        assertEquals("ab", read(append, 9));
        assertEquals(-Errors.EINVAL, posix.seek(append, -7, Posix.SEEK_END));
    }

    @Test
    void tooManyAreRefused() {
        int last = 0;
        for (int descriptor; (descriptor = open("/f", Posix.O_RDWR | Posix.O_CREAT)) >= 0; ) {
            last = descriptor;
        }
        assertEquals(1023, last);
        assertEquals(-Errors.EMFILE, posix.duplicate(5));
        assertEquals(0, posix.close(700));
        assertEquals(700, open("/f", Posix.O_RDONLY));
    }

    @Test
    void modesOwnersAndAccess() {
        assertEquals(0, posix.close(open("/f", Posix.O_RDWR | Posix.O_CREAT)));
        FileStatus status = posix.status(AT_FDCWD, bytes("/f"), true);
        assertEquals(FileStatus.S_IFREG | 0644, status.mode());
        assertEquals("me", posix.ownerName(status.user()));
        assertEquals(5, status.modificationSeconds());
        assertEquals(0, posix.access(bytes("/f"), 6));
        assertEquals(-Errors.EACCES, posix.access(bytes("/f"), 1));
        assertEquals(0, posix.setMode(bytes("/f"), 0400));
        assertEquals(-Errors.EACCES, posix.access(bytes("/f"), 2));
        assertEquals(-Errors.EACCES, open("/f", Posix.O_WRONLY));
        assertEquals(-Errors.ENOENT, posix.access(bytes("/none"), 0));
        assertTrue(posix.space(bytes("/f")).total() > 0);
        assertNull(posix.space(bytes("/none")));
    }

    @Test
    void foldersOnlyWhereTheyAreWanted() {
        assertEquals(0, posix.makeFolder(bytes("/d"), 0777));
        assertEquals(1, write(open("/d/f", Posix.O_WRONLY | Posix.O_CREAT), "x"));
        assertEquals(-Errors.ENOTDIR, open("/d/f", Posix.O_RDONLY | Posix.O_DIRECTORY));
        int folder = open("/d", Posix.O_RDONLY);
        assertTrue(posix.status(folder).isFolder());
        assertEquals(-Errors.EISDIR, posix.read(folder, new byte[1], 0, 1, HERE));
        int file = posix.open(folder, bytes("f"), Posix.O_RDONLY, 0);
        assertEquals("x", read(file, 2));
        assertEquals(-Errors.ENOTDIR, posix.names(file, new byte[512]));
        assertEquals(0, posix.remove(folder, bytes("f"), false));
        assertFalse(posix.status(folder, bytes("f"), true).result() == 0);
    }

    /** More names than one buffer holds, each with its full length. */
    @Test
    void longListings() throws Exception {
        for (int i = 0; i < 300; i++) {
            tree.root().file("x".repeat(200) + i, 0666, new byte[0]);
        }
        int folder = open("/", Posix.O_DIRECTORY);
        byte[] names = new byte[512];
        int count = 0;
        for (int size; (size = posix.names(folder, names)) > 0; ) {
            for (String name : new String(names, 0, size, StandardCharsets.UTF_8).split("\0")) {
                count += name.startsWith("x".repeat(200)) ? 1 : 0;
            }
        }
        assertEquals(300, count);
    }

    @Test
    void aServerThatIsNotThereIsAnError() {
        assertEquals("No such device", Errors.text(-open("/gone/x", Posix.O_RDONLY)));
        assertEquals("No such device", Errors.text(-posix.status(AT_FDCWD, bytes("/gone"), true).result()));
    }

    @Test
    void environmentIsWhatEnvHas() {
        byte[][] pairs = posix.environment();
        assertArrayEquals(bytes("B"), pairs[2]);
        assertArrayEquals(bytes("ä"), pairs[3]);
        write(open("/env/C", Posix.O_WRONLY | Posix.O_CREAT), "3");
        assertEquals("3", environment.get("C"));
    }

    @Test
    void whatProcShows() {
        int file = open("/f", Posix.O_RDWR | Posix.O_CREAT);
        write(file, "abc");
        assertEquals(1, changes);
        assertEquals(List.of(new Descriptor(0, "r", 0, "pipe"), new Descriptor(1, "w", 0, "pipe"), new Descriptor(2, "rw", 0, "log"),
            new Descriptor(3, "rw", 3, "/f")), posix.descriptors());
        posix.close(file);
        assertEquals(2, changes);
        assertEquals(3, posix.descriptors().size());
    }
}
