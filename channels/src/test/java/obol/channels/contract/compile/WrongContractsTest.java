package obol.channels.contract.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import obol.channels.samples.Javac;
import org.junit.jupiter.api.Test;

/** Every fault that a contract can have, at its line and in its words. The line is marked in the source: {@code // fault N}. */
class WrongContractsTest {
    private static final String SOURCE = """
            package wrong;
            import obol.channels.*;
            import java.util.*;
            public class Bad {
                public static class Plain { int x; }
                public interface B01 extends Contract {
                    void take(Plain p);
                    Object any();
                    void cb(Runnable r);
                    List<Block> blocks();
                    Block[] array();
                    Source raw();
                    Slot<Block> slot();
                    @Opens int opensNothing();
                    void lend(@Borrowed Block b);
                    void same(int a);
                    void same(String b);
                    <T> void generic(T t);
                    int hashCode();
                    void general() throws Exception;
                    void noCtor() throws NoCtor;
                    void channel() throws PeerGone;
                    default Other later() { return null; }
                    Two two();
                    Gen<String> gen();
                    void wild(List<?> l);
                    List untold();
                    Optional<Set<Linear>> linear();
                    void unchecked() throws Quick;
                    Contract anywhere();
                    Deep deep();
                    Mixed mixed();
                    Hidden hidden();
                    Opened opened();
                    Map<Holder, String> unequal();
                }
                public static class NoCtor extends Exception {
                    int code;
                    public NoCtor(int c) { code = c; }
                }
                public static class Quick extends RuntimeException { public Quick(String m) { super(m); } }
                public interface Other extends Contract { int x(); }
                public sealed interface Two permits A, B {}
                public record A(Other one,
                    Other two) implements Two {}
                public record B() implements Two {}
                public record Gen<T>(T t) {}
                public record Linear(Block b) {}
                public sealed interface Deep permits Deeper {}
                public sealed interface Deeper extends Deep permits Deepest {}
                public record Deepest() implements Deeper {}
                public sealed interface Mixed permits On, Off {}
                public record On(Other next) implements Mixed {}
                public enum Off implements Mixed { OFF }
                private record Hidden(int x) {}
                public record Holder(List<int[]> x) {}
                public record Opened(@Opens int x) {}
                public interface B02<T> extends Contract { int x(); }
                public interface B03 extends Contract { }
                public interface B04 extends Contract, Comparable<String> { int y(); }
                public static class B05 { }
                public interface B06 extends Other { int x(); }
                public interface B08 extends Contract { Held held(); interface Stub { } }
                public record Held(int x) { static class Codec { } }
                interface B07 extends Contract { int x(); }
            }
            """;

    private static final Javac CLASSES = Javac.compile(Map.of("wrong/Bad.java", SOURCE), "-Xlint:none");

    @Test
    void faultsOfMethodsAndMessages() {
        assertEquals(new TreeSet<>(List.of(
                at("void take", "B01.take(Plain)", "parameter 1: Plain cannot be sent: make it a record, an enum or a sealed interface of records"),
                at("Object any", "B01.any()", "result: Object cannot be sent: messages are made of primitives, String, enums, records, "
                        + "sealed interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts"),
                at("void cb", "B01.cb(Runnable)", "parameter 1: Runnable cannot be sent: messages are made of primitives, String, enums, "
                        + "records, sealed interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts"),
                at("List<Block>", "B01.blocks()", "result: a List cannot own a Block: use Batch"),
                at("Block[]", "B01.array()", "result: an array cannot own a Block: use Batch<Block>"),
                at("Source raw", "B01.raw()", "result: raw Source: say what it carries"),
                at("Slot<Block>", "B01.slot()", "result: a Slot stays in its process and cannot be sent"),
                at("@Opens int opensNothing", "B01.opensNothing()", "@Opens, but it does not return a contract"),
                at("void lend", "B01.lend(Block)", "parameter 1: @Borrowed has no meaning in a contract: what is sent is given"),
                at("void same(String", "B01.same(String)", "a second method named 'same': methods of a contract need different names"),
                at("<T> void generic", "B01.generic(Object)", "a method of a contract has no type parameters"),
                at("<T> void generic", "B01.generic(Object)", "parameter 1: T cannot be sent: messages are made of primitives, String, "
                        + "enums, records, sealed interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams "
                        + "and contracts"),
                at("int hashCode", "B01.hashCode()", "'hashCode' is a reserved name"),
                at("void general", "B01.general()", "throws Exception: name an exception class of the contract, not a general one"),
                at("class NoCtor", "Bad.NoCtor", "an exception of a contract needs a public constructor that takes the message (String)"),
                at("int code", "Bad.NoCtor.code", "an exception of a contract carries only its message: return a choice to say more"),
                at("void channel", "B01.channel()", "throws PeerGone: faults of the channel are never declared"),
                at("default Other", "B01.later()", "an optional (default) method cannot move the channel: an older server could not follow"),
                at("record A(", "Bad.A", "two next states (Other, Other): mark the further channels with @Opens"),
                at("record Gen", "Bad.Gen", "a generic record cannot be sent"),
                at("record Gen", "Bad.Gen", "component 't': T cannot be sent: messages are made of primitives, String, enums, records, "
                        + "sealed interfaces of records, arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts"),
                at("void wild", "B01.wild(List)", "parameter 1: a wildcard cannot be sent: say which type"),
                at("List untold", "B01.untold()", "result: raw List: say what it carries"),
                at("Optional<Set", "B01.linear()", "result: a Set cannot own a Linear: use Batch"),
                at("void unchecked", "B01.unchecked()", "throws Bad.Quick: an exception of a contract is a checked one"),
                at("Contract anywhere", "B01.anywhere()", "result: Contract is no state to go on in: name one, or mark it with @Opens"),
                at("interface Deep ", "Bad.Deep", "permitted Deeper: a choice is made of records and enums"),
                at("Mixed mixed", "B01.mixed()", "result: the outcomes of a method that moves the channel are records, not enums"),
                at("record Hidden", "Bad.Hidden", "a private record cannot be sent: nothing outside may make one"),
                at("Map<Holder", "B01.unequal()", "result: a Map goes by equality, which arrays do not have: use a List"),
                at("record Opened", "Bad.Opened", "component 'x': @Opens, but it is not a contract"))), faults("B01"));
    }

    @Test
    void faultsOfInterfaces() {
        assertEquals(Set(at("interface B02", "Bad.B02", "a contract has no type parameters")), faults("B02"));
        assertEquals(Set(at("interface B03", "Bad.B03", "a state without methods: nothing can be asked of it")), faults("B03"));
        assertEquals(Set(at("interface B04", "Bad.B04", "extends Comparable, which is not a contract")), faults("B04"));
        assertEquals(Set(at("class B05", "Bad.B05", "is not a contract: a contract is an interface that extends Contract")), faults("B05"));
        assertEquals(Set(at("B06 extends", "Bad.B06.x()", "is declared again: an inherited method keeps its declaration")), faults("B06"));
        assertEquals(Set(at("interface B07", "Bad.B07", "a contract must be public")), faults("B07"));
        assertEquals(new TreeSet<>(List.of(
                at("interface B08", "Bad.B08", "Bad.B08.Stub is the name of generated code: name that class otherwise"),
                at("record Held", "Bad.Held", "Bad.Held.Codec is the name of generated code: name that class otherwise"))), faults("B08"));
        assertEquals(Set("wrong.Gone: no such class"), new TreeSet<>(compile("wrong.Gone", SourceText.NONE)));
    }

    @Test
    void withoutSourceTheFileAndMemberMustDo() {
        assertTrue(compile("wrong.Bad$B06", SourceText.NONE).contains(
                "Bad.java: Bad.B06.x(): is declared again: an inherited method keeps its declaration"));
        // Records and default methods have code with lines.
        assertTrue(compile("wrong.Bad$B01", SourceText.NONE).contains(
                at("default Other", "B01.later()", "an optional (default) method cannot move the channel: an older server could not follow")));
        assertTrue(compile("wrong.Bad$B01", SourceText.NONE).contains(at("record Gen", "Bad.Gen", "a generic record cannot be sent")));
    }

    @Test
    void faultsAsRefusals() {
        assertEquals("refused wrong.Bad$B06 x()I @0 line 0: contract.redeclared: found is declared again: an inherited method keeps its "
                + "declaration, wanted one declaration of each method",
                ContractCompiler.compile("wrong.Bad$B06", CLASSES::find, SourceText.NONE).faults().get(0).refusal());
        assertEquals("refused wrong.Bad$B03 - @0 line 0: contract.empty: found a state without methods: nothing can be asked of it, "
                + "wanted a state with methods",
                ContractCompiler.compile("wrong.Bad$B03", CLASSES::find, SourceText.NONE).faults().get(0).refusal());
    }

    @Test
    void thereIsNoModelOfAWrongContract() {
        assertNull(ContractCompiler.compile("wrong.Bad$B03", CLASSES::find, SourceText.NONE).model());
    }

    private static TreeSet<String> faults(String name) {
        return new TreeSet<>(compile("wrong.Bad$" + name, path -> path.equals("wrong/Bad.java") ? SOURCE : null));
    }

    private static List<String> compile(String name, SourceText sources) {
        return ContractCompiler.compile(name, CLASSES::find, sources).faults().stream().map(Fault::toString).toList();
    }

    private static TreeSet<String> Set(String fault) {
        return new TreeSet<>(List.of(fault));
    }

    /** A fault at the first line with this text. */
    private static String at(String text, String member, String message) {
        int line = 1 + (int) SOURCE.substring(0, SOURCE.indexOf(text)).chars().filter(c -> c == '\n').count();
        String qualified = member.startsWith("Bad") ? member : "Bad." + member;
        return "Bad.java:" + line + ": " + qualified + ": " + message;
    }
}
