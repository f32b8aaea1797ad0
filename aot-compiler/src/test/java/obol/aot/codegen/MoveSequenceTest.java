package obol.aot.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.PoolConstant;
import obol.aot.ir.Type;
import obol.aot.x86.Assembler;
import obol.aot.x86.Disassembler;
import obol.aot.x86.Gpr;
import obol.aot.x86.Instruction;
import obol.aot.x86.Mem;
import obol.aot.x86.Operand;
import obol.aot.x86.Xmm;

/** The sequence of a random parallel move, run on a model of registers and slots, moves everything at once. */
class MoveSequenceTest {
    private static final int SLOTS = 4;

    @Property(tries = 3000, seed = "5")
    void movesAtOnce(@ForAll @LongRange(min = 0, max = 10_000_000) long seed) {
        Random random = new Random(seed);
        // Few places, so that cycles and chains are many.
        List<Integer> places = new ArrayList<>(List.of(0, 1, 2, 16, 17));
        for (int i = 0; i < SLOTS; i++) places.add(Location.slot(i));
        ParallelMove move = new ParallelMove();
        Map<Object, Long> expected = new HashMap<>();
        Map<Object, Long> state = new HashMap<>();
        for (int place : places) state.put(key(place), 100L + place);
        for (int to : places) {
            boolean general = Location.isGpr(to);
            List<Integer> fitting = places.stream().filter(p -> Location.isSlot(p) || Location.isSlot(to) || Location.isGpr(p) == general).toList();
            int from = fitting.get(random.nextInt(fitting.size()));
            boolean moved = random.nextInt(4) > 0;
            if (moved) move.add(random.nextBoolean() ? Type.LONG : Type.INT, from, to);
            expected.put(key(to), 100L + (moved ? from : to));
        }
        Assembler asm = new Assembler();
        new MoveSequence(asm, new MoveSequence.Places() {
            @Override public Mem slot(int location) {
                return new Mem(Gpr.RSP, 8 * Location.slotIndex(location));
            }

            @Override public Mem constant(PoolConstant constant) {
                throw new AssertionError();
            }
        }).emit(move);
        asm.finish();
        run(asm.code(), state);
        for (int place : places) assertEquals(expected.get(key(place)), state.get(key(place)), () -> Location.name(place) + " after " + move);
    }

    private static Object key(int location) {
        if (Location.isGpr(location)) return Location.gpr(location);
        return Location.isXmm(location) ? Location.xmm(location) : new Mem(Gpr.RSP, 8 * Location.slotIndex(location));
    }

    private static void run(byte[] code, Map<Object, Long> state) {
        List<Long> stack = new ArrayList<>();
        for (int at = 0; at < code.length; ) {
            Instruction i = Disassembler.decode(code, at);
            Operand a = i.operands().get(0);
            switch (i.op()) {
                case MOV, MOVQ, MOVSD, MOVAPS -> state.put(place(a), state.get(place(i.operands().get(1))));
                case XCHG -> {
                    Long old = state.get(a);
                    state.put(a, state.get(i.operands().get(1)));
                    state.put(i.operands().get(1), old);
                }
                case PUSH -> stack.add(state.get(place(a)));
                case POP -> state.put(place(a), stack.remove(stack.size() - 1));
                default -> throw new AssertionError(i);
            }
            at += i.length();
        }
    }

    private static Object place(Operand operand) {
        return operand instanceof Gpr || operand instanceof Xmm ? operand : (Mem) operand;
    }
}
