package obol.verifier.ownership;

import java.util.BitSet;
import obol.classfile.Bytecodes;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.Opcode;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * Which locals a handler may read before it writes them: the textbook's backward data flow over blocks. What of the others was owned when
 * the exception came is abandoned.
 */
final class Liveness {
    private final Code code;
    private final ControlFlow flow;
    private final Bytecodes it;
    private final BitSet[] liveIn;
    private long effort;

    /** @param mostEffort instructions and handlers to be looked at before it gives up, see {@link #isTooLarge} */
    Liveness(Code code, ControlFlow flow, long mostEffort) {
        this.code = code;
        this.flow = flow;
        it = code.instructions();
        liveIn = new BitSet[flow.blocks()];
        for (int b = 0; b < liveIn.length; b++) {
            liveIn[b] = new BitSet();
        }
        effort = mostEffort;
        boolean changed = !code.handlers().isEmpty();
        while (changed && effort >= 0) {
            changed = false;
            for (int b = liveIn.length - 1; b >= 0 && effort >= 0; b--) {
                BitSet live = compute(b);
                if (!live.equals(liveIn[b])) {
                    liveIn[b] = live;
                    changed = true;
                }
            }
        }
    }

    boolean isTooLarge() {
        return effort < 0;
    }

    boolean isLive(int local, int block) {
        return liveIn[block].get(local);
    }

    private BitSet compute(int block) {
        IntArrayList starts = new IntArrayList();
        it.seek(flow.start(block));
        starts.add(it.bci());
        while (it.nextBci() < flow.end(block)) {
            it.next();
            starts.add(it.bci());
        }
        BitSet live = new BitSet();
        ControlFlow.forEachTarget(it, target -> live.or(liveIn[flow.blockAt(target)]));
        if (!it.opcode().endsBlock() && it.nextBci() < code.bytes().length) {
            live.or(liveIn[flow.blockAt(it.nextBci())]);
        }
        for (int i = starts.size() - 1; i >= 0; i--) {
            it.seek(starts.get(i));
            if (isStore(it.opcode())) {
                live.clear(it.local());
            } else if (isLoad(it.opcode())) {
                live.set(it.local());
            }
            effort -= 1 + code.maxLocals() / 64;
            for (ExceptionHandler handler : flow.handlers(block)) {
                effort -= 4 + code.maxLocals() / 64;
                if (handler.covers(it.bci())) {
                    live.or(liveIn[flow.blockAt(handler.handler())]);
                }
            }
        }
        return live;
    }

    private static boolean isStore(Opcode opcode) {
        return opcode.compareTo(Opcode.ISTORE) >= 0 && opcode.compareTo(Opcode.ASTORE_3) <= 0;
    }

    private static boolean isLoad(Opcode opcode) {
        return opcode.compareTo(Opcode.ILOAD) >= 0 && opcode.compareTo(Opcode.ALOAD_3) <= 0;
    }
}
