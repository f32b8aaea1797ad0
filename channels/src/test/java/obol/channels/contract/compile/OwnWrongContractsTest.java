package obol.channels.contract.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.channels.samples.Javac;
import org.junit.jupiter.api.Test;

/** Wrong contracts of our own. What is wrong with a line stands above it. */
class OwnWrongContractsTest {
    private static final String MARK = "//! ";
    private static final List<String> CONTRACTS =
            List.of("Linear", "Data", "Ways", "Throws", "Names", "Above", "Both", "Secret", "Keeper", "Bounds", "Files");
    private static final String SOURCE = """
            package wrong;
            import jakarta.validation.constraints.*;
            import java.util.*;
            import obol.channels.*;
            public class Own {
                public interface Good extends Contract { int x(); }
                public static class Servant implements Good { public int x() { return 0; } }
                public interface Linear extends Contract {
                    //! parameter 1: an array cannot own a Sink<String>: use Batch<Sink<String>>
                    void sinks(Sink<String>[] sinks);
                    //! result: a Map cannot own a Block: use Batch
                    Map<String, Block> map();
                    //! result: an Optional cannot own a Pending<String>: use Batch
                    Optional<Pending<String>> later();
                    //! result: a Set cannot own a Source<String>: use Batch
                    Set<Source<String>> sources();
                    //! result: a List cannot own a Good: use Batch
                    List<Good> channels();
                    //! parameter 1: a Promise stays in its process and cannot be sent
                    void promise(Promise<String> promise);
                    //! parameter 1: a Slots stays in its process and cannot be sent
                    void slots(Slots<String, Block> slots);
                    //! parameter 1: a Server stays in its process and cannot be sent
                    void door(Server door);
                    //! parameter 1: raw Batch: say what it carries
                    void batch(Batch batch);
                    //! parameter 1: a wildcard cannot be sent: say which type
                    void wild(Pending<?> pending);
                    //! parameter 1: Object cannot be sent
                    void any(Sink<Object> sink);
                    //! result: raw Map: say what it carries
                    Map raw();
                }
                public interface Data extends Contract {
                    //! parameter 1: Date cannot be sent
                    void date(Date date);
                    //! parameter 1: Thread cannot be sent
                    void thread(Thread thread);
                    //! parameter 1: StringBuilder cannot be sent
                    void text(StringBuilder text);
                    //! parameter 1: Servant cannot be sent: make it a record, an enum or a sealed interface of records
                    void servant(Servant servant);
                    //! parameter 1: Class<String> cannot be sent
                    void code(Class<String> code);
                    //! result: a Set goes by equality, which arrays do not have: use a List
                    Set<byte[]> arrays();
                    //! result: a Map goes by equality, which arrays do not have: use a List
                    Map<List<int[]>, String> keys();
                    Job job();
                    Rest rest();
                    Open open();
                    Shut shut();
                    Bag<String> bag();
                    List<Bag<String>> bags();
                }
                //! component 'code': Runnable cannot be sent
                public record Job(Runnable code) { }
                //! component 'list': raw List: say what it carries
                public record Rest(List list) { }
                //! permitted Right: a choice is made of records and enums
                public sealed interface Open permits Left, Right { }
                public record Left() implements Open { }
                public static final class Right implements Open { }
                public interface Free { }
                //! permitted Box: a choice is made of records and enums
                public sealed interface Shut permits Box { }
                public non-sealed interface Box extends Shut { }
                //! a generic record cannot be sent
                //! component 'things': T cannot be sent
                public record Bag<T>(List<T> things) { }
                public interface Ways extends Contract {
                    //! @Opens, but it does not return a contract
                    @Opens void nothing();
                    //! @Opens, but it does not return a contract
                    @Opens List<String> list();
                    //! an optional (default) method cannot move the channel: an older server could not follow
                    default Next next() { return null; }
                    Next2 both();
                    //! result: the outcomes of a method that moves the channel are records, not enums
                    Away away();
                    //! result: Contract is no state to go on in: name one, or mark it with @Opens
                    Contract on();
                    //! an optional (default) method cannot move the channel: an older server could not follow
                    default Good good() { return null; }
                }
                public record Next(Good on) { }
                public sealed interface Next2 permits Here, There { }
                public record Here(Good one, @Opens Good other) implements Next2 { }
                //! two next states (Good, Good): mark the further channels with @Opens
                public record There(Good one, String why, Good other) implements Next2 { }
                public sealed interface Away permits Off, Gone { }
                public record Off(Good on) implements Away { }
                public enum Gone implements Away { GONE }
                public interface Throws extends Contract {
                    //! throws IOException: name an exception class of the contract, not a general one
                    void checked() throws java.io.IOException;
                    //! throws Throwable: name an exception class of the contract, not a general one
                    void all() throws Throwable;
                    //! throws DeadlinePassed: faults of the channel are never declared
                    void late() throws DeadlinePassed;
                    void half() throws Half;
                    void hidden() throws Hidden;
                    //! throws Own.Grave: an exception of a contract is a checked one
                    void grave() throws Grave;
                }
                //! an exception of a contract needs a public constructor that takes the message (String)
                public static abstract class Half extends Exception { public Half(String m) { super(m); } }
                //! an exception of a contract needs a public constructor that takes the message (String)
                public static class Hidden extends Exception { Hidden(String m) { super(m); } }
                public static class Grave extends Error { public Grave(String m) { super(m); } }
                public interface Names extends Contract {
                    //! 'toString' is a reserved name
                    String toString();
                    //! 'notify' is a reserved name
                    void notify(int n);
                    //! 'close' is a reserved name
                    void close(String why);
                    int one(int a);
                    //! a second method named 'one': methods of a contract need different names
                    int one(long a);
                    //! a method of a contract has no type parameters
                    //! parameter 1: C cannot be sent
                    <C extends Contract> void give(C channel);
                }
                //! extends Runnable, which is not a contract
                public interface Above extends Good, Runnable { }
                public interface First extends Contract { int same(int a); }
                //! a second method named 'same': methods of a contract need different names
                public interface Second extends Contract { int same(long a); }
                public interface Both extends First, Second { }
                //! a contract must be public
                private interface Secret extends Contract { int x(); }
                //! a contract has no type parameters
                public interface Keeper<T> extends Contract { int x(); }
                public interface Bounds extends Contract {
                    //! parameter 1: @Size: needs a String, array, List, Set or Map, not int
                    void size(@Size(max = 3) int n);
                    //! parameter 1: @Min: needs an integer or BigDecimal, not String
                    void min(@Min(3) String s);
                    //! parameter 1: @Max: no number is in 5 to 4
                    void none(@Min(5) @Max(4) int n);
                    //! parameter 1: @Pattern: not a pattern that can be matched in linear time: a ( without its ), at index 2 of (a
                    void regex(@Pattern(regexp = "(a") String s);
                    //! parameter 1: @Pattern: not a pattern that can be matched in linear time: \\1, a back reference, at index 5 of (a)\\1
                    void back(@Pattern(regexp = "(a)\\\\1") String s);
                    //! parameter 1: @Email: would not be checked: a contract's bounds are Size, NotEmpty
                    void mail(@Email String s);
                    //! result: @NotBlank: needs a String, not int
                    @NotBlank int blank();
                }
                public interface Files extends Contract {
                    //! @AsFile: "a b" is not a path of names without blanks
                    @AsFile("a b") int blank();
                    //! @AsFile: "/x" is not a path of names without blanks
                    @AsFile("/x") int rooted();
                    //! @AsFile: "x/../y" is not a path of names without blanks
                    @AsFile("x/../y") int up();
                    //! @AsFile: a file is a member that gives data
                    @AsFile void act();
                    //! @AsFile: a file is a member that gives data
                    @AsFile int take(int a);
                    //! @AsFile: a file is a member that gives data
                    @AsFile void two(int a, int b);
                    //! @AsFile: a file is a member that gives data
                    @AsFile Good on();
                    //! @AsFile: contract is another file
                    @AsFile("contract") int reserved();
                    //! @AsFile: two is another file
                    @AsFile("two/low") int hides();
                    @AsFile("both") int first();
                    //! @AsFile: first reads both
                    @AsFile("both") int second();
                    //! @AsFile: pair gives int, and takes String
                    @AsFile("pair") int number();
                    @AsFile("pair") void text(String text);
                    //! @AsFile: deep is another member's, and has deep/down below it
                    @AsFile("deep") int above();
                    @AsFile("deep/down") int below();
                    //! @AsFile: folder is a folder, of which List<String> is no list of names
                    @AsFile("folder") @Opens Good folder(int a);
                    @AsFile("folder") List<String> names();
                    //! @AsFile: shut is a folder, and cannot be written
                    @AsFile("shut") @Opens Good shut();
                    @AsFile("shut") void write(String text);
                    //! @AsFile: a file is a member that gives data
                    @AsFile @Opens Good many(int a, int b);
                    //! @AsFile: a List<String> is no name
                    @AsFile @Opens Good list(List<String> a);
                    //! @AsFile: a Source<String> has no text
                    @AsFile Source<String> stream();
                    //! @AsFile: a Sink<String> has no text
                    @AsFile void sink(Sink<String> sink);
                }
            }
            """;

    /** A fault of this source. */
    private record Wrong(int line, String message) {
    }

    @Test
    void everyFaultStandsBeforeItsLine() {
        Javac classes = Javac.compile(Map.of("wrong/Own.java", SOURCE), "-Xlint:none");
        List<String> lines = SOURCE.lines().map(String::strip).toList();
        List<Wrong> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int below = i;
            while (lines.get(below).startsWith(MARK)) {
                below++;
            }
            if (below > i) {
                expected.add(new Wrong(below + 1, lines.get(i).substring(MARK.length())));
            }
        }
        List<String> others = new ArrayList<>();
        for (String name : CONTRACTS) {
            for (Fault fault : ContractCompiler.compile("wrong.Own$" + name, classes::find, path -> SOURCE).faults()) {
                boolean known = expected.removeIf(wrong -> fault.line() == wrong.line && fault.toString().contains(": " + wrong.message));
                if (!known) {
                    others.add(fault.toString());
                }
            }
        }
        assertEquals(List.of(), others);
        assertEquals(List.of(), expected);
    }
}
