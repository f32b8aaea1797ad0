package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running Obol is mounted by Linux, and by another Obol. */
@Tag("qemu")
@Tag("slow")
class MountTest {
    /** Bytes of a system that has nothing to do, its collectors' leisure included. */
    private static final long ENOUGH = 128 << 20;

    /** Seconds that Linux may take for a few checks, its start included, and for all of them. */
    private static final int FEW = 400, ALL = 900 + 180 * Integer.getInteger("obol.random.minutes", 0);
    /** Milliseconds until a request without an answer fails the test. */
    private static final int PATIENCE = 60_000;

    @TempDir
    static Path folder;
    private static Path examples;

    @BeforeAll
    static void build() throws Exception {
        RunningObol.build();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp",
                Images.channelsClasses() + ":" + System.getProperty("java.class.path")));
        try (Stream<Path> sources = Files.walk(Path.of("../channels/examples"))) {
            sources.map(Path::toString).filter(s -> s.endsWith(".java")).sorted().forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        examples = folder.resolve("examples.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(examples)); Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    /** The guest has a limit of its own, by how many operations there are to be. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void linuxMountsAHostedObol() throws Exception {
        try (RunningObol obol = new RunningObol("--hosted", "--with", examples.toString())) {
            isMounted(obol, obol.port(), ALL, 600, "9p2000:65536,9p2000.u:8192,9p2000.L:1048576", "CASES=1", "OPERATIONS=" + operations(), "PROGRAMS=1");
        }
    }

    @Test
    @Timeout(600)
    void linuxMountsABootedObol() throws Exception {
        try (RunningObol obol = new RunningObol("--with", examples.toString())) {
            isMounted(obol, obol.port(), FEW, 30, "9p2000.L:65536");
        }
    }

    /** The clients come by the machine's own network. */
    @Test
    @Timeout(600)
    void linuxMountsABootedObolByTcp() throws Exception {
        try (RunningObol obol = new RunningObol("--with", examples.toString(), "--net", "--forward", "0:564")) {
            isMounted(obol, obol.forwarded(), FEW, 30, "9p2000.L:65536");
        }
    }

    @Test
    @Timeout(600)
    void aHostedObolMountsAnother() throws Exception {
        mountsAnother("--hosted");
    }

    @Test
    @Timeout(600)
    void aBootedObolMountsAnother() throws Exception {
        mountsAnother();
    }

    private static void mountsAnother(String... how) throws Exception {
        try (RunningObol served = new RunningObol("--hosted", "--with", examples.toString())) {
            int port = served.port();
            List<String> arguments = new ArrayList<>(List.of(how));
            arguments.addAll(List.of("--dial", "127.0.0.1:" + port));
            try (RunningObol client = new RunningObol(arguments.toArray(new String[0]))) {
                String mount = "mount tcp!127.0.0.1!" + port + " /n";
                client.port();
                served.does("ls /tmp /dev /srv; cat /srv/counter/value");
                client.does("echo >/tmp/x; rm /tmp/x; " + mount + "; ls /tmp /n/tmp /n/dev /n/proc /n/srv; unmount /n");
                State servedCalm = State.calm(served);
                State calm = State.calm(client);
                assertEquals(List.of("bin", "dev", "env", "lib", "log", "man", "n", "net", "proc", "srv", "tmp", "obol", "name init", "0"),
                        client.does(mount + "; ls /n; cat /n/dev/sysname; head -n 1 /n/proc/1/status; cat /n/srv/counter/value"));
                assertEquals(List.of("2000000", "theirs", "y"), client.does("""
                        head -c 2000000 /dev/zero >/tmp/big; cp /tmp/big /n/tmp/big; cmp /tmp/big /n/tmp/big && wc -c </n/tmp/big
                        mkdir /n/tmp/d; echo theirs >/n/tmp/x; mv /n/tmp/x /n/tmp/d/y; cat /n/tmp/d/y; ls /n/tmp/d"""));
                assertEquals(List.of("theirs"), served.does("cat /tmp/d/y; rm -r /tmp/d /tmp/big"));
                assertEquals(List.of(), client.does("rm /tmp/big; unmount /n; ls /n"));
                becomes(served, servedCalm);
                becomes(client, calm);
                assertEquals(List.of(), client.errors());

                assertEquals(List.of("1"), client.does("mount tcp!127.0.0.1!1 /n; echo $?"));
                client.does(mount);
                assertEquals(List.of(), served.errors());
                served.close();
                assertEquals(List.of("1"), client.does("cat /n/dev/sysname; echo $?"));
                // Standard error is a stream of its own: it may come after the output.
                List<String> complaints = new ArrayList<>();
                eventually("two complaints are wanted", () -> complaints.addAll(client.errors()) && complaints.size() == 2);
                assertEquals(List.of("obol"), client.does("cat /dev/sysname"));
            }
        }
    }

    /** Seed, steps and seconds: a few in the same order each time, or for so many minutes a dialect, if that is asked for, others each time. */
    private static String operations() {
        int minutes = Integer.getInteger("obol.random.minutes", 0);
        return minutes == 0 ? "1:600:600" : System.nanoTime() % 1_000_000 + ":1000000000:" + 60 * minutes;
    }

    private static void isMounted(RunningObol obol, int port, int patience, int checks, String mounts, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("SYSTEM=1", "TOP=/tmp", "MOUNTS=" + mounts,
                "SKIP=fifo,bytes-through-a-fifo,device,socket,owner,group-alone,synthetic,command,command-error"));
        all.addAll(List.of(words));
        List<String> figures = LinuxGuest.tries(port, patience, checks, all.toArray(new String[0]));
        System.out.println(figures);
        // The shell itself looks into the folder here, as it does below.
        assertEquals(List.of("/tmp/*"), obol.does("echo /tmp/*"));
        State calm = State.calm(obol);
        anotherGoesOn(port, () -> {
            // By the machine's own network those are what is hard; a Linux that dies is one more of them.
            if (port == obol.port()) LinuxGuest.diesWriting(port, "/tmp");
            else cutOff(port);
            nonsense(port);
        });
        obol.does("rm /tmp/victim*");
        becomes(obol, calm);
        assertEquals(List.of(), obol.errors());
    }

    /** Work that may fail. */
    private interface Task {
        void run() throws Exception;
    }

    /** A client of its own writes and reads a file all the time while something else happens. */
    private static void anotherGoesOn(int port, Task task) throws Exception {
        try (Socket socket = connect(port)) {
            Client client = Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, 65536);
            Throwable[] failure = {null};
            boolean[] stop = {false};
            int[] rounds = {0};
            Thread other = new Thread(() -> {
                byte[] bytes = new byte[100_000];
                new Random(1).nextBytes(bytes);
                try (RemoteFile root = client.attach("root", 0, ""); RemoteFile file = root.walk("tmp")) {
                    file.create("steady", 0644, OpenMode.READ_WRITE);
                    while (!stop[0]) {
                        file.write(0, bytes);
                        assertArrayEquals(bytes, file.readAll());
                        rounds[0]++;
                    }
                    file.remove();
                } catch (Throwable t) {
                    failure[0] = t;
                }
            }, "steady");
            other.start();
            task.run();
            int now = rounds[0];
            eventually("the other client stands still", () -> rounds[0] > now || failure[0] != null);
            stop[0] = true;
            other.join(PATIENCE);
            assertFalse(other.isAlive(), "the other client does not end");
            if (failure[0] != null) throw new AssertionError("the other client after " + rounds[0] + " rounds, " + now + " before", failure[0]);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    /** Clients that ask for more than they read, and are gone without a word: by a reset, when some of it is under way. */
    private static void cutOff(int port) throws Exception {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < 10; i++) {
            List<Socket> sockets = new ArrayList<>();
            for (int j = 0; j < 3; j++) {
                String name = "victim-" + i + "-" + j;
                Socket socket = connect(port);
                sockets.add(socket);
                RemoteFile victim;
                try {
                    Client client = Client.connect(new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.L, 65536);
                    victim = client.attach("root", 0, "").walk("tmp");
                    victim.create(name, 0644, OpenMode.READ_WRITE);
                } catch (StyxException refused) {
                    throw new AssertionError(name + " from port " + socket.getLocalPort(), refused);
                }
                Thread busy = new Thread(() -> {
                    try {
                        while (true) {
                            victim.write(0, bytes);
                            victim.readAll();
                        }
                    } catch (StyxException cut) {
                        // as it should be
                    }
                }, "cut off");
                busy.setDaemon(true);
                busy.start();
            }
            Thread.sleep(20L * i);
            for (Socket socket : sockets) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    /** What is no 9P is hung up on. */
    private static void nonsense(int port) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[1 + random.nextInt(50_000)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                // a length that may be, so that the rest is looked at
                System.arraycopy(new byte[] {(byte) (7 + random.nextInt(200)), 0, 0, 0}, 0, bytes, 0, Math.min(4, bytes.length));
            }
            try (Socket socket = connect(port)) {
                OutputStream out = socket.getOutputStream();
                try {
                    out.write(bytes);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (java.net.SocketException reset) {
                    // hung up while we write
                }
            }
        }
    }

    private static void becomes(RunningObol obol, State wanted) throws IOException, InterruptedException {
        State.becomes(obol, wanted);
        assertTrue(memory(obol) < ENOUGH, "no memory came back");
    }

    /** Bytes in use. */
    private static long memory(RunningObol obol) throws IOException {
        return Long.parseLong(obol.does("grep total /dev/memory").get(0).split(" ")[1]);
    }

    /** A question that may fail. */
    private interface Question {
        boolean ask() throws Exception;
    }

    private static void eventually(String complaint, Question condition) throws Exception {
        long patience = System.nanoTime() + PATIENCE * 1_000_000L;
        while (!condition.ask()) {
            assertTrue(System.nanoTime() < patience, complaint);
            Thread.sleep(20);
        }
    }
}
