package obol.channels.testing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import net.jqwik.api.JqwikException;
import net.jqwik.api.sessions.JqwikSession;
import obol.channels.Contract;
import obol.channels.contract.ContractModel;
import obol.channels.runtime.Platform;

/**
 * A contract as a property of its service. In a test of any kind, on any JVM:
 * <pre>
 *   ContractTest.explore(Login.class, LoginService::new);
 * </pre>
 * holds conversations with new objects of the service that follow the contract at random, with arguments made up within its bounds, all
 * through the codec; for each method of each state, some that break off there, some in which the client dies during the call, and some in
 * which the service does and another takes its place. The service fails if it throws what its contract does not declare, gives a result
 * that cannot be sent, ends a channel, takes longer than the patience for a call, cannot be made again after a death, or if a
 * channel, block, pending value or stream is open when all clients have left. Arguments are also objects of the client's own, and
 * pending values and streams that fail: what follows from that may end the conversation. The failure is shrunk to a
 * transcript, which the message shows and {@link #replay} repeats.
 *
 * <p>Conversations are made up from the same seed each time. Immutable. One exploration runs at a time in a JVM.
 */
public final class ContractTest<C extends Contract> {
    private static final int WALKS = 100;
    private static final int STEPS = 12;
    private static final long SEED = 20_260_101;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Object ONE_AT_A_TIME = new Object();

    private final Class<C> contract;
    private final Supplier<? extends C> service;
    private final List<String> words;
    private final int walks;
    private final int steps;
    private final long seed;
    private final Duration patience;
    private final boolean keeps;

    private ContractTest(Class<C> contract, Supplier<? extends C> service, List<String> words, int walks, int steps, long seed,
                         Duration patience, boolean keeps) {
        this.contract = Objects.requireNonNull(contract);
        this.service = Objects.requireNonNull(service);
        this.words = List.copyOf(words);
        this.walks = walks;
        this.steps = steps;
        this.seed = seed;
        this.patience = patience;
        this.keeps = keeps;
    }

    /** Explores with the usual settings. Throws {@link AssertionError} with a transcript if the service fails. */
    public static <C extends Contract> Explored explore(Class<C> contract, Supplier<? extends C> service) {
        return of(contract, service).explore();
    }

    /** Repeats a transcript with the usual settings; see {@link #replay(String)}. */
    public static <C extends Contract> void replay(Class<C> contract, Supplier<? extends C> service, String transcript) {
        of(contract, service).replay(transcript);
    }

    /** A test with the usual settings. @param service makes a new object, which shares nothing with others that it made */
    public static <C extends Contract> ContractTest<C> of(Class<C> contract, Supplier<? extends C> service) {
        return new ContractTest<>(contract, service, List.of(), WALKS, STEPS, SEED, PATIENCE, false);
    }

    /** With Strings that nobody would guess, such as a password; they stand among those made up. */
    public ContractTest<C> words(String... known) {
        return new ContractTest<>(contract, service, List.of(known), walks, steps, seed, patience, keeps);
    }

    /** With so many random conversations, of so many steps at most. */
    public ContractTest<C> walks(int count, int length) {
        return new ContractTest<>(contract, service, words, count, length, seed, patience, keeps);
    }

    /** With other conversations. */
    public ContractTest<C> seed(long other) {
        return new ContractTest<>(contract, service, words, walks, steps, other, patience, keeps);
    }

    /** With another longest time for a call; 20 seconds are usual. */
    public ContractTest<C> patience(Duration most) {
        return new ContractTest<>(contract, service, words, walks, steps, seed, most, keeps);
    }

    /** For a service that may keep blocks, channels and streams when the client that gave them has left. */
    public ContractTest<C> keeping() {
        return new ContractTest<>(contract, service, words, walks, steps, seed, patience, true);
    }

    /** Explores. Throws {@link AssertionError} with a transcript if the service fails. */
    public Explored explore() {
        AtomicReference<Explored> explored = new AtomicReference<>();
        run(() -> explored.set(new Explorer<>(subject(), words, walks, steps, seed).explore()));
        return explored.get();
    }

    /**
     * Repeats a transcript and lets all clients leave. Throws {@link AssertionError} if the service fails, and
     * {@link IllegalArgumentException} if a step cannot be taken where it stands, as the contract has changed or the service goes another
     * way.
     */
    public void replay(String transcript) {
        List<Step> script = Step.parse(transcript);
        run(() -> Explorer.replay(subject(), script));
    }

    private Trial.Subject<C> subject() {
        ContractModel model = ContractModel.parse(Platform.contracts().skeleton(contract).canonicalText());
        return new Trial.Subject<>(contract, model, service, patience, keeps);
    }

    /** Generators need a session of jqwik; a test of its own has one. */
    private static void run(Runnable action) {
        synchronized (ONE_AT_A_TIME) {
            boolean started = start();
            try {
                action.run();
            } finally {
                if (started) {
                    JqwikSession.finish();
                }
            }
        }
    }

    private static boolean start() {
        try {
            JqwikSession.start();
            return true;
        } catch (JqwikException withinATestOfJqwik) {
            return false;
        }
    }
}
