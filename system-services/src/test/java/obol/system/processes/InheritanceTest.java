package obol.system.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.Loopback;
import obol.channels.codec.Malformed;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Reopening;
import org.junit.jupiter.api.Test;

class InheritanceTest {
    private static final Inheritance SAMPLE = new Inheritance(Map.of("HOME", "/", "x", "\u00e4=b"), "/tmp",
        List.of("mount image /", "mount -a console /dev"),
        Map.of(1, new Reopening("/n/x/out", new OpenMode(false, true, false, true, false, false, false), 7, 8, 9)));

    /** A link that only says whether it is closed. */
    private static final class Ended implements Link {
        boolean dropped;

        @Override public Message call(long ordinal, Message request, long deadline) {
            throw new AssertionError("nobody calls");
        }

        @Override public void drop() {
            dropped = true;
        }

        @Override public String fingerprint() {
            return "";
        }
    }

    /** An open file whose position is a number that tells it from others, and that can do nothing else. */
    private static OpenFile numbered(long number) {
        return (OpenFile) Proxy.newProxyInstance(OpenFile.class.getClassLoader(), new Class<?>[] {OpenFile.class}, (proxy, method, arguments) ->
            method.getName().equals("seek") ? number : null);
    }

    @Test
    void endpointsInOrder() throws Exception {
        Inheritance.Received received = Inheritance.read(SAMPLE.message(new StandardFiles(numbered(10), numbered(11), numbered(12))));
        for (int i = 0; i < 3; i++) {
            try (OpenFile file = received.files().take(i)) {
                assertEquals(10 + i, file.seek(0, 1));
            }
        }
        assertEquals(SAMPLE, received.inheritance());
    }

    @Test
    void withoutEndpoints() throws Exception {
        Inheritance.Received received = Inheritance.read(SAMPLE.message(new StandardFiles(null, numbered(1), null)));
        assertNull(received.files().take(0));
        try (OpenFile file = received.files().take(1)) {
            assertEquals(1, file.seek(0, 1));
        }
        assertNull(received.files().take(2));
    }

    @Property(tries = 200)
    void anyTexts(@ForAll Map<String, String> environment, @ForAll String directory, @ForAll List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(well(name), well(value)));
        Inheritance given = new Inheritance(variables, well(directory), lines.stream().map(InheritanceTest::well).toList());
        assertEquals(given, Inheritance.read(given.message(new StandardFiles(null, null, null))).inheritance());
    }

    /** Text without halves of characters. */
    private static String well(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "?");
    }

    @Test
    void tooLongGivesNothingAway() throws Exception {
        Inheritance large = new Inheritance(Map.of("x", "x".repeat(70_000)), "/", List.of());
        OpenFile file = Loopback.of(OpenFile.class, numbered(1));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> large.message(new StandardFiles(file, null, null)));
        assertTrue(refused.getMessage().startsWith("birth: environment: "), refused.getMessage());
        assertEquals(1, file.seek(0, 1));
        file.close();
    }

    /** Whatever is cut off is noticed, and what it brought is closed. */
    @Test
    void malformedClosesItsHandles() {
        Message whole = SAMPLE.message(new StandardFiles(null, numbered(1), null));
        whole.drop();
        for (int length = 0; length < whole.length(); length++) {
            Ended file = new Ended();
            Message cut = new Message(Arrays.copyOf(whole.bytes(), length), length, new Handle[] {file});
            assertThrows(Malformed.class, () -> Inheritance.read(cut));
            assertTrue(file.dropped);
        }
    }
}
