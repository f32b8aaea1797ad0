package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import obol.classfile.Bytecodes;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
import obol.classfile.Opcode;

/** The basic blocks of a method, numbered in the order of the code, and the handlers that cover a part of each. */
final class ControlFlow {
    private final Code code;
    private final int[] starts;
    private final int[] blockAt;
    private final List<List<ExceptionHandler>> handlers;

    ControlFlow(Code code) {
        this.code = code;
        BitSet leaders = new BitSet();
        leaders.set(0);
        for (Bytecodes it = code.instructions(); it.next();) {
            if (forEachTarget(it, leaders::set) || it.opcode().endsBlock()) {
                leaders.set(it.nextBci());
            }
        }
        for (ExceptionHandler handler : code.handlers()) {
            leaders.set(handler.handler());
        }
        leaders.clear(code.bytes().length);
        starts = leaders.stream().toArray();
        blockAt = new int[code.bytes().length];
        Arrays.fill(blockAt, -1);
        handlers = new ArrayList<>();
        for (int b = 0; b < starts.length; b++) {
            blockAt[starts[b]] = b;
            handlers.add(List.of());
        }
    }

    /** Finds out which handlers cover a part of a block; blocks times handlers steps. */
    void findHandlers() {
        for (int b = 0; b < starts.length && !code.handlers().isEmpty(); b++) {
            List<ExceptionHandler> covering = new ArrayList<>();
            for (ExceptionHandler handler : code.handlers()) {
                if (handler.start() < end(b) && handler.end() > starts[b]) {
                    covering.add(handler);
                }
            }
            handlers.set(b, covering);
        }
    }

    /** What {@link #forEachTarget} calls. */
    interface Target {
        void at(int bci);
    }

    /** Calls for each bci that a branch or switch may go to; false if the instruction is neither. */
    static boolean forEachTarget(Bytecodes it, Target target) {
        Opcode opcode = it.opcode();
        if (opcode == Opcode.TABLESWITCH || opcode == Opcode.LOOKUPSWITCH) {
            target.at(it.switchDefault());
            for (int i = 0; i < it.switchCount(); i++) {
                target.at(it.switchTarget(i));
            }
            return true;
        }
        if (opcode.format() == Opcode.Format.BRANCH || opcode.format() == Opcode.Format.BRANCH_WIDE) {
            target.at(it.target());
            return true;
        }
        return false;
    }

    int blocks() {
        return starts.length;
    }

    int start(int block) {
        return starts[block];
    }

    /** First bci behind the block. */
    int end(int block) {
        return block + 1 < starts.length ? starts[block + 1] : code.bytes().length;
    }

    /** The block that begins at a bci; -1 if none does. */
    int blockAt(int bci) {
        return blockAt[bci];
    }

    /** In the order of the search; each covers a part of the block at least. */
    List<ExceptionHandler> handlers(int block) {
        return handlers.get(block);
    }
}
