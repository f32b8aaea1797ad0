package obol.aot.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import obol.aot.codegen.CompiledMethod;
import obol.aot.ir.Graph;

/** A code generator behind a store: gives what is there, generates and keeps what is not. */
public final class StoredCode {
    /**
     * The packages of classes that determine what code a graph becomes, internal names: what {@code CodeGenerator} consists of, the
     * graph, the form of keys and entries, and the layouts. A hash of their class files is the generator's version.
     */
    public static final List<String> PACKAGES = List.of("obol/aot/codegen/", "obol/aot/ir/", "obol/aot/store/",
        "obol/aot/x86/", "obol/layout/");
    /** An entry ends with the beginning of the hash of its key and the rest. */
    private static final int CHECK_SIZE = 8;

    private final CodeStore store;
    private final Function<Graph, CompiledMethod> generator;
    private final MessageDigest version;
    private int generated;

    /**
     * @param version what tells the generator, and its options, from all others
     * @param generator a function of the graph alone
     */
    public StoredCode(CodeStore store, String version, Function<Graph, CompiledMethod> generator) {
        this.store = store;
        this.generator = generator;
        this.version = sha256();
        this.version.update(version.getBytes(StandardCharsets.UTF_8));
        this.version.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The code of a lowered graph, which belongs to the generator from now on. */
    public CompiledMethod of(Graph graph) {
        if (store == CodeStore.NONE) {
            generated++;
            return generator.apply(graph);
        }
        CodeFacts facts = new CodeFacts(graph);
        CodeKey key = facts.key(version);
        CompiledMethod known = read(key, store.find(key), facts, graph);
        if (known != null) return known;
        generated++;
        CompiledMethod method = generator.apply(graph);
        Bytes entry = new Bytes();
        CodeEntry.write(method, facts, entry);
        byte[] check = check(key, entry.array(), entry.size());
        for (byte b : check) entry.put(b);
        store.keep(key, entry.toArray());
        return method;
    }

    /** How many methods' code was generated. */
    public int generated() {
        return generated;
    }

    /** Null for a miss: no bytes, or damaged ones. */
    private static CompiledMethod read(CodeKey key, byte[] entry, CodeFacts facts, Graph graph) {
        if (entry == null || entry.length < CHECK_SIZE) return null;
        int size = entry.length - CHECK_SIZE;
        if (!Arrays.equals(check(key, entry, size), 0, CHECK_SIZE, entry, size, entry.length)) return null;
        return CodeEntry.read(graph.method, facts, new Bytes(entry));
    }

    private static byte[] check(CodeKey key, byte[] entry, int size) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(key.high()).putLong(key.low()).flip());
        digest.update(entry, 0, size);
        return Arrays.copyOf(digest.digest(), CHECK_SIZE);
    }
}
