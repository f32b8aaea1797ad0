package obol.shell.tools.expression;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import obol.shell.tools.expression.Program.Instruction;

/**
 * A program without back-references, run on all its branches at once (K. Thompson, CACM 11(6), 1968); sets of branches that were met are
 * kept as states with their transitions. So a line takes time linear in its length; where a state is new, in the program's length too.
 */
final class Automaton {
    /** Transitions that states keep: of these characters, and of the line's end. */
    private static final int KEPT = 128, END = KEPT;
    /** States that are kept, as they have some 600 bytes each; after that they are found anew. */
    private static final int MOST_STATES = 400;
    /** No character: the line begins or ends. */
    private static final int NONE = -1;
    private static final int WORD = 'w', OTHER = ' ';

    /** The instructions to go on at, behind a character of a kind. */
    private record Branches(BitSet places, int before) {}

    private static final class State {
        final Branches branches;
        final State[] next = new State[KEPT + 1];

        State(Branches branches) {
            this.branches = branches;
        }
    }

    private static final Branches NOWHERE = new Branches(new BitSet(), NONE);
    private final State matched = new State(NOWHERE), failed = new State(NOWHERE);
    private final State start = new State(NOWHERE);

    private final Program program;
    private final Map<Branches, State> states = new HashMap<>();
    /** In which round an instruction was come to last; those yet to be followed. */
    private final int[] seen, stack;
    private int round, height;

    Automaton(Program program) {
        this.program = program;
        seen = new int[program.size()];
        stack = new int[program.size()];
    }

    boolean matches(String line) {
        State state = start;
        for (int i = 0; i < line.length(); ) {
            int c = line.charAt(i);
            if (c >= KEPT) c = line.codePointAt(i);
            i += Character.charCount(c);
            State next = c < KEPT ? state.next[c] : null;
            if (next == null) {
                next = step(state, c);
                if (c < KEPT) state.next[c] = next;
            }
            if (next == matched) return true;
            state = next;
        }
        if (state.next[END] == null) state.next[END] = step(state, NONE);
        return state.next[END] == matched;
    }

    /** From a state, over a character or the line's end. A match may begin anywhere, so each step begins one. */
    private State step(State state, int c) {
        round++;
        height = 0;
        BitSet from = state.branches.places;
        for (int place = from.nextSetBit(0); place >= 0; place = from.nextSetBit(place + 1)) push(place);
        push(0);
        BitSet places = new BitSet(program.size());
        while (height > 0) {
            int at = stack[--height];
            Instruction instruction = program.at(at);
            switch (instruction.operation) {
                case MATCH: return matched;
                case JUMP: push(instruction.first); break;
                case SPLIT:
                    push(instruction.first);
                    push(instruction.second);
                    break;
                case AT:
                    if (Program.is(instruction.place, state.branches.before, c)) push(at + 1);
                    break;
                case TAKE:
                    if (c != NONE && instruction.set.has(c)) places.set(at + 1);
                    break;
                default: throw new IllegalStateException("only in programs with back-references");
            }
        }
        if (c == NONE) return failed;
        Branches branches = new Branches(places, CharacterSet.isWord(c) ? WORD : OTHER);
        State known = states.get(branches);
        if (known != null) return known;
        if (states.size() == MOST_STATES) states.clear();
        State made = new State(branches);
        states.put(branches, made);
        return made;
    }

    private void push(int place) {
        if (seen[place] == round) return;
        seen[place] = round;
        stack[height++] = place;
    }
}
