package obol.channels.bounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import obol.channels.Loopback;
import obol.channels.ServerFault;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageBound;
import obol.channels.contract.Operation;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;
import obol.channels.runtime.Door;
import obol.channels.samples.Javac;
import obol.channels.samples.Registry;
import obol.channels.samples.Registry.Person;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import obol.channels.text.TextContract;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bounds in contracts: what they become, where they are checked, and what is refused. */
@Timeout(60)
class BoundsTest {
    private static final ContractModel MODEL =
            ContractCompiler.compile(Registry.class.getName(), Javac::onClassPath, SourceText.NONE).orThrow();

    @Test
    void theyStandInTheCanonicalText() {
        String text = MODEL.canonicalText();
        for (String line : List.of("  number(I{range 1..9})I\n", "  text(java.lang.String{size 1..8})java.lang.String{size 0..4}\n",
                "  bytes([B{size 0..3})[B\n",
                "  names(java.util.List<java.lang.String{match \"[a-z]{1,3}\"}>{size 1..2})"
                        + "java.util.List<java.lang.String>\n",
                "  map(java.util.Map<java.lang.String{notblank},java.lang.Long{range 1..}>)"
                        + "java.util.Map<java.lang.String,java.lang.Long>\n",
                "(java.util.Optional<java.math.BigInteger{range 0..}>)", "name:java.lang.String{size 0..3},age:S{range ..150},",
                "java.util.List<java.util.List<java.lang.Integer{range ..2}>>\n", "Next record change:J{range 0..},next:")) {
            assertTrue(text.contains(line), line + " in " + text);
        }
        assertEquals(MODEL, ContractModel.parse(text));
    }

    @Test
    void theSenderChecksBeforeAnythingMoves() {
        try (Registry registry = Loopback.of(Registry.class, new Registry.Service())) {
            assertEquals(9, registry.number(9));
            assertEquals("Registry.number: parameter 1 (int): 10 is not in 1 to 9", refused(() -> registry.number(10)));
            assertEquals("Registry.text: parameter 1 (String): a size of 0 is not in 1 to 8", refused(() -> registry.text("")));
            assertArrayEquals(new byte[3], registry.bytes(new byte[3]));
            assertEquals("Registry.bytes: parameter 1 (byte[]): a size of 4 is not in 0 to 3", refused(() -> registry.bytes(new byte[4])));
            assertEquals(List.of("a", "xyz"), registry.names(List.of("a", "xyz")));
            assertEquals("a size of 0 is not in 1 to 2", tail(refused(() -> registry.names(List.of()))));
            assertEquals("element: does not match [a-z]{1,3}", tail(refused(() -> registry.names(List.of("a", "A")))));
            assertEquals(Map.of("a", 1L), registry.map(Map.of("a", 1L)));
            assertEquals("key: is blank", tail(refused(() -> registry.map(Map.of(" ", 1L)))));
            assertEquals("value: 0 is not at least 1", tail(refused(() -> registry.map(Map.of("a", 0L)))));
            assertEquals(Optional.empty(), registry.maybe(Optional.empty()));
            assertEquals("-1 is not at least 0", tail(refused(() -> registry.maybe(Optional.of(BigInteger.ONE.negate())))));
            assertEquals("Person.name: a size of 4 is not in 0 to 3",
                    tail(refused(() -> registry.move(new Person("anna", (short) 1, List.of())))));
            assertEquals("Person.age: 151 is not at most 150",
                    tail(refused(() -> registry.move(new Person("ann", (short) 151, List.of())))));
            assertEquals("Person.deep: element: element: 3 is not at most 2",
                    tail(refused(() -> registry.move(new Person("ann", (short) 1, List.of(List.of(2, 3)))))));
            Registry next = registry.move(new Person("ann", (short) 100, List.of())).next();
            assertEquals("Registry: IllegalArgumentException: Registry.move: result: Next.change: -1 is not at least 0",
                    fault(() -> next.move(new Person("bob", (short) 99, List.of()))));
        }
        try (Registry registry = Loopback.of(Registry.class, new Registry.Service())) {
            assertEquals("abcd", registry.text("abcd"));
            assertEquals("Registry: IllegalArgumentException: Registry.text: result: a size of 5 is not in 0 to 4",
                    fault(() -> registry.text("abcde")));
        }
    }

    /** A client that was not compiled from the contract sends what it likes. */
    @Test
    void theReceiverTrustsNobody() {
        assertEquals("10 is not in 1 to 9 at byte 4", sent("number", writer -> writer.writeInt(10)));
        assertEquals("a size of 9 is not in 1 to 8 at byte 10", sent("text", writer -> writer.writeString("123456789")));
        assertEquals("70 bytes where at most 29 can be at byte 0", sent("text", writer -> writer.writeString("x".repeat(69))));
        assertEquals("element: does not match [a-z]{1,3} at byte 3", sent("names", writer -> {
            writer.writeCount(1);
            writer.writeString("A");
        }));
        assertEquals("Person.age: 151 is not at most 150 at byte 3", sent("move", writer -> {
            writer.writeString("");
            writer.writeShort((short) 151);
            writer.writeCount(0);
        }));
    }

    @Test
    void callsByTextAreHeldToThemToo() throws Exception {
        try (TextCall call = new TextCall(new TextContract(MODEL), link())) {
            assertEquals("3\n", call.call("number", List.of("3")));
            assertEquals("number: argument 1: 0 is not in 1 to 9, at character 1",
                    assertThrows(CallFailed.class, () -> call.call("number", List.of("0"))).getMessage());
            for (String[] wrong : new String[][] {{"text", "123456789"}, {"bytes", "\"AAAAAA==\""}, {"names", "[]"}, {"names", "[\"A\"]"},
                {"map", "{\" \":1}"}, {"map", "{\"a\":0}"}, {"maybe", "-1"}}) {
                assertThrows(CallFailed.class, () -> call.call(wrong[0], List.of(wrong[1])), wrong[0]);
            }
            assertTrue(call.isOpen());
            assertEquals("{\"a\":1}\n", call.call("map", List.of("{\"a\":1}")));
        }
    }

    @Test
    void messagesHaveStaticBounds() {
        assertEquals(4, bound("number"));
        assertEquals(5 + 8 * 3, bound("text"));
        assertEquals(5 + 3, bound("bytes"));
        assertEquals(MessageBound.DEFAULT, bound("names"));
        assertEquals(1 + 5 + 4 * 3, MessageBound.ofResult(MODEL, MODEL.startState().operation("text")));
        assertEquals(MessageBound.DEFAULT, MessageBound.ofResult(MODEL, MODEL.startState().operation("bytes")));
    }

    @Test
    void wrongUsesAreFaultsWithLine() {
        String source = """
                package wrong;
                import jakarta.validation.*;
                import jakarta.validation.constraints.*;
                import java.lang.annotation.*;
                import java.util.*;
                import obol.channels.*;
                public interface Bad extends Contract {
                    void a(@Size(max = 1) int n);
                    void b(@Min(3) @Max(2) int n);
                    void c(@Pattern(regexp = "(a)\\\\1") String s);
                    void d(@Email String s);
                    void e(List<@AssertTrue Boolean> l);
                    @Size(min = 2, max = 1) String f();
                    @Size(min = -1) String g();
                    void h(@Min(1) double d);
                    void i(@Own String s);
                    @Size void j();
                    void k(@NotBlank List<String> l);
                    void l(@Size(max = 1) Optional<String> o);
                    void m(@Size(max = 1, groups = Bad.class) String s);
                    void n(@Pattern(regexp = "a", flags = Pattern.Flag.COMMENTS) String s);
                    void o(int[] @Size(max = 1) [] a);
                    void p(Rec r);
                    void q(@Size(max = 2) Rec r);
                    record Rec(@Positive String s) {}
                    @Constraint(validatedBy = {}) @Retention(RetentionPolicy.RUNTIME) @Target(ElementType.PARAMETER) @interface Own {}
                }
                """;
        Javac classes = Javac.compile(Map.of("wrong/Bad.java", source), "-Xlint:none");
        TreeSet<String> faults = new TreeSet<>();
        ContractCompiler.compile("wrong.Bad", classes::find, path -> source).faults().forEach(fault -> faults.add(fault.toString()));
        String read = "would not be checked: a contract's bounds are Size, NotEmpty, NotBlank, Min, Max, Positive, PositiveOrZero, "
                + "Negative, NegativeOrZero and Pattern";
        assertEquals(new TreeSet<>(List.of(
                "Bad.java:8: Bad.a(int): parameter 1: @Size: needs a String, array, List, Set or Map, not int",
                "Bad.java:9: Bad.b(int): parameter 1: @Max: no number is in 3 to 2",
                "Bad.java:10: Bad.c(String): parameter 1: @Pattern: not a pattern that can be matched in linear time: "
                        + "\\1, a back reference, at index 5 of (a)\\1",
                "Bad.java:11: Bad.d(String): parameter 1: @Email: " + read,
                "Bad.java:12: Bad.e(List): parameter 1: @AssertTrue: " + read,
                "Bad.java:13: Bad.f(): result: @Size: no value has a size of 2 to 1",
                "Bad.java:14: Bad.g(): result: @Size: no value has a size of 0 to 2147483647",
                "Bad.java:15: Bad.h(double): parameter 1: @Min: needs an integer or BigDecimal, not double",
                "Bad.java:16: Bad.i(String): parameter 1: @Own: " + read,
                "Bad.java:17: Bad.j(): result: @Size: needs a String, array, List, Set or Map, not void",
                "Bad.java:18: Bad.k(List): parameter 1: @NotBlank: needs a String, not List<String>",
                "Bad.java:19: Bad.l(Optional): parameter 1: @Size: needs a String, array, List, Set or Map, not Optional<String>",
                "Bad.java:20: Bad.m(String): parameter 1: @Size: a contract has no groups: its bounds hold always",
                "Bad.java:21: Bad.n(String): parameter 1: @Pattern: the flag COMMENTS is not supported",
                "Bad.java:22: Bad.o(int[][]): parameter 1: the elements of an array have no bounds: use a List",
                "Bad.java:24: Bad.q(Rec): parameter 1: @Size: needs a String, array, List, Set or Map, not Rec",
                "Bad.java:25: Bad.Rec: component 's': @Positive: needs an integer, not String")), faults);
    }

    private static int bound(String method) {
        return MessageBound.ofCall(MODEL, MODEL.startState().operation(method));
    }

    private interface Body {
        void write(Writer writer);
    }

    private static String sent(String method, Body body) {
        Operation operation = MODEL.startState().operation(method);
        Writer writer = new Writer("test");
        body.write(writer);
        String message = assertThrows(ServerFault.class,
                () -> link().call(operation.ordinal(), writer.depart(), Transport.NEVER)).getMessage();
        String head = "export: malformed message: ";
        assertTrue(message.startsWith(head), message);
        return message.substring(head.length());
    }

    private static Link link() {
        Door door = Door.unnamed();
        Link link = door.link(Registry.class, new Registry.Service());
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return link;
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    private static String fault(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ServerFault.class, call).getMessage();
    }

    /** Behind the parameter. */
    private static String tail(String message) {
        return message.substring(message.indexOf("): ") + 3);
    }
}
