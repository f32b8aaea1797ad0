package obol.importer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import obol.classfile.Bytecodes;
import obol.classfile.Code;
import obol.classfile.Code.ExceptionHandler;
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

    /** Most subroutines of one method; bounds what is kept for them. */
    private static final int MOST_SUBROUTINES = 1_000;
    /** Most steps of this computation itself. */
    private static final long MOST_WORK = 50_000_000;

    private final Code code;
    private final Map<Integer, BitSet> bodies = new HashMap<>();
    private long work;

    /**
     * One copy of a subroutine that is being counted.
     *
     * @param covered its instructions and those of all copies around it
     * @param calls   entries of the subroutines that it has still to call
     */
    private record Copy(int entry, BitSet covered, Deque<Integer> calls) { }

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
     * Instructions after inlining, counted copy by copy as JSRInlinerAdapter makes them: code that a subroutine shares
     * with what is around it (a handler, most often) belongs to the outermost and is not copied. More than the bound
     * for subroutines that call themselves.
     */
    private long sizeWithSubroutines() {
        long size = 0;
        Set<Integer> open = new HashSet<>();
        Deque<Copy> path = new ArrayDeque<>();
        int next = 0;
        while (true) {
            if (!open.add(next)) {
                return Long.MAX_VALUE;
            }
            BitSet own = (BitSet) body(next).clone();
            BitSet covered = path.isEmpty() ? new BitSet() : (BitSet) path.peek().covered().clone();
            own.andNot(covered);
            covered.or(own);
            size += own.cardinality();
            path.push(new Copy(next, covered, calls(own)));
            if (size > MOST_INSTRUCTIONS || work > MOST_WORK || bodies.size() > MOST_SUBROUTINES) {
                return Long.MAX_VALUE;
            }
            while (path.peek().calls().isEmpty()) {
                open.remove(path.pop().entry());
                if (path.isEmpty()) {
                    return size;
                }
            }
            next = path.peek().calls().pop();
        }
    }

    private Deque<Integer> calls(BitSet own) {
        Deque<Integer> calls = new ArrayDeque<>();
        Bytecodes it = code.instructions();
        for (int bci = own.nextSetBit(0); bci >= 0; bci = own.nextSetBit(bci + 1)) {
            work++;
            int opcode = code.bytes()[bci] & 0xff;
            if (opcode == Opcode.JSR.code() || opcode == Opcode.JSR_W.code()) {
                it.seek(bci);
                calls.push(it.target());
            }
        }
        return calls;
    }

    private BitSet body(int entry) {
        BitSet body = bodies.get(entry);
        if (body == null) {
            body = walk(entry);
            bodies.put(entry, body);
        }
        return body;
    }

    /** The instructions reached from an entry without going into subroutines. */
    private BitSet walk(int entry) {
        BitSet seen = new BitSet();
        Deque<Integer> pending = new ArrayDeque<>();
        pending.push(entry);
        Bytecodes it = code.instructions();
        while (!pending.isEmpty() && work <= MOST_WORK) {
            int bci = pending.pop();
            if (bci >= code.bytes().length || seen.get(bci)) {
                continue;
            }
            seen.set(bci);
            it.seek(bci);
            Opcode opcode = it.opcode();
            boolean call = opcode == Opcode.JSR || opcode == Opcode.JSR_W;
            if (!call && (opcode.format() == Opcode.Format.BRANCH || opcode.format() == Opcode.Format.BRANCH_WIDE)) {
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
            work += 1 + code.handlers().size();
            for (ExceptionHandler handler : code.handlers()) {
                if (handler.covers(bci)) {
                    pending.push(handler.handler());
                }
            }
        }
        return seen;
    }
}
