package obol.aot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import obol.aot.ir.Address;
import obol.aot.ir.Allocation;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.Position;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/**
 * What the code generator can ask for is in {@link CodeFacts}, and what it consists of in the version: found by following all classes
 * that are named in constant pools from the generator on.
 */
class GeneratorFactsTest {
    private static final int CLASS = 7, FIELD = 9, METHOD = 10, INTERFACE_METHOD = 11;
    private static final String START = "obol/aot/codegen/CodeGenerator";

    @Test
    void asksMethodsForNothingButWhatIsInTheFacts() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> seen = new HashSet<>(Set.of(START));
        Deque<String> waiting = new ArrayDeque<>(seen);
        while (!waiting.isEmpty()) {
            for (String name : read(waiting.remove(), asked)) if (isOfTheGenerator(name) && seen.add(name)) waiting.add(name);
        }
        String method = "obol/aot/world/JMethod.";
        assertEquals(Set.of(method + "assembly", method + "noAllocation", method + "parameters"), asked);
    }

    /** A new part of a graph has to be a fact, too: it is to be added to {@link CodeFacts} and then here. */
    @Test
    void graphsHaveNoOtherParts() {
        assertEquals(Set.of("method", "entry", "blocks", "polled", "nextIns", "nextBlock"), fields(Graph.class));
        assertEquals(Set.of("id", "body", "preds", "succs", "handler", "cold", "bounded"), fields(Block.class));
        assertEquals(Set.of("id", "op", "type", "inputs", "attr", "bits", "position", "block"), fields(Ins.class));
        assertEquals(Set.of("method", "indirect", "symbol"), fields(CallTarget.class));
        assertEquals(Set.of("kind", "indexed", "shift", "displacement", "number"), fields(Address.class));
        assertEquals(Set.of("condition", "stub"), fields(Guard.class));
        assertEquals(Set.of("type", "size", "elementShift"), fields(Allocation.class));
        assertEquals(Set.of("method", "bci", "caller"), fields(Position.class));
    }

    private static Set<String> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(f -> !Modifier.isStatic(f.getModifiers())).map(Field::getName)
            .collect(Collectors.toSet());
    }

    private static boolean isOfTheGenerator(String name) {
        return StoredCode.PACKAGES.stream().anyMatch(name::startsWith);
    }

    /** The classes that a class names; adds the members of others than the generator's own, and of Java's, that it uses. */
    private static Set<String> read(String name, Set<String> asked) throws IOException {
        Set<String> classes = new TreeSet<>();
        try (InputStream in = GeneratorFactsTest.class.getResourceAsStream("/" + name + ".class")) {
            ClassReader reader = new ClassReader(in);
            char[] buffer = new char[reader.getMaxStringLength()];
            for (int i = 1; i < reader.getItemCount(); i++) {
                int at = reader.getItem(i);
                int tag = at == 0 ? 0 : reader.readByte(at - 1);
                if (tag == CLASS) classes.add(reader.readUTF8(at, buffer));
                if (tag != FIELD && tag != METHOD && tag != INTERFACE_METHOD) continue;
                String owner = reader.readClass(at, buffer);
                if (owner.startsWith("[") || owner.startsWith("java/") || isOfTheGenerator(owner)) continue;
                asked.add(owner + "." + reader.readUTF8(reader.getItem(reader.readUnsignedShort(at + 2)), buffer));
            }
        }
        return classes;
    }
}
