package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.store.CodeKey;
import obol.aot.store.CodeStore;
import obol.aot.store.StoredCode;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.x86.Reloc;
import org.junit.jupiter.api.Test;

/** Code from a store is the generator's, for random graphs; each time graphs, classes and methods are other objects of the same names. */
class StoredCodeTest {
    private static final int[] SIZES = {3, 8, 20, 40, 80};

    private static final class Kept implements CodeStore {
        final Map<CodeKey, byte[]> entries = new HashMap<>();

        @Override public byte[] find(CodeKey key) {
            byte[] entry = entries.get(key);
            return entry == null ? null : entry.clone();
        }

        @Override public void keep(CodeKey key, byte[] entry) {
            entries.put(key, entry);
        }
    }

    private static StoredCode code(CodeStore store, String version) {
        return new StoredCode(store, version, new CodeGenerator()::compile);
    }

    private static List<Graph> graphs(long seed) {
        RandomGraphs graphs = new RandomGraphs(seed);
        List<Graph> all = new ArrayList<>();
        for (int size : SIZES) all.add(graphs.next(size, true));
        return all;
    }

    private static List<CompiledMethod> compile(StoredCode code, long seed) {
        return graphs(seed).stream().map(code::of).toList();
    }

    private static void assertSame(List<CompiledMethod> expected, List<CompiledMethod> found) {
        for (int i = 0; i < expected.size(); i++) {
            CompiledMethod a = expected.get(i);
            CompiledMethod b = found.get(i);
            assertArrayEquals(a.code(), b.code());
            assertEquals(tables(a), tables(b));
        }
    }

    private static List<String> tables(CompiledMethod method) {
        List<String> lines = new ArrayList<>();
        for (Reloc r : method.relocations()) lines.add(text(r));
        for (Safepoint s : method.safepoints()) lines.add(text(s));
        for (Trap t : method.traps()) lines.add(t.instructionOffset() + " " + t.targetOffset() + " " + t.position());
        return lines;
    }

    private static String text(Reloc r) {
        Object target = r.target();
        String name = String.valueOf(target);
        if (target instanceof JMethod m) name = "method " + m.symbol();
        if (target instanceof JClass c) name = "class " + c.name;
        return r.offset() + " " + r.kind() + " " + r.addend() + " " + name;
    }

    private static String text(Safepoint s) {
        return List.of(s.returnOffset(), s.frameWords(), s.references(), s.registers(), s.handlerOffset(), String.valueOf(s.position())).toString();
    }

    @Property(tries = 40, seed = "20261121")
    void sameAsGenerated(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Kept kept = new Kept();
        List<CompiledMethod> expected = compile(code(CodeStore.NONE, "1"), seed);
        assertSame(expected, compile(code(kept, "1"), seed));
        StoredCode warm = code(kept, "1");
        assertSame(expected, compile(warm, seed));
        assertEquals(0, warm.generated());
    }

    @Property(tries = 40, seed = "20261122")
    void damageIsAMiss(@ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 20) int bytes) {
        Kept kept = new Kept();
        List<CompiledMethod> expected = compile(code(kept, "1"), seed);
        Random random = new Random(seed);
        kept.entries.replaceAll((key, entry) -> {
            byte[] damaged = java.util.Arrays.copyOf(entry, random.nextInt(4) == 0 ? random.nextInt(entry.length) : entry.length);
            for (int i = 0; i < bytes && damaged.length > 0; i++) damaged[random.nextInt(damaged.length)] ^= 1 + random.nextInt(255);
            return damaged;
        });
        StoredCode warm = code(kept, "1");
        assertSame(expected, compile(warm, seed));
        assertNotEquals(0, warm.generated());
    }

    /** Entries that lie under keys of others are misses, too. */
    @Test
    void exchangedEntriesAreMisses() {
        Kept kept = new Kept();
        List<CompiledMethod> expected = compile(code(kept, "1"), 5);
        List<byte[]> entries = new ArrayList<>(kept.entries.values());
        java.util.Collections.rotate(entries, 1);
        int[] next = {0};
        kept.entries.replaceAll((key, entry) -> entries.get(next[0]++));
        assertSame(expected, compile(code(kept, "1"), 5));
    }

    @Test
    void anotherGeneratorFindsNothing() {
        Kept kept = new Kept();
        compile(code(kept, "1"), 7);
        StoredCode other = code(kept, "2");
        compile(other, 7);
        assertEquals(SIZES.length, other.generated());
    }

    /** Whatever is changed in a graph changes the key: a constant, the kind of an operation, a position, whether a block is cold. */
    @Property(tries = 60, seed = "20261123")
    void everyFactCounts(@ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(min = 0, max = 3) int kind) {
        Kept kept = new Kept();
        compile(code(kept, "1"), seed);
        Graph graph = graphs(seed).get(2);
        Random random = new Random(seed);
        List<Ins> all = graph.blocks.stream().flatMap(b -> b.body.stream()).filter(i -> kind != 1 || i.op == Op.ADD).toList();
        if (all.isEmpty()) return;
        Ins changed = all.get(random.nextInt(all.size()));
        switch (kind) {
            case 0 -> changed.bits ^= 1L << random.nextInt(64);
            case 1 -> changed.op = Op.SUB;
            case 2 -> changed.position = new Position(graph.method, changed.position == null ? 7 : changed.position.bci() + 1, null);
            default -> changed.block.cold ^= true;
        }
        // The generator is not run: such a graph may mean nothing.
        StoredCode warm = new StoredCode(kept, "1", g -> new CompiledMethod(g.method, new byte[0], List.of(), List.of(), List.of()));
        warm.of(graph);
        assertEquals(1, warm.generated());
    }
}
