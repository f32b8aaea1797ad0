package obol.tests.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import obol.host.image.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program on one Obol connects to a service of another, which is mounted. */
@Tag("slow")
@Timeout(600)
class RemoteServiceTest {
    private static final String VISIT = "visit /n/there/srv/shop ";

    private static final List<String> BOUGHT = List.of("price 5", "sold out: no hats", "laterlater", "sum 499500", "noted 60000",
            "block 300000 7", "rung true", "own 6", "total 4");

    @TempDir
    static Path folder;
    private static Path service;
    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        RunningObol.build();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-g", "-d", classes.toString(), "-cp", Images.channelsClasses().toString()));
        try (Stream<Path> sources = Files.list(Path.of("src/programs/remote"))) {
            sources.map(Path::toString).sorted().forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        service = jar(classes, "service.jar", "Visit");
        program = jar(classes, "program.jar", "ShopService");
    }

    private static Path jar(Path classes, String name, String without) throws IOException {
        Path result = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(result)); Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                String entry = classes.relativize(file).toString();
                if (!entry.startsWith("remote/" + without)) {
                    jar.putNextEntry(new JarEntry(entry));
                    jar.write(Files.readAllBytes(file));
                }
            }
        }
        return result;
    }

    @Test
    void aServiceOfAnotherMachine() throws Exception {
        try (RunningObol there = new RunningObol("--hosted", "--with", service.toString())) {
            int port = there.port();
            try (RunningObol here = new RunningObol("--hosted", "--with", program.toString(), "--dial", "127.0.0.1:" + port)) {
                String mount = "mount tcp!127.0.0.1!" + port + " /n/there";
                here.port();
                assertEquals(List.of("NoService: no service nobody/shop: nobody/shop/session (No such file or directory)"),
                        here.does("visit nobody/shop buy"));
                assertEquals(BOUGHT, here.does("echo >/tmp/x; rm /tmp/x; " + mount + "; " + VISIT + "buy"));
                State servedCalm = State.calm(there);
                State calm = State.calm(here);
                assertEquals(BOUGHT, here.does(VISIT + "buy"));
                assertEquals(List.of("Mismatch: /n/there/srv/shop: the contract is remote.Shop$Bell here, remote.Shop there"),
                        here.does(VISIT + "bell"));
                assertEquals(List.of("DeadlinePassed: the deadline passed before the reply"), here.does(VISIT + "late"));
                end(there);
                assertEquals(List.of("ServerFault: shop: IllegalStateException: dropped a vase in ShopService.crash, ShopService.java:110"),
                        here.does(VISIT + "crash"));
                assertEquals(List.of("5", "5"), here.does("call /n/there/srv/shop price boots; cd /n/there/srv; call ./shop price boots; cd /"));
                assertEquals(List.of("closed", "open", "open"), here.does("cat /n/there/srv/shop/sign; echo open >/n/there/srv/shop/sign; "
                        + "cat /n/there/srv/shop/sign; call /n/there/srv/shop sign"));

                waits(here, "visit /n/there/srv/shop hang /tmp/1 >/tmp/out1 &");
                end(there);
                assertEquals(List.of("PeerGone: the channel has ended"), here.does("wait; cat /tmp/out1; rm /tmp/1 /tmp/out1"));
                State.becomes(here, calm);
                assertEquals(List.of("5"), here.does("call /n/there/srv/shop price boots"));
                State.becomes(there, servedCalm);

                waits(here, "visit /n/there/srv/shop hang /tmp/1 >/tmp/out1 & unmount /n/there");
                assertEquals(List.of("2"), here.does("ls /n/there/srv >/dev/null 2>/dev/null; echo $?"));
                there.close();
                assertEquals(List.of("PeerGone: the channel has ended"), here.does("wait; cat /tmp/out1"));
                assertEquals(List.of(), here.errors());
            }
        }
    }

    /** Runs something in the background until it has made the file {@code /tmp/1}. */
    private static void waits(RunningObol obol, String command) throws Exception {
        obol.does(command);
        while (!obol.does("ls /tmp").contains("1")) {
            Thread.sleep(20);
        }
    }

    /** Kills the service. */
    private static void end(RunningObol obol) throws IOException {
        List<String> services = obol.does("ps").stream().filter(line -> line.endsWith(" shop")).toList();
        assertEquals(1, services.size());
        assertEquals(List.of(), obol.does("kill " + services.get(0).trim().split(" ")[0]));
    }
}
