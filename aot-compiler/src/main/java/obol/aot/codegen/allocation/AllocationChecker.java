package obol.aot.codegen.allocation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.codegen.machine.Def;
import obol.aot.codegen.machine.Location;
import obol.aot.codegen.machine.MachineBlock;
import obol.aot.codegen.machine.MachineCode;
import obol.aot.codegen.machine.MachineInsn;
import obol.aot.codegen.machine.ParallelMove;
import obol.aot.codegen.machine.Use;
import obol.aot.codegen.machine.Value;

/**
 * Proves for one method that register allocation kept its meaning: that every instruction reads from the locations of its
 * operands the values that the code before allocation read, on every path, also after any collection.
 *
 * <p>Symbolic execution, after the checker of regalloc2. The state at a point maps each location to the set of values that it
 * surely holds (several, since a copy makes a location hold what another holds, and a phi names an input anew). Locations that
 * are not in the map hold nothing known. At joins the sets are intersected; the analysis goes on to the greatest fixed point.
 * <ul>
 * <li>Move: all sources are read in the state before; the destination holds what the source held, or the constant.
 * <li>Instruction: each use's location must hold the use's value. Then clobbered registers and temporaries hold nothing; a
 *     result's value is removed from everywhere, as it is defined anew, and is in its location only.
 * <li>Safepoint: each location named as holding a reference must hold a value that is one. Then every location <em>not</em> named
 *     loses the references it held, since a collection may have moved the objects: a reference that the map forgot is found
 *     when it is used. A call that may throw passes on to the handler what is in slots at that point, after the same loss.
 * <li>Edge: each phi's value is added where its input is held, and removed elsewhere.
 * </ul>
 * Not proved: that the instructions do what they should, and that the parallel moves are put in sequence rightly.
 * O(rounds * instructions * locations).
 */
public final class AllocationChecker {
    private final MachineCode code;
    /** At the start of each block; null while nothing has come there. */
    private final List<Map<Integer, BitSet>> starts = new ArrayList<>();
    /** Constants made by moves are the values of their instructions. */
    private final boolean[] references;

    private AllocationChecker(MachineCode code) {
        this.code = code;
        references = new boolean[code.values.size()];
        for (Value value : code.values) references[value.id] = value.isReference();
        for (int i = 0; i < code.blocks.size(); i++) starts.add(null);
    }

    /** @throws IllegalStateException naming the instruction and the operand that is wrong */
    public static void check(MachineCode code) {
        AllocationChecker checker = new AllocationChecker(code);
        checker.starts.set(0, new TreeMap<>());
        BitSet work = new BitSet();
        work.set(0);
        while (!work.isEmpty()) {
            int index = work.nextSetBit(0);
            work.clear(index);
            checker.run(code.blocks.get(index), work, false);
        }
        for (MachineBlock block : code.blocks) {
            if (checker.starts.get(block.index) == null) throw checker.fail(block.first(), "nothing comes to block " + block);
            checker.run(block, work, true);
        }
    }

    private void run(MachineBlock block, BitSet work, boolean check) {
        Map<Integer, BitSet> state = copy(starts.get(block.index));
        for (MachineInsn insn : block.insns) {
            move(state, insn.before, block);
            if (check) uses(state, insn);
            if (insn.isTrap() || insn.nullCheck != null) {
                MachineBlock handler = insn.nullCheck != null ? insn.nullCheck.handler() : insn.handler;
                if (insn.isTrap() && insn.handler != null) enterHandler(state, insn.handler, work);
                if (insn.nullCheck != null && handler != null) enterHandler(state, handler, work);
            }
            if (insn.isSafepoint()) {
                safepoint(state, insn, check);
                if (insn.handler != null) enterHandler(state, insn.handler, work);
            }
            for (int r = 0; r < Location.FIRST_SLOT; r++) if ((insn.clobbers >> r & 1) != 0) state.remove(r);
            for (Def temp : insn.temps) state.remove(temp.location);
            for (Def def : insn.defs) define(state, def.value, def.location);
            move(state, insn.after, null);
        }
        for (MachineBlock succ : block.succs) {
            Map<Integer, BitSet> out = copy(state);
            // Phis are read all at once, then named.
            int index = succ.preds.indexOf(block);
            Map<Value, List<Integer>> named = new HashMap<>();
            for (MachineBlock.Phi phi : succ.phis) {
                List<Integer> at = new ArrayList<>();
                int input = phi.inputs().get(index).id;
                state.forEach((location, held) -> {
                    if (held.get(input)) at.add(location);
                });
                named.put(phi.value(), at);
            }
            for (MachineBlock.Phi phi : succ.phis) out.values().forEach(held -> held.clear(phi.value().id));
            for (MachineBlock.Phi phi : succ.phis) for (int at : named.get(phi.value())) out.get(at).set(phi.value().id);
            flow(out, succ, work);
        }
    }

    /** {@code entered}: the block whose first gap this may be; a constant made there may be what its only predecessor gives a phi. */
    private void move(Map<Integer, BitSet> state, ParallelMove move, MachineBlock entered) {
        if (move.isEmpty()) return;
        List<BitSet> held = new ArrayList<>(move.moves.size());
        BitSet destinations = new BitSet();
        for (ParallelMove.Move m : move.moves) {
            if (destinations.get(m.to())) throw new IllegalStateException("two moves to " + Location.name(m.to()) + " in " + move + " of " + code);
            destinations.set(m.to());
            BitSet values = new BitSet();
            if (m.constant() != null) {
                values.set(m.constant().id);
                if (entered != null && entered.preds.size() == 1 && move == entered.first().before) {
                    for (MachineBlock.Phi phi : entered.phis) if (phi.inputs().get(0) == m.constant()) values.set(phi.value().id);
                }
            } else if (state.containsKey(m.from())) {
                values.or(state.get(m.from()));
            }
            held.add(values);
        }
        for (int i = 0; i < held.size(); i++) state.put(move.moves.get(i).to(), held.get(i));
    }

    private void uses(Map<Integer, BitSet> state, MachineInsn insn) {
        for (Use use : insn.uses) {
            if (use.value.isConstant() && use.kind == Use.Kind.ANY) continue;
            if (use.kind == Use.Kind.REGISTER && !Location.isRegister(use.location)) throw fail(insn, use + " is not in a register");
            if (Location.isRegister(use.location) && Location.isXmm(use.location) != use.value.isXmm()) throw fail(insn, use + " is in the wrong class");
            if (!holds(state, use.location, use.value)) {
                throw fail(insn, use + " is not in " + Location.name(use.location) + ", which holds " + state.get(use.location));
            }
        }
        for (Def def : insn.defs) distinct(insn, def);
        for (Def temp : insn.temps) distinct(insn, temp);
    }

    /** What is written early must not lie where an operand is still read, and what is written at all not where a late one is. */
    private void distinct(MachineInsn insn, Def def) {
        for (Use use : insn.uses) {
            if (use.kind == Use.Kind.TIED && use == def.tied) continue;
            boolean both = def.early || def.tied != null || use.late;
            if (both && use.location == def.location && def.location != Location.NONE) throw fail(insn, def + " overwrites " + use);
        }
        for (Def temp : insn.temps) {
            if (temp != def && temp.location == def.location && def.fixed == Location.NONE) throw fail(insn, def + " and " + temp + " in the same place");
        }
        for (Use use : insn.uses) {
            if (use.late && use.location >= 0 && use.location < Location.FIRST_SLOT && (insn.clobbers >> use.location & 1) != 0 && use.kind != Use.Kind.FIXED) {
                throw fail(insn, use + " is clobbered");
            }
        }
    }

    private static boolean holds(Map<Integer, BitSet> state, int location, Value value) {
        BitSet held = state.get(location);
        return held != null && held.get(value.id);
    }

    private void safepoint(Map<Integer, BitSet> state, MachineInsn insn, boolean check) {
        BitSet named = new BitSet();
        for (int r = 0; r < Location.FIRST_XMM; r++) if ((insn.referenceRegisters >> r & 1) != 0) named.set(r);
        insn.referenceSlots.stream().forEach(s -> named.set(Location.slot(s)));
        if (check) {
            for (int at = named.nextSetBit(0); at >= 0; at = named.nextSetBit(at + 1)) {
                BitSet held = state.get(at);
                if (held == null || held.stream().noneMatch(id -> references[id])) {
                    throw fail(insn, "the map names " + Location.name(at) + ", which holds no reference but " + held);
                }
            }
        }
        state.forEach((at, held) -> {
            if (!named.get(at)) dropReferences(held);
        });
    }

    private void dropReferences(BitSet held) {
        for (int id = held.nextSetBit(0); id >= 0; id = held.nextSetBit(id + 1)) if (references[id]) held.clear(id);
    }

    private void enterHandler(Map<Integer, BitSet> state, MachineBlock handler, BitSet work) {
        BitSet kept = code.handlerSlots(handler);
        Map<Integer, BitSet> slots = new TreeMap<>();
        state.forEach((at, held) -> {
            if (!Location.isSlot(at)) return;
            BitSet copy = (BitSet) held.clone();
            if (!kept.get(Location.slotIndex(at))) dropReferences(copy);
            slots.put(at, copy);
        });
        flow(slots, handler, work);
    }

    private static void define(Map<Integer, BitSet> state, Value value, int location) {
        state.values().forEach(held -> held.clear(value.id));
        BitSet held = new BitSet();
        held.set(value.id);
        state.put(location, held);
    }

    private void flow(Map<Integer, BitSet> out, MachineBlock to, BitSet work) {
        Map<Integer, BitSet> old = starts.get(to.index);
        if (old == null) {
            starts.set(to.index, copy(out));
            work.set(to.index);
            return;
        }
        boolean changed = false;
        for (Map.Entry<Integer, BitSet> entry : old.entrySet()) {
            BitSet incoming = out.get(entry.getKey());
            BitSet held = entry.getValue();
            int before = held.cardinality();
            if (incoming == null) held.clear();
            else held.and(incoming);
            changed |= held.cardinality() != before;
        }
        old.values().removeIf(BitSet::isEmpty);
        if (changed) work.set(to.index);
    }

    private static Map<Integer, BitSet> copy(Map<Integer, BitSet> state) {
        Map<Integer, BitSet> copy = new TreeMap<>();
        state.forEach((at, held) -> {
            if (!held.isEmpty()) copy.put(at, (BitSet) held.clone());
        });
        return copy;
    }

    private IllegalStateException fail(MachineInsn insn, String what) {
        return new IllegalStateException("allocation of " + code.graph.method + ": at " + insn.at + " " + insn + ": " + what + "\n" + code);
    }
}
