package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import obol.aot.codegen.allocation.AllocationChecker;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.MachineOp;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;
import obol.aot.ir.Address;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Op;
import obol.aot.ir.Type;
import obol.aot.world.Fixture;
import obol.aot.world.JClass;
import org.junit.jupiter.api.Test;

/** The checker accepts right allocations and goes red on wrong ones. */
class AllocationCheckerTest {
    private final JClass holder = Fixture.type("Checked");

    /** A reference and an int that live across a call. */
    private Graph acrossCall() {
        Graph g = new Graph(Fixture.method(holder, "acrossCall", Type.INT, Type.REF, Type.INT));
        Ins object = g.add(g.entry, Op.PARAM, Type.REF);
        Ins number = g.add(g.entry, Op.PARAM, Type.INT);
        number.bits = 1;
        g.add(g.entry, Op.CALL, Type.VOID).attr(CallTarget.direct(Fixture.method(holder, "callee", Type.VOID)));
        Ins field = g.add(g.entry, Op.LOAD, Type.INT, object).attr(Address.at(MemKind.I32, 8));
        g.add(g.entry, Op.RETURN, Type.VOID, g.add(g.entry, Op.ADD, Type.INT, field, number));
        return g;
    }

    private static MachineCode allocated(Graph graph) {
        return new CodeGenerator().allocate(graph);
    }

    private static List<MachineInsn> insns(MachineCode code) {
        return code.blocks.stream().flatMap(b -> b.insns.stream()).toList();
    }

    private static MachineInsn call(MachineCode code) {
        return insns(code).stream().filter(i -> i.op == MachineOp.CALL).findFirst().orElseThrow();
    }

    private void red(Consumer<MachineCode> damage) {
        MachineCode code = allocated(acrossCall());
        AllocationChecker.check(code);
        damage.accept(code);
        assertThrows(IllegalStateException.class, () -> AllocationChecker.check(code));
    }

    @Test void aForgottenReference() {
        red(code -> call(code).referenceSlots.clear());
    }

    @Test void aReferenceThatIsNone() {
        red(code -> {
            Value number = code.values.stream().filter(v -> v.type == Type.INT && v.slot != Location.NONE).findFirst().orElseThrow();
            call(code).referenceSlots.set(Location.slotIndex(number.slot));
        });
    }

    @Test void aForgottenReload() {
        red(code -> insns(code).stream().filter(i -> i.at > call(code).at && !i.before.isEmpty()).forEach(i -> i.before = ParallelMove.NONE));
    }

    @Test void aForgottenStore() {
        red(code -> code.blocks.get(0).first().after = ParallelMove.NONE);
    }

    @Test void aRegisterKeptAcrossACall() {
        red(code -> insns(code).stream().filter(i -> i.at > call(code).at).flatMap(i -> i.uses.stream())
            .filter(u -> u.kind == Use.Kind.REGISTER).forEach(u -> u.location = Location.RCX));
    }

    /** Of all single wrong operand locations nearly every one is found; the rest hold the same value by a copy. */
    @Test void wrongLocationsInRandomCode() {
        RandomGraphs graphs = new RandomGraphs(7);
        Random random = new Random(7);
        int found = 0;
        int tried = 0;
        for (int round = 0; round < 20; round++) {
            MachineCode code = allocated(graphs.next(40, true));
            assertDoesNotThrow(() -> AllocationChecker.check(code));
            List<Use> uses = new ArrayList<>();
            insns(code).forEach(i -> i.uses.stream().filter(u -> u.kind == Use.Kind.REGISTER).forEach(uses::add));
            for (int k = 0; k < 10 && !uses.isEmpty(); k++) {
                Use use = uses.get(random.nextInt(uses.size()));
                int right = use.location;
                use.location = right & 16 | (right + 1 + random.nextInt(14)) & 15;
                if (use.location == right) continue;
                tried++;
                try {
                    AllocationChecker.check(code);
                } catch (IllegalStateException e) {
                    found++;
                }
                use.location = right;
            }
        }
        assertTrue(tried > 100 && found > tried * 9 / 10, found + " of " + tried);
    }
}
