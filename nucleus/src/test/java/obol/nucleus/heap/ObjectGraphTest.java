package obol.nucleus.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.Memory;

/**
 * Random programs on a heap and on a model of Java objects, compared after every collection: the graphs reachable from the
 * roots are the same, weak referents are gone exactly when the model's cannot be reached otherwise, and the heap's
 * invariants hold.
 */
final class ObjectGraphTest {
    private static final int LEAF = 0, NODE = 1, OBJECTS = 2, BYTES = 3, WEAK = 4, WIDE = 5, EMPTY = 6, KINDS = 7;

    /** An object of the model. */
    private static final class Thing {
        final int kind;
        final int id;
        final Thing[] references;
        Thing referent;

        Thing(int kind, int id, int references) {
            this.kind = kind;
            this.id = id;
            this.references = new Thing[references];
        }
    }

    private Fixture heap;
    private Thing[] roots;
    private int ids;

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.OFF)
    void graphsSurviveCollections(@ForAll @Size(min = 100, max = 800) List<Integer> program) {
        run(program, 512, SipLayout.STRESS_POISON);
    }

    @Property(tries = 12, seed = "2", shrinking = ShrinkingMode.OFF)
    void graphsSurviveACollectionAtEveryAllocation(@ForAll @Size(min = 50, max = 200) List<Integer> program) {
        run(program, 512, SipLayout.STRESS_POISON | SipLayout.STRESS_COLLECT | SipLayout.STRESS_VERIFY);
    }

    private void run(List<Integer> program, int quota, int stress) {
        heap = new Fixture(quota, stress);
        heap.handleReferences();
        roots = new Thing[Fixture.ROOTS];
        ids = 0;
        for (int instruction : program) {
            step(instruction);
        }
        collect(0);
        collect(SipLayout.COLLECT_FULL);
        for (int i = 0; i < Fixture.ROOTS; i++) {
            setRoot(i, null, 0);
        }
        heap.collect(SipLayout.COLLECT_FULL);
        heap.takePending();
        heap.collect(SipLayout.COLLECT_FULL);
        assertEquals(0, heap.blocksUsed(), "blocks of an empty heap");
    }

    private void step(int instruction) {
        int a = instruction >>> 8 & 31;
        int b = instruction >>> 13 & 31;
        int c = instruction >>> 18 & 0x3FFF;
        switch (instruction & 31) {
            case 0: case 1: case 2: case 3: case 4: case 5: case 6: case 7: case 8: case 9:
                allocate(a, b % KINDS, c);
                break;
            case 10: case 11: case 12: case 13: case 14: case 15: case 16: case 17:
                store(a, c, b);
                break;
            case 18: case 19: case 20: case 21: case 22: case 23:
                load(a, b, c);
                break;
            case 24: case 25:
                setRoot(a, null, 0);
                break;
            case 26: case 27: case 28:
                for (int i = 0; i < c >>> 4; i++) {
                    newInstance(heap.node);
                }
                break;
            case 29: case 30:
                collect(0);
                break;
            default:
                collect(SipLayout.COLLECT_FULL);
        }
    }

    private void setRoot(int index, Thing thing, long object) {
        roots[index] = thing;
        heap.setRoot(index, object);
    }

    private void allocate(int to, int kind, int c) {
        // Mostly short arrays, some of each size class beyond.
        int length = (c & 15) == 0 ? c << 2 : (c & 15) == 1 ? c : c & 63;
        int id = ++ids;
        switch (kind) {
            case LEAF:
                setRoot(to, new Thing(kind, id, 0), withId(newInstance(heap.leaf), id));
                break;
            case NODE:
                setRoot(to, new Thing(kind, id, 3), withId(newInstance(heap.node), id));
                break;
            case OBJECTS:
                setRoot(to, new Thing(kind, id, length), newArray(heap.objectArray, length));
                break;
            case BYTES:
                long bytes = newArray(heap.byteArray, length + 4);
                Memory.putInt(bytes + ObjectLayout.ARRAY_ELEMENTS, id);
                setRoot(to, new Thing(kind, id, 0), bytes);
                break;
            case WEAK:
                Thing thing = new Thing(kind, id, 0);
                int of = c % Fixture.ROOTS;
                long reference = newInstance(heap.weak);
                heap.store(reference, reference + 8, heap.root(of));
                thing.referent = roots[of];
                setRoot(to, thing, reference);
                break;
            case WIDE:
                setRoot(to, new Thing(kind, id, Fixture.WIDE_FIELDS), newInstance(heap.wide));
                break;
            default:
                setRoot(to, new Thing(EMPTY, id, 0), newInstance(heap.empty));
        }
    }

    private long newInstance(long hub) {
        long before = heap.fullCount();
        long object = heap.newInstance(hub);
        if (heap.fullCount() != before) {
            clearWeak();
        }
        return object;
    }

    private long newArray(long hub, int length) {
        long before = heap.fullCount();
        long object = heap.newArray(hub, length);
        if (heap.fullCount() != before) {
            clearWeak();
        }
        return object;
    }

    private static long withId(long object, int id) {
        Memory.putInt(object + 8, id);
        return object;
    }

    private static long slot(Thing thing, long object, int index) {
        switch (thing.kind) {
            case NODE: return object + 12 + 4L * index;
            case WIDE: return object + 8 + 4L * index;
            default: return Fixture.element(object, index);
        }
    }

    private void store(int into, int index, int value) {
        Thing thing = roots[into];
        if (thing != null && thing.references.length != 0) {
            int i = index % thing.references.length;
            thing.references[i] = roots[value];
            heap.store(heap.root(into), slot(thing, heap.root(into), i), heap.root(value));
        }
    }

    private void load(int to, int from, int index) {
        Thing thing = roots[from];
        if (thing != null && thing.references.length != 0) {
            int i = index % thing.references.length;
            setRoot(to, thing.references[i], Memory.getUnsignedInt(slot(thing, heap.root(from), i)));
        }
    }

    private void collect(int request) {
        heap.collect(request);
        if ((request & SipLayout.COLLECT_FULL) != 0) {
            clearWeak();
        }
        compare();
        heap.verify();
    }

    /** What a full collection does to the model's weak references. */
    private void clearWeak() {
        heap.takePending();
        Map<Thing, Boolean> strong = new IdentityHashMap<>();
        Deque<Thing> work = new ArrayDeque<>();
        List<Thing> weak = new ArrayList<>();
        for (Thing root : roots) {
            add(root, strong, work);
        }
        while (!work.isEmpty()) {
            Thing thing = work.pop();
            if (thing.referent != null) {
                weak.add(thing);
            }
            for (Thing reference : thing.references) {
                add(reference, strong, work);
            }
        }
        for (Thing reference : weak) {
            if (!strong.containsKey(reference.referent)) {
                reference.referent = null;
            }
        }
    }

    private static void add(Thing thing, Map<Thing, Boolean> seen, Deque<Thing> work) {
        if (thing != null && seen.put(thing, true) == null) {
            work.push(thing);
        }
    }

    /** Every object of the model stands for one object of the heap, and the other way round. */
    private void compare() {
        Map<Thing, Long> objects = new IdentityHashMap<>();
        Map<Long, Thing> things = new java.util.HashMap<>();
        Deque<Thing> work = new ArrayDeque<>();
        for (int i = 0; i < Fixture.ROOTS; i++) {
            match(roots[i], heap.root(i), objects, things, work);
        }
        while (!work.isEmpty()) {
            Thing thing = work.pop();
            long object = objects.get(thing);
            for (int i = 0; i < thing.references.length; i++) {
                match(thing.references[i], Memory.getUnsignedInt(slot(thing, object, i)), objects, things, work);
            }
            switch (thing.kind) {
                case LEAF: case NODE:
                    assertEquals(thing.id, Memory.getInt(object + 8), "id");
                    break;
                case BYTES:
                    assertEquals(thing.id, Memory.getInt(object + ObjectLayout.ARRAY_ELEMENTS), "contents");
                    break;
                case OBJECTS:
                    assertEquals(thing.references.length, Memory.getInt(object + ObjectLayout.ARRAY_LENGTH), "length");
                    break;
                case WEAK:
                    long referent = Memory.getUnsignedInt(object + 8);
                    // A referent that only the reference knows is there until the next full collection.
                    match(thing.referent, referent, objects, things, work);
                    break;
                default:
            }
        }
    }

    private void match(Thing thing, long object, Map<Thing, Long> objects, Map<Long, Thing> things, Deque<Thing> work) {
        if (thing == null) {
            assertEquals(0, object, "null");
            return;
        }
        assertTrue(object != 0, "an object has vanished");
        assertEquals(hub(thing.kind), Memory.getUnsignedInt(object), "class");
        Long known = objects.put(thing, object);
        if (known != null) {
            assertEquals(known, (Long) object, "identity");
            return;
        }
        assertEquals(null, things.put(object, thing), "two objects in one place");
        work.push(thing);
    }

    private long hub(int kind) {
        switch (kind) {
            case LEAF: return heap.leaf;
            case NODE: return heap.node;
            case OBJECTS: return heap.objectArray;
            case BYTES: return heap.byteArray;
            case WEAK: return heap.weak;
            case WIDE: return heap.wide;
            default: return heap.empty;
        }
    }
}
