package obol.channels.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import obol.channels.Contract;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;

/**
 * Makes up conversations and holds them. Methods that were called less are called rather; the last steps of some conversations are
 * repeated with an end or a death of the client there.
 */
final class Explorer<C extends Contract> {
    private static final int SIZE = 100;
    /** For each method of each state: conversations that break off there, and in which the client or the service dies during the call. */
    private static final int BREAKS = 3;
    /** Steps with the service that follows one that has died. */
    private static final int AFTER_DEATH = 3;

    private final Trial.Subject<C> subject;
    private final int walks;
    private final int steps;
    private final Random random;
    private final Values values;
    private final Map<String, RandomGenerator<List<String>>> generators = new HashMap<>();
    private final TreeMap<String, Integer> calls = new TreeMap<>();
    private final Map<String, Integer> broken = new HashMap<>();
    private int trials;

    Explorer(Trial.Subject<C> subject, List<String> words, int walks, int steps, long seed) {
        this.subject = subject;
        this.walks = walks;
        this.steps = steps;
        random = new Random(seed);
        values = new Values(subject.model(), words);
    }

    Explored explore() {
        for (int i = 0; i < walks; i++) {
            List<Shrinking.Move> moves = walk(List.of(), steps);
            for (int k = 0; k < moves.size(); k++) {
                breakOff(moves.subList(0, k + 1));
            }
        }
        Set<String> uncalled = new TreeSet<>();
        for (State state : subject.model().states().values()) {
            state.operations().forEach(operation -> uncalled.add(name(state, operation)));
        }
        uncalled.removeAll(calls.keySet());
        return new Explored(trials, new TreeMap<>(calls), new TreeSet<>(uncalled));
    }

    /** Holds a conversation that begins in a known way; its steps, which were fine. */
    private List<Shrinking.Move> walk(List<Shrinking.Move> known, int most) {
        List<Shrinking.Move> moves = new ArrayList<>();
        trials++;
        try (Trial<C> trial = new Trial<>(subject)) {
            for (Shrinking.Move move : known) {
                moves.add(move);
                trial.take(move.step());
            }
            while (moves.size() < most && !trial.channels().isEmpty()) {
                Shrinking.Move move = next(trial);
                if (move == null) {
                    break;
                }
                moves.add(move);
                trial.take(move.step());
            }
            trial.leave();
        } catch (Failure failure) {
            throw new Shrinking<>(subject).report(moves, failure);
        } catch (IllegalArgumentException otherwise) {
            // A service with threads or a clock of its own may go another way the second time.
            if (known.isEmpty()) {
                throw otherwise;
            }
        }
        return moves;
    }

    private static String name(State state, Operation operation) {
        return state.display() + "." + operation.name();
    }

    /** A step that the client can take; null if there is none. */
    private Shrinking.Move next(Trial<C> trial) {
        record Possible(int channel, State state, Operation operation) {
        }

        List<Possible> all = new ArrayList<>();
        for (int channel : trial.channels()) {
            State state = trial.state(channel);
            for (Operation operation : state.operations()) {
                all.add(new Possible(channel, state, operation));
            }
        }
        if (all.isEmpty()) {
            return null;
        }
        if (trial.channels().size() > 1 && random.nextInt(steps) == 0) {
            List<Integer> open = new ArrayList<>(trial.channels());
            return new Shrinking.Move(Step.close(open.get(random.nextInt(open.size()))), null, "close");
        }
        int least = all.stream().mapToInt(each -> calls.getOrDefault(name(each.state, each.operation), 0)).min().orElse(0);
        List<Possible> some = random.nextInt(2) == 0 ? all
                : all.stream().filter(each -> calls.getOrDefault(name(each.state, each.operation), 0) == least).toList();
        Possible chosen = some.get(random.nextInt(some.size()));
        String method = name(chosen.state, chosen.operation);
        calls.merge(method, 1, Integer::sum);
        var arguments = arguments(chosen.operation, chosen.channel, trial).next(random);
        return new Shrinking.Move(new Step(chosen.channel, chosen.operation.name(), arguments.value(), Step.End.NOBODY), arguments, method);
    }

    /** The other channels that are in a state, as arguments. */
    private List<String> inState(MessageType.Endpoint type, int but, Trial<C> trial) {
        return trial.channels().stream()
                .filter(channel -> channel != but && (type.untyped() || trial.state(channel).name().equals(type.contract())))
                .map(channel -> "\"@" + channel + "\"").toList();
    }

    private RandomGenerator<List<String>> arguments(Operation operation, int channel, Trial<C> trial) {
        boolean passes = operation.parameters().stream().anyMatch(MessageType.Endpoint.class::isInstance);
        return passes ? generator(operation, channel, trial)
                : generators.computeIfAbsent(operation.canonical(), key -> generator(operation, channel, trial));
    }

    private RandomGenerator<List<String>> generator(Operation operation, int channel, Trial<C> trial) {
        List<Arbitrary<String>> each = new ArrayList<>();
        for (MessageType type : operation.parameters()) {
            List<String> channels = type instanceof MessageType.Endpoint endpoint ? inState(endpoint, channel, trial) : List.of();
            each.add(channels.isEmpty() ? values.of(type) : Arbitraries.oneOf(List.of(Arbitraries.of(channels), values.of(type))));
        }
        return Combinators.combine(each).as(list -> list).generator(SIZE, true);
    }

    /**
     * Repeats a conversation that ends with a call: once as it is, once so that the client dies during the call, and once so that the
     * service does, after which a new one is called.
     */
    private void breakOff(List<Shrinking.Move> moves) {
        Shrinking.Move last = moves.get(moves.size() - 1);
        if (last.shrinkable() == null || broken.merge(last.method(), 1, Integer::sum) > BREAKS) {
            return;
        }
        repeat(moves);
        List<Shrinking.Move> killed = new ArrayList<>(moves);
        killed.set(moves.size() - 1, new Shrinking.Move(last.step().with(Step.End.CLIENT), last.shrinkable(), last.method()));
        repeat(killed);
        killed.set(moves.size() - 1, new Shrinking.Move(last.step().with(Step.End.SERVER), last.shrinkable(), last.method()));
        walk(killed, killed.size() + AFTER_DEATH);
    }

    private void repeat(List<Shrinking.Move> moves) {
        trials++;
        try {
            run(subject, moves.stream().map(Shrinking.Move::step).toList());
        } catch (Failure failure) {
            throw new Shrinking<>(subject).report(moves, failure);
        } catch (IllegalArgumentException otherwise) {
            // A service with threads or a clock of its own may go another way the second time.
        }
    }

    /** Repeats a transcript. Throws {@link AssertionError} if the service fails. */
    static <C extends Contract> void replay(Trial.Subject<C> subject, List<Step> steps) {
        try {
            run(subject, steps);
        } catch (Failure failure) {
            throw new AssertionError(failure.getMessage());
        }
    }

    /** Holds the conversation and lets all clients leave; what each step led to. */
    static <C extends Contract> List<Trial.Taken> run(Trial.Subject<C> subject, List<Step> steps) throws Failure {
        List<Trial.Taken> taken = new ArrayList<>();
        try (Trial<C> trial = new Trial<>(subject)) {
            for (Step step : steps) {
                taken.add(trial.take(step));
            }
            trial.leave();
        }
        return taken;
    }
}
