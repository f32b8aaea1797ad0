package obol.aot.codegen.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Type;

/**
 * A method as machine instructions in the order in which they will lie in memory.
 *
 * <p>Each instruction has four positions, {@code at} and the three behind it:
 * <ul>
 * <li>at: the gap before it. One parallel move: reloads of split intervals, copies to fixed and tied operands.
 * <li>at + 1: operands are read.
 * <li>at + 2: results are written. Early uses end before, late ones behind.
 * <li>at + 3: the gap behind it. One parallel move: results in fixed registers to where the value lies, and stores of new
 *     values to their canonical slots.
 * </ul>
 * Moves along an edge stand in the gap before the predecessor's end if that has one successor, else in the gap before the
 * successor's BLOCK instruction.
 */
public final class MachineCode {
    public static final int STEP = 4;
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int BEHIND = 3;

    public final Graph graph;
    public final List<MachineBlock> blocks = new ArrayList<>();
    public final List<Value> values = new ArrayList<>();
    /** Words of the frame for outgoing stack arguments, and for slots. */
    public int outgoingWords;
    public int slots;

    public MachineCode(Graph graph) {
        this.graph = graph;
    }

    public Value newValue(Type type) {
        return newValue(type, null);
    }

    public Value newValue(Type type, Ins constant) {
        Value value = new Value(values.size(), type, constant);
        values.add(value);
        return value;
    }

    /** Words of the whole frame, without the return address. */
    public int frameWords() {
        return outgoingWords + slots;
    }

    /** Numbers the instructions in program order. */
    public void number() {
        int at = 0;
        for (MachineBlock block : blocks) {
            block.from = at;
            for (MachineInsn insn : block.insns) {
                insn.at = at;
                at += STEP;
            }
            block.to = at;
        }
    }

    /** The slots that hold references where a handler block begins: what a throw must keep. None for null. */
    public BitSet handlerSlots(MachineBlock handler) {
        BitSet slots = new BitSet();
        if (handler == null) return slots;
        handler.liveIn.stream().mapToObj(values::get).filter(Value::isReference).forEach(value -> slots.set(Location.slotIndex(value.slot)));
        return slots;
    }

    public static int gapBefore(int position) {
        return position & -STEP;
    }

    @Override public String toString() {
        StringBuilder s = new StringBuilder(String.valueOf(graph.method)).append('\n');
        for (MachineBlock block : blocks) {
            s.append(block).append(" depth ").append(block.loopDepth).append(" <- ").append(block.preds).append(" -> ").append(block.allSuccs())
                .append(' ').append(block.phis).append('\n');
            for (MachineInsn insn : block.insns) s.append("  ").append(insn.at).append(": ").append(insn).append('\n');
        }
        return s.toString();
    }
}
