package obol.aot.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.aot.input.JrtSource;
import obol.aot.ir.MemKind;
import obol.layout.ObjectLayout;
import obol.layout.StaticsLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invariants of the layout of java.base, laid out as if all of it were reachable and every class had instances. */
class LayoutTest {
    /** Packages with every shape; all of java.base takes too long for each build. */
    private static final List<String> PACKAGES = List.of("java/lang/", "java/util/concurrent/", "java/util/stream/", "java/nio/", "java/io/");

    private static World world;
    private static Layout layout;

    @BeforeAll static void layOut() {
        world = new World(new JrtSource("java.base"));
        layout = layOutAll(world);
    }

    private static Layout layOutAll(World world) {
        JrtSource source = new JrtSource("java.base");
        for (String p : PACKAGES) for (String name : source.list(p)) world.require(name);
        world.require("[Ljava/util/ArrayList;");
        world.require("[[I");
        for (JClass c : world.all()) {
            c.reachable = true;
            c.instantiated = !c.isInterface() && (c.isArray() || !c.isAbstract());
            for (JField f : c.fields) f.reachable = f.constant == null || !f.isStatic();
            for (JMethod m : c.methods) {
                m.dispatched = m.isVirtual();
                m.reachable = !m.isAbstract();
            }
        }
        for (JClass c : world.primitives()) c.reachable = true;
        return world.layOut();
    }

    @Test void instanceFieldsAreAlignedAndApartAndAfterThoseOfTheSuperclass() {
        for (JClass c : layout.classes()) {
            if (c.kind != JClass.Kind.CLASS) continue;
            BitSet taken = new BitSet();
            BitSet references = new BitSet();
            for (JClass s = c; s != null; s = s.superclass) {
                for (JField f : s.fields) {
                    if (f.isStatic()) continue;
                    assertTrue(f.offset >= ObjectLayout.FIRST_FIELD && f.offset + f.kind.bytes() <= s.instanceSize, f.toString());
                    assertEquals(0, f.offset % f.kind.bytes(), f.toString());
                    assertEquals(-1, next(taken, f.offset, f.kind.bytes()), f + " overlaps");
                    taken.set(f.offset, f.offset + f.kind.bytes());
                    boolean referent = f.toString().equals("java/lang/ref/Reference.referent");
                    if (f.kind == MemKind.REF && !referent) references.set((f.offset - ObjectLayout.FIRST_FIELD) / 4);
                    if (s.superclass != null) assertTrue(f.offset >= s.superclass.fieldsEnd, f + " among the superclass's");
                }
            }
            assertEquals(0, c.instanceSize % ObjectLayout.ALIGNMENT, c.name);
            int[] map = layout.referenceMap(c);
            for (int i = 0; i < map.length * 32; i++) assertEquals(references.get(i), (map[i / 32] >> i % 32 & 1) != 0, c + " word " + i);
        }
    }

    /** The first taken byte of a range, or -1. */
    private static int next(BitSet taken, int from, int count) {
        int at = taken.nextSetBit(from);
        return at >= 0 && at < from + count ? at : -1;
    }

    @Test void noObjectIsLargerThanItsFieldsAndOneGapForEachClassNeed() {
        for (JClass c : layout.classes()) {
            if (c.kind != JClass.Kind.CLASS) continue;
            int bytes = c.superclass == null ? ObjectLayout.FIRST_FIELD : c.superclass.fieldsEnd;
            int widest = 1;
            for (JField f : c.fields) {
                if (f.isStatic()) continue;
                bytes += f.kind.bytes();
                widest = Math.max(widest, f.kind.bytes());
            }
            assertTrue(c.fieldsEnd < bytes + widest, c + " wastes " + (c.fieldsEnd - bytes));
        }
    }

    @Test void staticsBlock() {
        BitSet taken = new BitSet();
        taken.set(0, StaticsLayout.FIRST);
        int count = 0;
        for (JClass c : layout.classes()) {
            for (JField f : c.fields) {
                if (!f.isStatic() || !f.reachable) continue;
                count++;
                assertEquals(0, f.offset % f.kind.bytes(), f.toString());
                assertEquals(-1, next(taken, f.offset, f.kind.bytes()), f + " overlaps");
                taken.set(f.offset, f.offset + f.kind.bytes());
                assertEquals(f.kind == MemKind.REF, f.offset < layout.staticsReferencesEnd(), f.toString());
            }
            assertEquals(world.needsInit(c), c.initState != 0, c.name);
            if (c.initState == 0) continue;
            assertFalse(taken.get(c.initState), c.name);
            taken.set(c.initState);
            assertTrue(c.initState >= layout.staticsReferencesEnd(), c.name);
        }
        assertTrue(taken.length() <= layout.staticsSize());
        assertEquals(count, layout.statics().size());
    }

    @Test void dispatchRunsWhatSelectionSays() {
        long calls = 0;
        for (JClass c : layout.classes()) {
            if (!c.instantiated) {
                assertTrue(c.vtable.isEmpty(), c.name);
                continue;
            }
            for (JClass s = c; s != null; s = s.superclass) {
                for (JMethod m : s.methods) {
                    if (!m.isVirtual()) continue;
                    calls++;
                    JMethod expected = world.selectVirtual(c, m);
                    JMethod actual = m.vtableIndex < 0 ? m : c.vtable.get(m.vtableIndex);
                    assertSame(expected, actual, () -> "call of " + m + " on " + c);
                }
            }
            for (JClass i : layout.interfaceTable(c).interfaces()) {
                List<JMethod> methods = layout.interfaceMethods(i);
                List<JMethod> itable = layout.itable(c, i);
                assertEquals(methods.size(), itable.size());
                for (int k = 0; k < methods.size(); k++) {
                    calls++;
                    assertEquals(k, methods.get(k).vtableIndex);
                    assertSame(world.selectVirtual(c, methods.get(k)), itable.get(k), c.name);
                }
            }
        }
        assertTrue(calls > 20_000, "only " + calls);
    }

    @Test void everyMethodThatIsNeverOverriddenIsCalledDirectly() {
        JClass list = world.require("java/util/ArrayList");
        assertEquals(-1, list.declared("trimToSize", "()V").vtableIndex);
        assertTrue(world.require("java/util/AbstractCollection").declared("size", "()I").vtableIndex >= 0);
        assertEquals(-1, world.require("java/lang/String").declared("isEmpty", "()Z").vtableIndex);
    }

    @Test void interfaceTablesFindExactlyTheSuperinterfaces() {
        List<JClass> interfaces = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (JClass c : layout.classes()) {
            if (!c.isInterface()) continue;
            interfaces.add(c);
            assertTrue(c.interfaceNumber > 0 && numbers.add(c.interfaceNumber), c.name);
        }
        for (JClass c : layout.classes()) {
            InterfaceTable table = layout.interfaceTable(c);
            assertEquals(1, Integer.bitCount(table.size()), c.name);
            int[] entries = new int[table.size()];
            for (JClass i : table.interfaces()) {
                int at = i.interfaceNumber & (table.size() - 1);
                assertEquals(0, entries[at], c.name);
                entries[at] = i.interfaceNumber;
            }
            for (JClass i : interfaces) {
                assertEquals(c.isSubtypeOf(i), entries[i.interfaceNumber & (table.size() - 1)] == i.interfaceNumber, c + " " + i);
            }
        }
    }

    @Test void theSameClassesGiveTheSameLayout() {
        World again = new World(new JrtSource("java.base"));
        Layout other = layOutAll(again);
        assertEquals(layout.classes().toString(), other.classes().toString());
        assertEquals(layout.staticsSize(), other.staticsSize());
        for (int n = 0; n < layout.classes().size(); n++) {
            JClass a = layout.classes().get(n);
            JClass b = other.classes().get(n);
            assertEquals(a.vtable.toString(), b.vtable.toString());
            assertEquals(a.interfaceNumber, b.interfaceNumber);
            for (int i = 0; i < a.fields.size(); i++) assertEquals(a.fields.get(i).offset, b.fields.get(i).offset);
        }
    }

    @Test void classesOfKnownShape() {
        assertEquals(ObjectLayout.FIRST_FIELD, world.require("java/lang/Object").instanceSize);
        // hash int, value ref, coder and hashIsZero bytes
        assertEquals(24, world.require("java/lang/String").instanceSize);
        assertEquals(16, world.require("java/lang/Long").instanceSize);
        assertEquals(16, world.require("java/lang/Integer").instanceSize);
        assertNull(world.require("[I").superclass.superclass);
        assertEquals(2, layout.interfaceTable(world.require("[I")).interfaces().size());
    }
}
