package obol.channels.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Loopback;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Server;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.samples.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text form of values, exactly, and what is said about wrong ones. */
class JsonTest {
    /** A contract with a method for each form. */
    public interface Forms extends Contract {
        String text(String s);

        Optional<String> quoted(String s);

        char letter(char c);

        double real(double d);

        byte[] bytes(byte[] b);

        Block block(Block b);

        Pending<Integer> later(int n) throws Odd;

        Batch<Integer> batch(Batch<Integer> numbers);

        long sum(String unit, Source<Integer> numbers);

        Source<Shape> shapes(List<Shape> shapes, Optional<String> failure);

        Map<Color, List<Integer>> colors(Map<Color, List<Integer>> m);

        Map<Integer, String> numbers(Map<Integer, String> m);

        Map<Boolean, String> truths(Map<Boolean, String> m);

        Set<BigDecimal> decimals(Set<BigDecimal> s);

        Shape shape(Shape s);

        void nothing();

        @Opens
        Counter open();

        Forms on();

        enum Color { RED, GREEN }

        sealed interface Shape permits Circle, Dot, Tint { }

        record Circle(int radius, Optional<Shape> inner) implements Shape { }

        record Dot() implements Shape { }

        enum Tint implements Shape { DARK, LIGHT }

        class Odd extends Exception {
            public Odd(String message) {
                super(message);
            }
        }
    }

    private Server door;
    private TextCall call;

    @BeforeEach
    void open() {
        door = Server.open(Forms.class, "forms", new Echo());
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
        call = TextCall.to("forms");
    }

    @AfterEach
    void close() {
        call.close();
        door.close();
    }

    @Test
    void formsOfValues() throws Exception {
        same("quoted", "\"a\\\"\\\\\\n\\t\\u0001é€\"");
        same("letter", "\"€\"");
        for (String number : List.of("1.0", "-0.0", "1.0E10", "4.9E-324", "\"NaN\"", "\"-Infinity\"")) {
            same("real", number);
        }
        assertEquals("100.0\n", call.call("real", List.of("1e2")));
        same("bytes", "\"AQIDBA==\"");
        same("block", "\"AQIDBA==\"");
        same("later", "7");
        same("batch", "[1,2]");
        same("batch", "[]");
        same("colors", "{\"GREEN\":[1,2],\"RED\":[]}");
        same("numbers", "{\"-1\":\"a\",\"2\":\"b\"}");
        same("truths", "[[true,\"yes\"],[false,\"no\"]]");
        same("decimals", "[1,1.0,1E+3,-0.25]");
        same("shape", "{\"type\":\"Circle\",\"radius\":2,\"inner\":{\"type\":\"Circle\",\"radius\":1,\"inner\":null}}");
        same("shape", "{\"type\":\"Dot\"}");
        same("shape", "{\"type\":\"Tint\",\"value\":\"LIGHT\"}");
        assertEquals("", call.call("nothing", List.of()));
    }

    private void same(String method, String json) throws CallFailed {
        assertEquals(json + "\n", call.call(method, List.of(json)));
        assertEquals(json + "\n", call.callLine(method, " " + json + " \n"));
    }

    /** Each item is a line, and the end is seen; a failure comes behind the items before it. */
    @Test
    void streams() throws Exception {
        assertEquals("{\"type\":\"Dot\"}\n{\"type\":\"Tint\",\"value\":\"DARK\"}\n", call.call("shapes",
                List.of("[{\"type\":\"Dot\"},{\"type\":\"Tint\",\"value\":\"DARK\"}]", "null")));
        assertEquals("", call.callLine("shapes", "[] null"));
        assertEquals("6\n", call.call("sum", List.of("km", "[1,2,3]")));
        assertEquals("0\n", call.callLine("sum", "\"km\" []"));
        fails("sum: argument 2: expected an array (Source<Integer>), found 7, at character 1",
                () -> call.call("sum", List.of("km", "7")));
        try (TextResult result = call.start("shapes", List.of("[{\"type\":\"Dot\"}]", "\"worn out\""))) {
            assertTrue(result.isStream());
            assertEquals("{\"type\":\"Dot\"}\n", result.next());
            fails("StreamFailed: worn out", result::next);
            assertEquals(null, result.next());
        }
        try (TextResult result = call.start("text", List.of("x"))) {
            assertFalse(result.isStream());
            assertEquals("x\n", result.next());
            assertEquals(null, result.next());
        }
    }

    @Test
    void stringsOfTheCommandLineNeedNoQuotes() throws Exception {
        assertEquals("plain text\n", call.call("text", List.of("plain text")));
        assertEquals("quoted\n", call.call("text", List.of("\"quoted\"")));
        assertEquals("12\n", call.call("text", List.of("12")));
        assertEquals("\"half\n", call.call("text", List.of("\"half")));
        assertEquals("\n", call.call("text", List.of("")));
        fails("text: expected a value, found 'p', at character 1", () -> call.callLine("text", "plain"));
    }

    @Test
    void wrongTextsAreNamed() {
        wrong("letter", "\"ab\"", "argument 1: expected a string of one (Character), found \"ab\", at character 1");
        wrong("later", "1.0", "argument 1: expected a number (Integer), found 1.0, at character 1");
        wrong("later", "2147483648", "argument 1: expected a number (Integer), found 2147483648, at character 1");
        wrong("later", "01", "argument 1: expected the end of the value, found '1', at character 2");
        wrong("real", "1e999", "argument 1: expected a number (Double), found 1e999, at character 1");
        wrong("bytes", "\"?\"", "argument 1: expected base64 (byte[]), found another string, at character 1");
        wrong("colors", "{\"BLUE\":[]}", "argument 1: expected one of [RED, GREEN] (Color), found a string, at character 2");
        wrong("colors", "{\"RED\":[1,true]}", "argument 1: expected a number (Integer), found true, at character 11");
        wrong("numbers", "{\"1\":\"a\",\"1\":\"b\"}", "argument 1: the member \"1\" stands twice, at character 10");
        wrong("numbers", "{\"0\":\"a\",\"-0\":\"b\"}", "argument 1: this key stands twice, at character 10");
        wrong("numbers", "{\"+1\":\"a\"}", "argument 1: expected a number (Integer), found \"+1\", at character 2");
        wrong("numbers", "{\" 1\":\"a\"}", "argument 1: expected a number (Integer), found \" 1\", at character 2");
        wrong("decimals", "[1,2,1]", "argument 1: this element stands twice, at character 6");
        wrong("shape", "{\"radius\":1}", "argument 1: expected a member \"type\" (Shape), found none, at character 1");
        wrong("shape", "{\"type\":\"Box\"}", "argument 1: expected one of [Circle, Dot, Tint], found a string, at character 9");
        wrong("shape", "{\"type\":\"Dot\",\"x\":1}", "argument 1: Dot has no component \"x\", at character 15");
        wrong("shape", "{\"type\":\"Circle\",\"radius\":1}", "argument 1: expected a member \"inner\" (Circle), found none, at character 1");
        wrong("quoted", "\"\\ud800\"", "argument 1: a String with half a surrogate pair at index 0 cannot be sent");
        wrong("bytes", "[1", "argument 1: expected ',' or ']', found the end, at character 3");
        wrong("bytes", "[1,]", "argument 1: expected a value, found ']', at character 4");
    }

    private void wrong(String method, String argument, String message) {
        fails(method + ": " + message, () -> call.call(method, List.of(argument)));
    }

    @Test
    void whatCannotBeCalledByText() {
        fails("state-changing method", () -> call.call("on", List.of()));
        fails("open: a channel (Counter) has no text form", () -> call.call("open", List.of()));
        fails("later takes 1 argument (int), not 2", () -> call.call("later", List.of("1", "2")));
        fails("Forms has no method gone: it has batch, block, bytes, colors, decimals, later, letter, nothing, numbers, on, open, "
                + "quoted, real, shape, shapes, sum, text, truths", () -> call.call("gone", List.of()));
        fails("Odd: too odd", () -> call.call("later", List.of("-1")));
        fails("Odd: later", () -> call.call("later", List.of("-2")));
    }

    @Test
    void nestingIsBounded() {
        String deep = "[".repeat(300) + "]".repeat(300);
        fails("bytes: argument 1: nested deeper than 200, at character 201", () -> call.call("bytes", List.of(deep)));
        StringBuilder shape = new StringBuilder("null");
        for (int i = 0; i < 64; i++) {
            shape.insert(0, "{\"type\":\"Circle\",\"radius\":1,\"inner\":").append('}');
        }
        fails("shape: argument 1: nested deeper than 64, or a cycle", () -> call.call("shape", List.of(shape.toString())));
    }

    private static void fails(String message, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(message, assertThrows(CallFailed.class, executable).getMessage());
    }

    @Test
    void linearResultsAreEnded() throws Exception {
        assertArrayEquals(new byte[] {1}, Loopback.of(Forms.class, new Echo()).bytes(new byte[] {1}));
        assertEquals("\"\"\n", call.call("block", List.of("\"\"")));
    }

    private static final class Echo implements Forms {
        @Override
        public String text(String s) {
            return s;
        }

        @Override
        public Optional<String> quoted(String s) {
            return Optional.of(s);
        }

        @Override
        public char letter(char c) {
            return c;
        }

        @Override
        public double real(double d) {
            return d;
        }

        @Override
        public byte[] bytes(byte[] b) {
            return b;
        }

        @Override
        public Block block(Block b) {
            return b;
        }

        @Override
        public Batch<Integer> batch(Batch<Integer> numbers) {
            return numbers;
        }

        @Override
        public long sum(String unit, Source<Integer> numbers) {
            long sum = 0;
            try (numbers) {
                for (Integer each = numbers.next(); each != null; each = numbers.next()) {
                    sum += each;
                }
            }
            return sum;
        }

        @Override
        public Source<Shape> shapes(List<Shape> shapes, Optional<String> failure) {
            Pipe<Shape> pipe = Pipe.of(9);
            try (Sink<Shape> sink = pipe.sink()) {
                shapes.forEach(sink::put);
                failure.ifPresent(sink::fail);
            }
            return pipe.source();
        }

        @Override
        public Pending<Integer> later(int n) throws Odd {
            if (n == -1) {
                throw new Odd("too odd");
            }
            if (n == -2) {
                obol.channels.Promise<Integer> promise = obol.channels.Promise.make();
                promise.fail(new Odd("later"));
                return promise.pending();
            }
            return Pending.of(n);
        }

        @Override
        public Map<Color, List<Integer>> colors(Map<Color, List<Integer>> m) {
            return m;
        }

        @Override
        public Map<Integer, String> numbers(Map<Integer, String> m) {
            return m;
        }

        @Override
        public Map<Boolean, String> truths(Map<Boolean, String> m) {
            return m;
        }

        @Override
        public Set<BigDecimal> decimals(Set<BigDecimal> s) {
            return s;
        }

        @Override
        public Shape shape(Shape s) {
            return s;
        }

        @Override
        public void nothing() {
        }

        @Override
        public Counter open() {
            return new Counter.Service();
        }

        @Override
        public Forms on() {
            return this;
        }
    }
}
