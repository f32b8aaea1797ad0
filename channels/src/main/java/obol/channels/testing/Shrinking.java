package obol.channels.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Shrinkable;
import obol.channels.Contract;

/**
 * Makes a conversation with a failure short, as delta debugging does (Zeller and Hildebrandt, 2002): leaves out runs of steps, long ones
 * first, as long as the same failure follows, until no step can be left out; then takes jqwik's smaller values for the arguments.
 */
final class Shrinking<C extends Contract> {
    /** Most trials for one failure; each can take the whole patience if the failure is that the service does not answer. */
    private static final int MOST = 2000;
    private static final int MOST_SLOW = 5;

    /** A step, the value of its arguments (null for a close), and what it calls, as {@code Login.login}. */
    record Move(Step step, Shrinkable<List<String>> shrinkable, String method) {
        Move on(int channel) {
            return new Move(step.at(channel), shrinkable, method);
        }
    }

    private final Trial.Subject<C> subject;
    private int left;
    private Failure failure;

    Shrinking(Trial.Subject<C> subject) {
        this.subject = subject;
    }

    /** The shortest conversation with the same failure, as the error for the test. */
    AssertionError report(List<Move> found, Failure first) {
        failure = first;
        left = first.isSlow() ? MOST_SLOW : MOST;
        List<Move> moves = new ArrayList<>(found);
        boolean again = fails(moves);
        if (again) {
            moves = shorter(moves);
            moves = smaller(moves);
        }
        StringBuilder text = new StringBuilder(subject.model().startState().display());
        text.append(": ").append(failure.getMessage()).append('\n');
        if (!again) {
            text.append("It did not happen again: the service depends on something besides its calls.\n");
        }
        text.append("Transcript, for ContractTest.replay:\n");
        moves.forEach(move -> text.append(move.step()).append('\n'));
        return new AssertionError(text.toString());
    }

    /** Whether the same failure follows. */
    private boolean fails(List<Move> moves) {
        left--;
        try {
            Explorer.run(subject, moves.stream().map(Move::step).toList());
            return false;
        } catch (Failure other) {
            if (!other.key().equals(failure.key())) {
                return false;
            }
            failure = other;
            return true;
        } catch (IllegalArgumentException notPossible) {
            return false;
        }
    }

    private List<Move> shorter(List<Move> found) {
        List<Move> moves = found;
        List<Move> before;
        do {
            before = moves;
            for (int size = Math.max(1, moves.size() / 2); size >= 1; size--) { // pairs too: into a state and out of it
                for (int i = moves.size() - size; i >= 0; i--) {
                    moves = better(moves, i, size);
                    i = Math.min(i, moves.size() - size + 1);
                }
            }
        } while (moves != before && left > 0);
        return moves;
    }

    /** Some moves left out, or one on an earlier channel, if the same failure follows; else as it is. */
    private List<Move> better(List<Move> moves, int index, int size) {
        List<List<Move>> candidates = new ArrayList<>();
        List<Move> without = new ArrayList<>(moves);
        without.subList(index, index + size).clear();
        candidates.add(without);
        int channel = size == 1 ? opened(moves, index) : 0;
        if (channel > 0) {
            candidates.add(withoutChannel(without, channel));
        }
        for (int earlier = 1; size == 1 && earlier < moves.get(index).step().channel(); earlier++) {
            List<Move> there = new ArrayList<>(moves);
            there.set(index, moves.get(index).on(earlier));
            candidates.add(there);
        }
        for (List<Move> candidate : candidates) {
            if (left > 0 && fails(candidate)) {
                return candidate;
            }
        }
        return moves;
    }

    /** The number of the channel that a step opens, or 0. */
    private int opened(List<Move> moves, int index) {
        try (Trial<C> trial = new Trial<>(subject)) {
            for (int i = 0; i < index; i++) {
                trial.take(moves.get(i).step());
            }
            return trial.take(moves.get(index).step()).opened().stream().findFirst().orElse(0);
        } catch (Failure | IllegalArgumentException noMore) {
            return 0;
        }
    }

    /** Without the moves on a channel that is no longer opened; later channels are counted anew. */
    private static List<Move> withoutChannel(List<Move> moves, int channel) {
        List<Move> rest = new ArrayList<>(moves);
        rest.removeIf(move -> move.step().channel() == channel);
        rest.replaceAll(move -> move.step().channel() < channel ? move : move.on(move.step().channel() - 1));
        return rest;
    }

    private List<Move> smaller(List<Move> found) {
        List<Move> moves = found;
        for (int i = 0; i < moves.size(); i++) {
            boolean changed = moves.get(i).shrinkable() != null;
            while (changed && left > 0) {
                changed = false;
                Iterator<Shrinkable<List<String>>> candidates = moves.get(i).shrinkable().shrink().iterator();
                while (candidates.hasNext() && !changed && left > 0) {
                    Shrinkable<List<String>> candidate = candidates.next();
                    List<Move> others = new ArrayList<>(moves);
                    others.set(i, new Move(moves.get(i).step().with(candidate.value()), candidate, moves.get(i).method()));
                    if (fails(others)) {
                        moves = others;
                        changed = true;
                    }
                }
            }
        }
        return moves;
    }
}
