package obol.shell.tools.expression;

import java.util.ArrayList;
import java.util.List;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.tools.expression.Tree.Place;

/** Instructions for a machine that follows all branches at once, or one after the other (R. Cox, Regular Expression Matching: the Virtual Machine Approach). */
final class Program {
    enum Operation {
        /** A character of {@link Instruction#set} must be next. */
        TAKE,
        /** Goes on at {@link Instruction#first} and at {@link Instruction#second}. */
        SPLIT,
        JUMP,
        /** Goes on if this is {@link Instruction#place}. */
        AT,
        /** Notes the position in slot {@link Instruction#first}. */
        NOTE,
        /** The text of group {@link Instruction#first} must be next. */
        REFERENCE,
        MATCH
    }

    static final class Instruction {
        final Operation operation;
        int first, second;
        CharacterSet set;
        Place place;

        Instruction(Operation operation) {
            this.operation = operation;
        }
    }

    /** Intervals are written out. More is too big. */
    private static final int MOST = 50_000;

    private final String source;
    private final boolean notes;
    private final List<Instruction> instructions = new ArrayList<>();

    private Program(String source, boolean notes) {
        this.source = source;
        this.notes = notes;
    }

    /** @param notes whether positions of groups are noted */
    static Program of(String source, Tree tree, boolean notes) throws UsageException {
        Program program = new Program(source, notes);
        program.add(tree);
        program.next(Operation.MATCH);
        return program;
    }

    int size() {
        return instructions.size();
    }

    Instruction at(int index) {
        return instructions.get(index);
    }

    /** Whether a place is between two characters, each -1 if it is none. */
    static boolean is(Place place, int before, int after) {
        boolean word = before >= 0 && CharacterSet.isWord(before);
        boolean wordNext = after >= 0 && CharacterSet.isWord(after);
        return switch (place) {
            case LINE_BEGIN -> before < 0;
            case LINE_END -> after < 0;
            case WORD_BEGIN -> !word && wordNext;
            case WORD_END -> word && !wordNext;
            case WORD_EDGE -> word != wordNext;
            case NO_WORD_EDGE -> word == wordNext;
        };
    }

    private Instruction next(Operation operation) throws UsageException {
        if (instructions.size() == MOST) throw new UsageException(source + ": too big");
        Instruction instruction = new Instruction(operation);
        instructions.add(instruction);
        return instruction;
    }

    private void add(Tree tree) throws UsageException {
        if (tree instanceof Tree.One one) {
            next(Operation.TAKE).set = one.set();
        } else if (tree instanceof Tree.At at) {
            next(Operation.AT).place = at.place();
        } else if (tree instanceof Tree.Reference reference) {
            next(Operation.REFERENCE).first = reference.group();
        } else if (tree instanceof Tree.Sequence sequence) {
            for (Tree part : sequence.parts()) add(part);
        } else if (tree instanceof Tree.Group group) {
            if (notes) next(Operation.NOTE).first = 2 * group.number();
            add(group.part());
            if (notes) next(Operation.NOTE).first = 2 * group.number() + 1;
        } else if (tree instanceof Tree.Either either) {
            addBranches(either.branches());
        } else {
            addRepeated((Tree.Repeat) tree);
        }
    }

    private void addBranches(List<Tree> branches) throws UsageException {
        List<Instruction> ends = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            Instruction split = last ? null : next(Operation.SPLIT);
            if (!last) split.first = size();
            add(branches.get(i));
            if (last) break;
            ends.add(next(Operation.JUMP));
            split.second = size();
        }
        for (Instruction end : ends) end.first = size();
    }

    private void addRepeated(Tree.Repeat repeat) throws UsageException {
        for (int i = 0; i < repeat.least(); i++) {
            int start = size();
            add(repeat.part());
            if (size() == start) break;
        }
        if (repeat.most() == Tree.UNBOUNDED) {
            int start = size();
            Instruction split = next(Operation.SPLIT);
            split.first = size();
            add(repeat.part());
            next(Operation.JUMP).first = start;
            split.second = size();
            return;
        }
        List<Instruction> ways = new ArrayList<>();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            Instruction split = next(Operation.SPLIT);
            split.first = size();
            ways.add(split);
            add(repeat.part());
        }
        for (Instruction way : ways) way.second = size();
    }
}
