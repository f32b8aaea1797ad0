package obol.aot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import obol.aot.ir.MemKind;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.Layout;
import obol.aot.world.World;
import obol.layout.LockWord;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.StaticsLayout;
import obol.layout.image.SeedLayout;

/**
 * The statics of a seed process and the objects that can be reached from them, read from what it wrote ({@link SeedLayout}); and which of them
 * may be written. The order is that of a walk from the statics, breadth first, so it does not depend on where they lay.
 *
 * <p>An object is immutable, and can be shared by all processes, if nobody writes it once it is made and all that it refers to is immutable
 * too: a String without identity hash; an instance whose fields are all final; an array that is empty, belongs to such a String, or is the
 * value of a static field that {@link Freezing#constants} lists or that javac has made. Objects of class Object are there to be locked, and
 * Class objects and references are written by the nucleus: all of these belong to a process.
 */
public final class SeedHeap {
    /** An object. {@code holder} is the static or the object by which it was found. */
    static final class Node {
        final JClass type;
        final long address;
        final int size;
        final int lock;
        final Object holder;
        /** By offset of the place; what refers to nothing is not there. */
        final Map<Integer, Target> targets = new LinkedHashMap<>();
        boolean immutable;

        Node(JClass type, long address, int size, int lock, Object holder) {
            this.type = type;
            this.address = address;
            this.size = size;
            this.lock = lock;
            this.holder = holder;
        }

        @Override public String toString() {
            return "an object of " + type.external() + " in " + holder;
        }
    }

    /** What a reference refers to: another of the objects, or a String of the image by its offset in the section of objects. */
    record Target(Node node, long literal) {}

    /** What only a process that runs can have. */
    private static final Set<String> LIVING = Set.of("java/lang/Thread", "java/lang/ThreadGroup", "java/nio/DirectByteBuffer", "java/lang/ref/Cleaner");

    /** How many classes are reported. */
    private static final int LARGEST = 10;

    private final World world;
    private final Layout layout;
    private final ByteBuffer dump;
    private final int staticsAt;
    private final Map<Long, Integer> blocks = new HashMap<>();
    private final Map<Long, JClass> hubs = new HashMap<>();
    private final long literals;
    private final long literalsEnd;
    private final Map<Long, Node> nodes = new LinkedHashMap<>();
    private final Map<Integer, Target> staticTargets = new LinkedHashMap<>();
    private final Set<Node> constantArrays = new HashSet<>();
    private final JClass stringClass;
    private final JField stringValue;
    private final JClass classClass;
    private final JField classHub;

    /**
     * @param world the classes, laid out
     * @param contents of the image that was run, with its addresses
     * @throws Freezing.Refusal if there is something in it that cannot be frozen
     */
    SeedHeap(World world, Contents contents, byte[] bytes, Freezing freezing) {
        this.world = world;
        this.layout = world.layout();
        this.stringClass = world.require("java/lang/String");
        this.stringValue = stringClass.declaredField("value");
        this.classClass = world.require("java/lang/Class");
        this.classHub = classClass.declaredField("hub");
        dump = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.length < SeedLayout.SIZE || dump.getInt(SeedLayout.MAGIC) != SeedLayout.MAGIC_VALUE ? -1 : dump.getInt(SeedLayout.STATICS_SIZE);
        if (size != layout.staticsSize()) throw new Freezing.Refusal("the seed process did not write its memory");
        if (dump.getInt(SeedLayout.INTERNED_COUNT) != 0) throw new Freezing.Refusal("an initialiser interns a String that is no literal");
        staticsAt = SeedLayout.SIZE;
        int at = staticsAt + size + 4 * dump.getInt(SeedLayout.CLASS_COUNT);
        for (; at < bytes.length; at += 8 + (int) MemoryMap.BLOCK_SIZE) blocks.put(dump.getLong(at), at + 8);
        for (JClass c : contents.hubs.classes()) hubs.put(contents.hubs.place(c).address(), c);
        literals = contents.objects.section().base;
        literalsEnd = literals + contents.objects.section().size();

        checkStates(freezing);
        walk();
        checkAccess();
        findConstants(freezing);
        findImmutable();
    }

    /** A line on how large the parts are, and which classes have the most bytes of a process's part. */
    public String report() {
        Map<String, Integer> sizes = new TreeMap<>();
        int own = 0;
        int shared = 0;
        for (Node node : nodes.values()) {
            if (node.immutable) {
                shared += node.size;
            } else {
                own += node.size;
                sizes.merge(node.type.external(), node.size, Integer::sum);
            }
        }
        int statics = layout.staticsSize();
        List<Map.Entry<String, Integer>> largest = new ArrayList<>(sizes.entrySet());
        largest.sort(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        return "each process begins with " + (own + statics) + " bytes: " + statics + " of statics, " + own + " of objects, beside " + shared
            + " shared; most have " + largest.stream().limit(LARGEST).map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    /** All objects, in the order of the walk. */
    Iterable<Node> nodes() {
        return nodes.values();
    }

    /** References of the statics block by their offset; those to nothing are not there. */
    Map<Integer, Target> staticTargets() {
        return staticTargets;
    }

    /** Bytes of the statics block. */
    int staticByte(int offset) {
        return dump.get(staticsAt + offset);
    }

    /** A byte of an object. */
    int byteOf(Node node, int offset) {
        return dump.get(place(node.address) + offset);
    }

    int intOf(Node node, int offset) {
        return dump.getInt(place(node.address) + offset);
    }

    boolean isString(Node node) {
        return node.type == stringClass;
    }

    /** Of a Class object: the class that it stands for; null for other objects. */
    JClass mirrored(Node node) {
        return node.type == classClass ? hubs.get(dump.getInt(place(node.address) + classHub.offset) & 0xFFFFFFFFL) : null;
    }

    JField hubField() {
        return classHub;
    }

    private int place(long address) {
        Integer block = blocks.get(address & -MemoryMap.BLOCK_SIZE);
        if (block == null) throw new Freezing.Refusal("a reference of the seed process leads nowhere: " + Long.toHexString(address));
        return block + (int) (address & MemoryMap.BLOCK_SIZE - 1);
    }

    /** Each class is initialised or it is not, and none is that must not be. */
    private void checkStates(Freezing freezing) {
        for (JClass c : layout.classes()) {
            if (c.initState == 0) continue;
            int state = staticByte(c.initState);
            String name = c.external();
            if (state != StaticsLayout.INITIALIZED && state != StaticsLayout.UNINITIALIZED) {
                throw new Freezing.Refusal("the initialisation of " + name + " has not ended well");
            }
            if (state == StaticsLayout.INITIALIZED && freezing.lazy().containsKey(name)) {
                throw new Freezing.Refusal("a frozen class initialises " + name + ", which has to stay lazy: " + freezing.lazy().get(name));
            }
        }
    }

    private void walk() {
        ArrayDeque<Node> waiting = new ArrayDeque<>();
        for (JField f : layout.statics()) {
            if (f.kind != MemKind.REF) continue;
            Target target = target(dump.getInt(staticsAt + f.offset), f, waiting);
            if (target != null) staticTargets.put(f.offset, target);
        }
        while (!waiting.isEmpty()) {
            Node node = waiting.remove();
            int at = place(node.address);
            for (int slot : slots(node)) {
                Target target = target(dump.getInt(at + slot), node.holder instanceof Node ? node.type.external() + " in " + node.holder : node, waiting);
                if (target != null) node.targets.put(slot, target);
            }
        }
    }

    /** No frozen class has looked through a back door of the library ({@code jdk.internal.access}) before it was opened. */
    private void checkAccess() {
        for (JField f : layout.statics()) {
            boolean frozen = f.holder.initState != 0 && staticByte(f.holder.initState) == StaticsLayout.INITIALIZED;
            if (frozen && f.isFinal() && f.descriptor.startsWith("Ljdk/internal/access/") && !staticTargets.containsKey(f.offset)) {
                throw new Freezing.Refusal(f + " is null");
            }
        }
    }

    private Target target(int reference, Object holder, ArrayDeque<Node> waiting) {
        long address = reference & 0xFFFFFFFFL;
        if (address == 0) return null;
        if (address < MemoryMap.HEAP) {
            if (address < literals || address >= literalsEnd) throw new Freezing.Refusal("no object of the image in " + holder);
            return new Target(null, address - literals);
        }
        Node node = nodes.get(address);
        if (node == null) {
            node = node(address, holder);
            nodes.put(address, node);
            waiting.add(node);
        }
        return new Target(node, 0);
    }

    private Node node(long address, Object holder) {
        int at = place(address);
        JClass type = hubs.get(dump.getInt(at + ObjectLayout.HUB) & 0xFFFFFFFFL);
        if (type == null) throw new Freezing.Refusal("something that is no object in " + holder);
        int lock = dump.getInt(at + ObjectLayout.LOCK);
        int size = type.isArray() ? arraySize(type, dump.getInt(at + ObjectLayout.ARRAY_LENGTH)) : type.instanceSize;
        Node node = new Node(type, address, size, lock, holder);
        if (lock != LockWord.FREE && (lock & LockWord.TAG_MASK) != LockWord.HASHED) throw new Freezing.Refusal(node + " is locked");
        for (JClass c = type; c != null; c = c.superclass) {
            if (LIVING.contains(c.name)) throw new Freezing.Refusal(node + " cannot be frozen");
        }
        return node;
    }

    private static int arraySize(JClass type, int length) {
        int shift = MemKind.ofDescriptor(type.component.descriptor()).shift;
        return ObjectLayout.elementsOffset(shift) + (length << shift) + ObjectLayout.ALIGNMENT - 1 & -ObjectLayout.ALIGNMENT;
    }

    /** The offsets of places for references. */
    private List<Integer> slots(Node node) {
        List<Integer> slots = new ArrayList<>();
        if (node.type.isArray()) {
            if (node.type.component.isPrimitive()) return slots;
            int length = intOf(node, ObjectLayout.ARRAY_LENGTH);
            for (int i = 0; i < length; i++) slots.add(ObjectLayout.ARRAY_ELEMENTS + ObjectLayout.REFERENCE_SIZE * i);
            return slots;
        }
        for (JField f : instanceFields(node.type)) if (f.kind == MemKind.REF) slots.add(f.offset);
        return slots;
    }

    /** Those that have a place, with the superclasses'. */
    private static List<JField> instanceFields(JClass type) {
        List<JField> fields = new ArrayList<>();
        for (JClass c = type; c != null; c = c.superclass) {
            for (JField f : c.fields) if (!f.isStatic() && f.offset != 0) fields.add(f);
        }
        return fields;
    }

    private void findConstants(Freezing freezing) {
        Set<String> unknown = new HashSet<>(freezing.constants());
        for (JField f : layout.statics()) {
            String name = f.holder.external() + "." + f.name;
            boolean listed = unknown.remove(name);
            boolean made = f.isFinal() && (f.flags & 0x1000) != 0;
            Target target = staticTargets.get(f.offset);
            if ((listed || made) && target != null && target.node != null) addConstant(target.node);
        }
        if (!unknown.isEmpty() && !world.isClosed()) throw new Freezing.Refusal("listed as constant, but no static field of the image: " + String.join(", ", unknown));
    }

    private void addConstant(Node array) {
        if (!array.type.isArray() || !constantArrays.add(array)) return;
        for (Target t : array.targets.values()) if (t.node != null) addConstant(t.node);
    }

    /** Begins with all that is never written itself, and takes away what refers to something else. */
    private void findImmutable() {
        for (Node node : nodes.values()) {
            if (isString(node) && node.lock == 0) {
                node.immutable = true;
                Target value = node.targets.get(stringValue.offset);
                if (value != null && value.node != null) constantArrays.add(value.node);
            }
        }
        for (Node node : nodes.values()) node.immutable |= node.lock == 0 && isNeverWritten(node);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : nodes.values()) {
                if (!node.immutable) continue;
                for (Target t : node.targets.values()) if (t.node != null && !t.node.immutable) node.immutable = false;
                changed |= !node.immutable;
            }
        }
    }

    private boolean isNeverWritten(Node node) {
        JClass type = node.type;
        if (type.isArray()) return constantArrays.contains(node) || intOf(node, ObjectLayout.ARRAY_LENGTH) == 0;
        if (type.superclass == null || type == classClass || type.isSubtypeOf(world.require("java/lang/ref/Reference"))) return false;
        for (JField f : instanceFields(type)) if (!f.isFinal()) return false;
        return true;
    }
}
