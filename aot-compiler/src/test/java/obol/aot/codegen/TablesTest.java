package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import obol.aot.ir.Address;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Condition;
import obol.aot.ir.Graph;
import obol.aot.ir.Guard;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;
import obol.aot.x86.Disassembler;
import obol.aot.x86.Gpr;
import obol.aot.x86.Instruction;
import org.junit.jupiter.api.Test;

/** Safepoints and traps: where they are and what they name. */
class TablesTest {
    private final JClass holder = Fixture.type("Tables");

    private static Ins parameter(Graph g, int index, Type type) {
        Ins p = g.add(g.entry, Op.PARAM, type);
        p.bits = index;
        return p;
    }

    private static Ins nullCheck(Graph g, Block b, Ins reference) {
        Ins none = g.add(b, g.constant(Type.REF, 0));
        return g.add(b, Op.TRAP_IF, Type.VOID, reference, none).attr(new Guard(Condition.EQ, Stub.THROW_NULL_POINTER)).at(new Position(g.method, 7, null));
    }

    /** Instructions up to the constants, by offset. */
    private static Map<Integer, Instruction> instructions(CompiledMethod m) {
        Map<Integer, Instruction> found = new HashMap<>();
        for (int at = 0; at < m.code().length; ) {
            Instruction i = Disassembler.decode(m.code(), at);
            if (i == null) break;
            found.put(at, i);
            at += i.length();
        }
        return found;
    }

    @Test void aNullCheckIsLeftToTheLoadBehindIt() {
        Graph g = new Graph(Fixture.method(holder, "load", Type.INT, Type.REF));
        Ins object = parameter(g, 0, Type.REF);
        nullCheck(g, g.entry, object);
        Ins field = g.add(g.entry, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 12));
        g.add(g.entry, Op.RETURN, Type.VOID, field);
        CompiledMethod m = new CodeGenerator().compile(g);
        assertEquals(1, m.traps().size());
        Trap trap = m.traps().get(0);
        assertEquals("mov eax,[rdi+0xc]", instructions(m).get(trap.instructionOffset()).toString());
        Instruction target = instructions(m).get(trap.targetOffset());
        assertEquals(obol.aot.x86.Op.CALL, target.op());
        assertEquals(target.end(), m.safepoints().get(0).returnOffset());
        assertEquals(7, m.safepoints().get(0).position().bci());
        assertEquals(new AssemblySymbol("stub_throw_null_pointer"), m.relocations().get(0).target());
    }

    @Test void aNullCheckFarFromTheFieldIsMade() {
        Graph g = new Graph(Fixture.method(holder, "far", Type.INT, Type.REF));
        Ins object = parameter(g, 0, Type.REF);
        nullCheck(g, g.entry, object);
        Ins field = g.add(g.entry, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 0x10000 - 3));
        g.add(g.entry, Op.RETURN, Type.VOID, field);
        CompiledMethod m = new CodeGenerator().compile(g);
        assertTrue(m.traps().isEmpty());
        assertEquals("test edi,edi", instructions(m).get(0).toString());
    }

    @Test void aNullCheckIsNotMovedOverAnEffect() {
        Graph g = new Graph(Fixture.method(holder, "effect", Type.INT, Type.REF, Type.REF));
        Ins object = parameter(g, 0, Type.REF);
        Ins other = parameter(g, 1, Type.REF);
        nullCheck(g, g.entry, object);
        g.add(g.entry, Op.STORE, Type.VOID, other, g.add(g.entry, g.constant(Type.INT, 1))).attr(Address.at(MemKind.I32, 8));
        Ins field = g.add(g.entry, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 12));
        g.add(g.entry, Op.RETURN, Type.VOID, field);
        assertTrue(new CodeGenerator().compile(g).traps().isEmpty());
    }

    /** In a try the check ends its block; the access stands in the next, and the handler still belongs to the check. */
    @Test void aNullCheckInATry() {
        Graph g = new Graph(Fixture.method(holder, "inTry", Type.INT, Type.REF));
        Ins object = parameter(g, 0, Type.REF);
        Block normal = g.newBlock();
        Block handler = g.newBlock();
        nullCheck(g, g.entry, object);
        g.add(g.entry, Op.GOTO, Type.VOID);
        g.edge(g.entry, normal);
        g.handlerEdge(g.entry, handler);
        g.add(normal, Op.RETURN, Type.VOID, g.add(normal, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 12)));
        g.add(handler, Op.CATCH, Type.REF);
        g.add(handler, Op.RETURN, Type.VOID, g.add(handler, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 8)));
        CompiledMethod m = new CodeGenerator().compile(g);
        assertEquals(1, m.traps().size());
        Safepoint s = m.safepoints().get(0);
        assertTrue(s.handlerOffset() > 0);
        // The handler reads the object from its slot.
        assertEquals(1, s.references().cardinality());
        assertEquals(1, s.frameWords());
    }

    @Test void referencesAtTheEntryCheck() {
        Type[] types = {Type.REF, Type.INT, Type.REF, Type.LONG, Type.LONG, Type.LONG, Type.INT, Type.REF, Type.DOUBLE};
        Graph g = new Graph(Fixture.method(holder, "entry", Type.VOID, types));
        g.add(g.entry, Op.CALL, Type.VOID).attr(CallTarget.direct(Fixture.method(holder, "callee", Type.VOID))).at(new Position(g.method, 0, null));
        g.add(g.entry, Op.RETURN, Type.VOID);
        CompiledMethod m = new CodeGenerator().compile(g);
        Safepoint entry = m.safepoints().stream().filter(s -> s.position() == null).findFirst().orElseThrow();
        assertEquals(0, entry.frameWords());
        assertEquals(1 << Gpr.RDI.ordinal() | 1 << Gpr.RDX.ordinal(), entry.registers());
        BitSet words = new BitSet();
        words.set(2);
        assertEquals(words, entry.references());
    }

    @Test void leavesHaveNoCheck() {
        Graph g = new Graph(Fixture.method(holder, "leaf", Type.INT, Type.INT));
        g.add(g.entry, Op.RETURN, Type.VOID, parameter(g, 0, Type.INT));
        CompiledMethod m = new CodeGenerator().compile(g);
        assertTrue(m.safepoints().isEmpty());
        assertEquals(List.of("mov eax,edi", "ret"), new ArrayList<>(new java.util.TreeMap<>(instructions(m)).values()).stream().map(Object::toString).toList());
    }

    /** What lies in a stub's argument register and is no concern of the allocation is mapped where it is kept meanwhile. */
    @Test void registersAtAStub() {
        Graph g = new Graph(Fixture.method(holder, "poll", Type.REF, Type.REF, Type.REF));
        Ins a = parameter(g, 0, Type.REF);
        parameter(g, 1, Type.REF);
        g.add(g.entry, Op.POLL, Type.VOID).at(new Position(g.method, 3, null));
        g.add(g.entry, Op.RETURN, Type.VOID, a);
        CompiledMethod m = new CodeGenerator().compile(g);
        Safepoint s = m.safepoints().get(0);
        assertEquals(1, Integer.bitCount(s.registers()));
        assertTrue(s.references().isEmpty());
    }

    @Property(tries = 60, seed = "9")
    void everySafepointFollowsACallAndEveryTrapIsAnAccess(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
        RandomGraphs graphs = new RandomGraphs(seed);
        graphs.next(10, true);
        CompiledMethod m = new CodeGenerator().compile(graphs.next(60, true));
        Map<Integer, Instruction> code = instructions(m);
        List<Integer> ends = code.values().stream().filter(i -> i.op() == obol.aot.x86.Op.CALL).map(Instruction::end).toList();
        int last = -1;
        for (Safepoint s : m.safepoints()) {
            assertTrue(ends.contains(s.returnOffset()), s.toString());
            assertTrue(s.returnOffset() > last);
            assertTrue(s.returnOffset() < m.code().length);
            if (s.handlerOffset() >= 0) assertTrue(code.containsKey(s.handlerOffset()));
            assertTrue(s.references().length() <= s.frameWords() || s.frameWords() == 0);
            last = s.returnOffset();
        }
        for (Trap t : m.traps()) {
            assertFalse(code.get(t.instructionOffset()).operands().isEmpty());
            assertEquals(obol.aot.x86.Op.CALL, code.get(t.targetOffset()).op());
        }
    }
}
