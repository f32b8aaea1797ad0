package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Loopback;
import obol.channels.Opens;
import obol.channels.PeerGone;
import obol.channels.ServerFault;
import obol.channels.samples.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What cannot be sent is refused where it is given, and nothing has moved; what a server may not answer is its fault. */
class RefusalTest {
    /** A contract with something of each shape. */
    public interface Shapes extends Contract {
        byte[] bytes(Block first, byte[] data);

        Tree tree(Tree tree);

        List<String> strings(List<String> strings);

        Map<String, Optional<Integer>> map(Map<String, Optional<Integer>> map);

        void choice(Block first, Choice choice);

        @Opens
        Contract any();

        Shapes on();

        record Tree(List<Tree> branches) {
        }

        sealed interface Choice permits One {
        }

        record One(String text) implements Choice {
        }
    }

    private static final class Echo implements Shapes {
        private byte[] answer;
        private Contract any;
        private Shapes next;

        @Override
        public byte[] bytes(Block first, byte[] data) {
            first.close();
            return answer != null ? answer : data;
        }

        @Override
        public Tree tree(Tree tree) {
            return tree;
        }

        @Override
        public List<String> strings(List<String> strings) {
            return strings.isEmpty() ? null : strings;
        }

        @Override
        public Map<String, Optional<Integer>> map(Map<String, Optional<Integer>> map) {
            return map;
        }

        @Override
        public void choice(Block first, Choice choice) {
            first.close();
        }

        @Override
        public Contract any() {
            return any;
        }

        @Override
        public Shapes on() {
            return next;
        }
    }

    private final Echo echo = new Echo();
    private final Shapes shapes = Loopback.of(Shapes.class, echo);

    @AfterEach
    void close() {
        shapes.close();
    }

    @Test
    void messagesAreBounded() {
        Block block = Block.allocate(1);
        refused("Shapes.bytes: parameter 2 (byte[]): the message is longer than 65536 bytes: send bulk in a Block",
                () -> shapes.bytes(block, new byte[65536]));
        assertEquals(1, block.size());
        byte[] most = new byte[65536 - 1 - 3 - 1]; // less the handle, the count, and the head of the reply
        most[most.length - 1] = 7;
        assertArrayEquals(most, shapes.bytes(block, most));
        echo.answer = new byte[65536];
        assertEquals("Shapes: IllegalArgumentException: Shapes.bytes: result: the message is longer than 65536 bytes: send bulk in a "
                + "Block", assertThrows(ServerFault.class, () -> shapes.bytes(Block.allocate(1), most)).getMessage());
    }

    @Test
    void nestingIsBounded() {
        Shapes.Tree tree = new Shapes.Tree(List.of());
        for (int i = 0; i < 31; i++) {
            tree = new Shapes.Tree(List.of(tree)); // a record and a list each
        }
        assertEquals(tree, shapes.tree(tree));
        Shapes.Tree deep = new Shapes.Tree(List.of(tree));
        refused("Shapes.tree: parameter 1 (Tree): nested deeper than 64, or a cycle", () -> shapes.tree(deep));
        List<Shapes.Tree> branches = new ArrayList<>();
        branches.add(new Shapes.Tree(branches));
        refused("Shapes.tree: parameter 1 (Tree): nested deeper than 64, or a cycle", () -> shapes.tree(branches.get(0)));
    }

    @Test
    void nullsSurrogatesAndStrangersAreNamed() {
        List<String> hole = new ArrayList<>();
        hole.add(null);
        assertEquals("Shapes.strings: parameter 1 (List<String>): null cannot be sent: use Optional",
                assertThrows(NullPointerException.class, () -> shapes.strings(hole)).getMessage());
        refused("Shapes.strings: parameter 1 (List<String>): a String with half a surrogate pair at index 1 cannot be sent",
                () -> shapes.strings(List.of("a\ud800b")));
        refused("Shapes.strings: parameter 1 (List<String>): a java.lang.Integer is not what the contract names here",
                () -> shapes.strings(polluted()));
        Block block = Block.allocate(1);
        assertEquals("Shapes.choice: parameter 2 (Choice): One.text: null cannot be sent: use Optional",
                assertThrows(NullPointerException.class, () -> shapes.choice(block, new Shapes.One(null))).getMessage());
        assertEquals(1, block.size());
        assertEquals("Shapes: NullPointerException: Shapes.strings: result: null cannot be sent: use Optional",
                assertThrows(ServerFault.class, () -> shapes.strings(List.of())).getMessage());
        assertThrows(PeerGone.class, () -> shapes.strings(List.of("a")));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String> polluted() {
        return (List<String>) (List) List.of(5);
    }

    @Test
    void containersArriveInOrderAndUnmodifiable() {
        TreeMap<String, Optional<Integer>> sent = new TreeMap<>(java.util.Comparator.reverseOrder());
        sent.put("a", Optional.of(1));
        sent.put("b", Optional.empty());
        Map<String, Optional<Integer>> arrived = shapes.map(sent);
        assertEquals("{b=Optional.empty, a=Optional[1]}", arrived.toString());
        assertThrows(UnsupportedOperationException.class, () -> arrived.put("c", Optional.empty()));
        assertThrows(UnsupportedOperationException.class, () -> shapes.strings(List.of("x")).add("y"));
    }

    @Test
    void anObjectIsNoUntypedEndpoint() {
        echo.any = new Counter.Service();
        assertEquals("Shapes: IllegalArgumentException: Shapes.any: result: an object is no untyped endpoint: say of which contract "
                + "with Services.export", assertThrows(ServerFault.class, shapes::any).getMessage());
    }

    @Test
    void aWrongContractIsRefusedWithItsFaults() {
        String faults = assertThrows(IllegalArgumentException.class, () -> Loopback.of(Wrong.class, new Wrong() { })).getMessage();
        assertEquals("RefusalTest.java: RefusalTest.Wrong: a state without methods: nothing can be asked of it", faults);
    }

    /** No contract. */
    public interface Wrong extends Contract {
    }

    private static void refused(String message, Executable executable) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
    }
}
