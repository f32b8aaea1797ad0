package obol.importer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import obol.classfile.Bytecodes;
import obol.classfile.Code;
import obol.classfile.ExceptionHandler;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/**
 * What importing a method would cost, computed before it is done. Inlining copies a subroutine for each of its calls,
 * nested ones once more for each copy, so 64 KiB of code can ask for more than any memory; and inference keeps a frame
 * for each basic block and an edge for each handler of it.
 */
final class ImportBounds {
    /** Most instructions after inlining; a method of more can't be written anyway. */
    private static final long MOST_INSTRUCTIONS = 65_535;
    /** Most types in all frames, and most edges to handlers. */
    private static final long MOST_CELLS = 8_000_000;

    private final Code code;
    /** Instructions after inlining, by entry of the subroutine; -1 while it is being computed. */
    private final Map<Integer, Long> sizes = new HashMap<>();
    private long work;

    private ImportBounds(Code code) {
        this.code = code;
    }

    static void check(MethodInfo method) throws ImportException {
        Code code = method.code();
        BitSet blocks = new BitSet();
        boolean subroutines = false;
        for (Bytecodes it = code.instructions(); it.next();) {
            switch (it.opcode().format()) {
                case BRANCH, BRANCH_WIDE -> {
                    blocks.set(it.target());
                    blocks.set(it.nextBci());
                    subroutines |= it.opcode() == Opcode.JSR || it.opcode() == Opcode.JSR_W;
                }
                case TABLE_SWITCH, LOOKUP_SWITCH -> {
                    blocks.set(it.switchDefault());
                    for (int i = 0, count = it.switchCount(); i < count; i++) {
                        blocks.set(it.switchTarget(i));
                    }
                }
                default -> { }
            }
        }
        for (ExceptionHandler handler : code.handlers()) {
            blocks.set(handler.start());
            blocks.set(handler.end());
            blocks.set(handler.handler());
        }
        long count = blocks.cardinality() + 1L;
        long growth = 1;
        if (subroutines) {
            long size = new ImportBounds(code).sizeWithSubroutines();
            if (size > MOST_INSTRUCTIONS) {
                throw tooLarge(method, "over " + MOST_INSTRUCTIONS + " instructions after inlining subroutines");
            }
            growth = 1 + size / Math.max(1, code.bytes().length / 3);
        }
        if (count * growth * (code.maxLocals() + code.maxStack() + 1L) > MOST_CELLS) {
            throw tooLarge(method, "frames with over " + MOST_CELLS + " types");
        }
        if (count * growth * code.handlers().size() > MOST_CELLS) {
            throw tooLarge(method, "over " + MOST_CELLS + " ways into handlers");
        }
    }

    private static ImportException tooLarge(MethodInfo method, String what) {
        return new ImportException(method.toString(), "policy.import-size", what, "a smaller method");
    }

    /**
     * Sizes of all subroutines, innermost first, without recursion on the Java stack: an entry is finished when those
     * that it calls are. More than the bound for a subroutine that calls itself.
     */
    private long sizeWithSubroutines() {
        Deque<Integer> pending = new ArrayDeque<>();
        pending.push(0);
        while (!pending.isEmpty()) {
            int entry = pending.peek();
            if (sizes.getOrDefault(entry, -1L) >= 0) {
                pending.pop();
                continue;
            }
            Map<Integer, Integer> calls = new HashMap<>();
            long size = walk(entry, calls);
            if (work > MOST_CELLS) {
                return Long.MAX_VALUE;
            }
            boolean waiting = false;
            for (Map.Entry<Integer, Integer> call : calls.entrySet()) {
                Long callee = sizes.get(call.getKey());
                if (callee == null) {
                    pending.push(call.getKey());
                    waiting = true;
                } else if (callee < 0) {
                    return Long.MAX_VALUE;
                } else {
                    size = Math.min(size + callee * call.getValue(), MOST_INSTRUCTIONS + 1);
                }
            }
            if (waiting) {
                sizes.put(entry, -1L);
            } else {
                sizes.put(entry, size);
                pending.pop();
            }
        }
        return sizes.get(0);
    }

    /** Instructions reached from an entry without going into subroutines; counts the calls by callee. */
    private int walk(int entry, Map<Integer, Integer> calls) {
        BitSet seen = new BitSet();
        Deque<Integer> pending = new ArrayDeque<>();
        pending.push(entry);
        Bytecodes it = code.instructions();
        int count = 0;
        while (!pending.isEmpty()) {
            int bci = pending.pop();
            if (bci >= code.bytes().length || seen.get(bci)) {
                continue;
            }
            seen.set(bci);
            count++;
            work++;
            it.seek(bci);
            Opcode opcode = it.opcode();
            if (opcode == Opcode.JSR || opcode == Opcode.JSR_W) {
                calls.merge(it.target(), 1, Integer::sum);
            } else if (opcode.format() == Opcode.Format.BRANCH || opcode.format() == Opcode.Format.BRANCH_WIDE) {
                pending.push(it.target());
            } else if (opcode == Opcode.TABLESWITCH || opcode == Opcode.LOOKUPSWITCH) {
                pending.push(it.switchDefault());
                for (int i = 0, n = it.switchCount(); i < n; i++) {
                    pending.push(it.switchTarget(i));
                }
            }
            if (!opcode.endsBlock()) {
                pending.push(it.nextBci());
            }
            for (ExceptionHandler handler : code.handlers()) {
                work++;
                if (handler.covers(bci)) {
                    pending.push(handler.handler());
                }
            }
        }
        return count;
    }
}
