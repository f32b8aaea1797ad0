package obol.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import obol.channels.samples.Javac;
import obol.channels.testing.ContractTest;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples, compiled by javac against this module and run over the loopback. */
@Timeout(60)
class ExamplesTest {
    private static ClassLoader examples;
    private Server door;

    @BeforeAll
    static void compile() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Path folder = Path.of("examples");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        assertEquals(9, sources.size());
        examples = Javac.compile(sources, "-Xlint:all,-serial", "-Werror").loader();
    }

    @AfterEach
    void closeDoor() {
        if (door != null) {
            door.close();
        }
    }

    @Test
    void theCounterByHand() throws Exception {
        provide("counter.CounterService");
        try (TextCall call = TextCall.to("counter")) {
            assertEquals("2\n", call.call("add", List.of("2")));
            assertEquals("5\n", call.callLine("add", "3\n"));
            assertEquals("5\n", call.call("value", List.of()));
            assertEquals("start Counter\n    add   stays, long\n    value   stays, long\n", call.contract().stateMachine());
        }
    }

    @Test
    void theGuestbookByHand() throws Exception {
        provide("guestbook.GuestbookService");
        try (TextCall call = TextCall.to("guestbook")) {
            String ann = "{\"name\":\"ann\",\"text\":\"hi\",\"mood\":\"HAPPY\",\"when\":\"2026-01-02T03:04:05Z\"}";
            assertEquals("1\n", call.call("sign", List.of(ann)));
            assertEquals("2\n", call.call("sign", List.of("{\"when\": null, \"mood\": \"SOBER\", \"text\": \"\", \"name\": \"bob\"}")));
            assertEquals("[{\"name\":\"bob\",\"text\":\"\",\"mood\":\"SOBER\",\"when\":null}," + ann + "]\n",
                    call.call("newest", List.of("9")));
            assertEquals(ann + "\n", call.call("entry", List.of("1")));
            assertEquals("null\n", call.call("entry", List.of("3")));
            assertEquals("Refused: please give your name", assertThrows(CallFailed.class,
                    () -> call.call("sign", List.of(ann.replace("ann", " ")))).getMessage());
        }
    }

    @Test
    void theVisitor() throws Exception {
        provide("guestbook.GuestbookService");
        Server book = door;
        provide("counter.CounterService");
        try (book) {
            assertEquals("entry 1, visit 1\nann: hello\n", run("visit.Visit", "ann", "hello"));
            assertEquals("entry 2, visit 2\nbob: was here\nann: hello\n", run("visit.Visit", "bob"));
            assertEquals("refused: please give your name\n", run("visit.Visit"));
        }
    }

    @Test
    void theLogin() throws Exception {
        provide("login.LoginService");
        try (TextCall call = TextCall.to("login")) {
            assertEquals("state-changing method",
                    assertThrows(CallFailed.class, () -> call.call("login", List.of("ann", "sesame"))).getMessage());
        }
        assertEquals("wrong password\nWelcome, ann\nThe ferry leaves at dusk\n", run("login.Mail", "ann", "guess", "sesame"));
        assertEquals("wrong password\nwrong password\nlocked\n", run("login.Mail", "ann", "a", "b", "c", "sesame"));
        assertEquals("wrong password\n", run("login.Mail", "bob", "a"));
    }

    @Test
    void allKeepTheirContracts() throws Exception {
        assertEquals(Set.of(), explored("counter.CounterService"));
        assertEquals(Set.of(), explored("guestbook.GuestbookService"));
        assertEquals(Set.of(), explored("login.LoginService", "ann", "sesame"));
    }

    /** Methods that a contract test has not called. */
    @SuppressWarnings("unchecked")
    private static <C extends Contract> Set<String> explored(String className, String... words) throws ReflectiveOperationException {
        Class<?> type = examples.loadClass(className);
        return ContractTest.of((Class<C>) type.getInterfaces()[0], () -> {
            try {
                return (C) type.getConstructor().newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }).words(words).explore().uncalled();
    }

    /** As the system does for a class that is marked {@code @Provides}. */
    @SuppressWarnings("unchecked")
    private <C extends Contract> void provide(String className) throws ReflectiveOperationException {
        Class<?> type = examples.loadClass(className);
        Class<C> contract = (Class<C>) type.getInterfaces()[0];
        Server opened = Server.open(contract, type.getAnnotation(Provides.class).value(), (C) type.getConstructor().newInstance());
        door = opened;
        Thread thread = new Thread(() -> {
            while (opened.isOpen()) {
                opened.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String run(String className, String... arguments) throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true));
        try {
            examples.loadClass(className).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
        }
        return out.toString();
    }
}
