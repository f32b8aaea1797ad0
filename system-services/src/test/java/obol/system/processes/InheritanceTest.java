package obol.system.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.codec.Malformed;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.files.OpenFile;
import org.junit.jupiter.api.Test;

class InheritanceTest {
    private static final Inheritance SAMPLE = new Inheritance(List.of("-l", "", "\u00e4 b"), Map.of("HOME", "/", "x", "a=b"), "/tmp",
        List.of("mount image /", "mount -a console /dev"));

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
    void handlesInOrder() throws Exception {
        Ended names = new Ended();
        Inheritance.Received received = Inheritance.read(SAMPLE.message(names, numbered(10), numbered(11), numbered(12)));
        assertSame(names, received.names());
        assertEquals(10, received.in().seek(0, 1));
        assertEquals(11, received.out().seek(0, 1));
        assertEquals(12, received.err().seek(0, 1));
        assertEquals(SAMPLE, received.inheritance());
        for (OpenFile file : List.of(received.in(), received.out(), received.err())) {
            file.close();
        }
    }

    @Property(tries = 50)
    void anyTexts(@ForAll List<String> arguments, @ForAll Map<String, String> environment, @ForAll String directory, @ForAll List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(well(name), well(value)));
        Inheritance given = new Inheritance(whole(arguments), variables, well(directory), whole(lines));
        Inheritance.Received received = Inheritance.read(given.message(new Ended(), numbered(1), numbered(2), numbered(3)));
        assertEquals(given, received.inheritance());
    }

    /** Texts of characters that are no halves of one. */
    private static List<String> whole(List<String> texts) {
        List<String> result = new ArrayList<>();
        texts.forEach(t -> result.add(well(t)));
        return result;
    }

    private static String well(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "?");
    }

    @Test
    void tooLongGivesNothingAway() {
        Inheritance long64 = new Inheritance(List.of("x".repeat(70_000)), Map.of(), "/", List.of());
        Ended names = new Ended();
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> long64.message(names, numbered(1), numbered(2), numbered(3)));
        assertTrue(refused.getMessage().startsWith("birth: arguments: "), refused.getMessage());
        assertEquals(false, names.dropped);
    }

    /** Whatever is cut off is noticed, and what it brought is closed. */
    @Test
    void malformedClosesItsHandles() {
        Message whole = SAMPLE.message(new Ended(), numbered(1), numbered(2), numbered(3));
        for (int length = 0; length < whole.length(); length++) {
            Ended names = new Ended();
            Message cut = new Message(Arrays.copyOf(whole.bytes(), length), length, new Handle[] {names,
                new Ended(), new Ended(), new Ended()});
            assertThrows(Malformed.class, () -> Inheritance.read(cut));
            assertTrue(names.dropped);
        }
        whole.drop();
    }
}
