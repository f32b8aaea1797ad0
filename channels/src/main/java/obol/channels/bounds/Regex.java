package obol.channels.bounds;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression whose match takes at most a step for each character of the text and each instruction of its program
 * (Thompson's simulation: all ways at once, never back). {@code java.util.regex} can take exponential time, and who sends the text is
 * not who wrote the pattern. Syntax: {@link RegexParser}; meaning: that of {@code java.util.regex} for a match of the whole text.
 * Immutable, any thread. Equal if pattern and flags are.
 */
public final class Regex {
    /** Most instructions of a program: bounds what one character costs. */
    static final int LARGEST = 2000;

    private static final int CHARACTER = 0;
    private static final int SPLIT = 1;
    private static final int JUMP = 2;
    private static final int MATCH = 3;

    private final String pattern;
    private final String flags;
    private final RegexNode tree;
    private final List<CharacterSet> sets = new ArrayList<>();
    /** Instructions, three words each: code, and number of a set or one or two targets. */
    private final List<int[]> program = new ArrayList<>();
    private int emitted;

    private Regex(String pattern, String flags) {
        this.pattern = pattern;
        this.flags = flags;
        tree = new RegexParser(pattern, flags.indexOf('i') >= 0, flags.indexOf('s') >= 0).parse();
        emit(tree);
        add(MATCH, 0, 0);
    }

    /**
     * @param flags some of {@code i} (case of ASCII letters does not matter) and {@code s} (a dot is any character), in this order
     * @throws IllegalArgumentException naming what is wrong or not supported
     */
    public static Regex parse(String pattern, String flags) {
        if (!"is".contains(flags)) {
            throw new IllegalArgumentException("flags " + flags);
        }
        return new Regex(pattern, flags);
    }

    public String pattern() {
        return pattern;
    }

    public String flags() {
        return flags;
    }

    /** For making texts up that match. */
    public RegexNode tree() {
        return tree;
    }

    private int add(int code, int a, int b) {
        if (program.size() == LARGEST) {
            throw tooLarge();
        }
        program.add(new int[] {code, a, b});
        return program.size() - 1;
    }

    private IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("a pattern of more than " + LARGEST + " steps: " + pattern);
    }

    private void emit(RegexNode node) {
        if (++emitted > LARGEST) { // repetitions of nothing add no instructions
            throw tooLarge();
        }
        if (node instanceof RegexNode.One one) {
            sets.add(one.set());
            add(CHARACTER, sets.size() - 1, 0);
        } else if (node instanceof RegexNode.Sequence sequence) {
            sequence.parts().forEach(this::emit);
        } else if (node instanceof RegexNode.Choice choice) {
            List<Integer> ends = new ArrayList<>();
            for (int i = 0; i < choice.parts().size(); i++) {
                boolean last = i == choice.parts().size() - 1;
                int split = last ? -1 : add(SPLIT, program.size() + 1, 0);
                emit(choice.parts().get(i));
                if (!last) {
                    ends.add(add(JUMP, 0, 0));
                    program.get(split)[2] = program.size();
                }
            }
            ends.forEach(end -> program.get(end)[1] = program.size());
        } else {
            repeat((RegexNode.Repeat) node);
        }
    }

    private void repeat(RegexNode.Repeat repeat) {
        for (int i = 0; i < repeat.least(); i++) {
            emit(repeat.part());
        }
        if (repeat.most() < 0) {
            int split = add(SPLIT, program.size() + 1, 0);
            emit(repeat.part());
            add(JUMP, split, 0);
            program.get(split)[2] = program.size();
            return;
        }
        List<Integer> splits = new ArrayList<>();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            splits.add(add(SPLIT, program.size() + 1, 0));
            emit(repeat.part());
        }
        splits.forEach(split -> program.get(split)[2] = program.size());
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        Threads now = new Threads(program.size());
        Threads next = new Threads(program.size());
        follow(0, now);
        for (int i = 0; i < text.length() && now.count > 0; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            next.clear();
            for (int k = 0; k < now.count; k++) {
                int[] instruction = program.get(now.at[k]);
                if (instruction[0] == CHARACTER && sets.get(instruction[1]).contains(point)) {
                    follow(now.at[k] + 1, next);
                }
            }
            Threads done = now;
            now = next;
            next = done;
        }
        return now.has[program.size() - 1] == now.generation;
    }

    /** Adds an instruction and all that are reached from it without a character. */
    private void follow(int from, Threads threads) {
        int depth = 0;
        threads.stack[depth++] = from;
        while (depth > 0) {
            int at = threads.stack[--depth];
            if (threads.has[at] == threads.generation) {
                continue;
            }
            threads.has[at] = threads.generation;
            int[] instruction = program.get(at);
            switch (instruction[0]) {
                case SPLIT -> {
                    threads.stack[depth++] = instruction[2];
                    threads.stack[depth++] = instruction[1];
                }
                case JUMP -> threads.stack[depth++] = instruction[1];
                default -> threads.at[threads.count++] = at;
            }
        }
    }

    /** The instructions at which the simulation stands. */
    private static final class Threads {
        private final int[] at;
        private final int[] has;
        /** Each instruction is expanded once and pushes two at most. */
        private final int[] stack;
        private int count;
        private int generation = 1;

        Threads(int size) {
            at = new int[size];
            has = new int[size];
            stack = new int[2 * size + 1];
        }

        void clear() {
            count = 0;
            generation++;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regex regex && regex.pattern.equals(pattern) && regex.flags.equals(flags);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
