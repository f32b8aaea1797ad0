package obol.shell.tools.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import obol.shell.tools.expression.Program.Instruction;

/**
 * A program with back-references, run on one branch after the other; what a branch can come to depends on what its groups have matched.
 * Nothing is tried twice, so the time is polynomial for an expression, but it is bounded, as the degree grows with the groups.
 */
final class Search {
    /** Tried for one line. */
    private static final int MOST_STEPS = 2_000_000;
    /** Remembered for one beginning of a match. */
    private static final int MOST_BRANCHES = 100_000;

    /** A line for which the bounds do not do. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** @param notes for each group where it begins and ends; -1: it has matched nothing yet */
    private record Branch(int place, int position, int[] notes) {
        @Override public boolean equals(Object other) {
            return other instanceof Branch b && place == b.place && position == b.position && Arrays.equals(notes, b.notes);
        }

        @Override public int hashCode() {
            return (Arrays.hashCode(notes) * 31 + place) * 31 + position;
        }
    }

    private final Program program;
    private final int[] none;
    private final Set<Branch> tried = new HashSet<>();
    private final ArrayDeque<Branch> open = new ArrayDeque<>();
    private final boolean anyCase;
    private int steps;

    /** @param anyCase a reference matches its group's text whatever the case of its letters is */
    Search(Program program, int groups, boolean anyCase) {
        this.program = program;
        this.anyCase = anyCase;
        none = new int[2 * (groups + 1)];
        Arrays.fill(none, -1);
    }

    boolean matches(String line) throws TooLong {
        int[] text = line.codePoints().toArray();
        int[] compared = anyCase ? line.codePoints().map(c -> Character.toLowerCase(Character.toUpperCase(c))).toArray() : text;
        steps = 0;
        for (int start = 0; start <= text.length; start++) if (matches(text, compared, start)) return true;
        return false;
    }

    private boolean matches(int[] text, int[] compared, int start) throws TooLong {
        tried.clear();
        open.clear();
        open(0, start, none);
        while (!open.isEmpty()) {
            if (++steps > MOST_STEPS || tried.size() > MOST_BRANCHES) throw new TooLong();
            Branch branch = open.pop();
            int position = branch.position;
            int next = branch.place + 1;
            int after = position < text.length ? text[position] : -1;
            Instruction instruction = program.at(branch.place);
            switch (instruction.operation) {
                case MATCH: return true;
                case JUMP: open(instruction.first, position, branch.notes); break;
                case SPLIT:
                    open(instruction.second, position, branch.notes);
                    open(instruction.first, position, branch.notes);
                    break;
                case AT:
                    if (Program.is(instruction.place, position > 0 ? text[position - 1] : -1, after)) open(next, position, branch.notes);
                    break;
                case TAKE:
                    if (after >= 0 && instruction.set.has(after)) open(next, position + 1, branch.notes);
                    break;
                case NOTE:
                    int[] notes = branch.notes.clone();
                    notes[instruction.first] = position;
                    open(next, position, notes);
                    break;
                default:
                    int from = branch.notes[2 * instruction.first];
                    int to = branch.notes[2 * instruction.first + 1];
                    if (from >= 0 && to >= from && same(compared, from, to, position)) open(next, position + to - from, branch.notes);
                    break;
            }
        }
        return false;
    }

    private void open(int place, int position, int[] notes) {
        Branch branch = new Branch(place, position, notes);
        if (tried.add(branch)) open.push(branch);
    }

    private static boolean same(int[] text, int from, int to, int position) {
        int end = position + to - from;
        return end <= text.length && Arrays.equals(text, from, to, text, position, end);
    }
}
