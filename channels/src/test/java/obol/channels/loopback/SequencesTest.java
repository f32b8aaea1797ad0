package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import obol.channels.Contract;
import obol.channels.Loopback;
import obol.channels.samples.Counter;
import obol.channels.samples.Login;
import obol.channels.samples.Store;

/**
 * Random walks through the states of a contract. The oracle is the server object itself, called directly: through a channel, the
 * same walk sees the same.
 */
class SequencesTest {
    private static final int STEPS = 60;

    @Property(tries = 60, seed = "1", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void counters(@ForAll long seed) {
        same(seed, Counter.class, new Counter.Service(), new Counter.Service(), SequencesTest::walkCounter);
    }

    @Property(tries = 60, seed = "2", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void logins(@ForAll long seed) {
        same(seed, Login.class, new Login.Service(), new Login.Service(), SequencesTest::walkLogin);
    }

    @Property(tries = 60, seed = "3", shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void stores(@ForAll long seed) {
        same(seed, Store.class, new Store.Service(), new Store.Service(), SequencesTest::walkStore);
    }

    private static <C extends Contract> void same(long seed, Class<C> contract, C direct, C served,
                                                  BiFunction<C, Random, List<String>> walk) {
        assertEquals(walk.apply(direct, new Random(seed)), walk.apply(Loopback.of(contract, served), new Random(seed)));
    }

    private static List<String> walkCounter(Counter counter, Random random) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            seen.add("" + (random.nextBoolean() ? counter.add(random.nextLong() >>> random.nextInt(63) + 1) : counter.value()));
        }
        counter.close();
        return seen;
    }

    private static List<String> walkLogin(Login start, Random random) {
        List<String> seen = new ArrayList<>();
        Contract state = start;
        for (int i = 0; i < STEPS; i++) {
            if (state instanceof Login login) {
                String secret = random.nextInt(3) == 0 ? "guess" : "sesame";
                Login.Outcome outcome = login.login("user" + i, new Login.Secret(secret));
                seen.add(outcome.getClass().getSimpleName());
                if (outcome instanceof Login.Granted granted) {
                    state = granted.next();
                } else if (outcome instanceof Login.Refused refused) {
                    seen.add(refused.why());
                    state = refused.next();
                } else {
                    seen.add(outcome.toString());
                    return seen;
                }
            } else if (state instanceof Login.Session session) {
                switch (random.nextInt(3)) {
                    case 0 -> seen.add("" + session.unread());
                    case 1 -> seen.add("" + session.read(i));
                    default -> state = session.logout();
                }
            }
        }
        state.close();
        return seen;
    }

    private static List<String> walkStore(Store start, Random random) {
        List<String> seen = new ArrayList<>();
        String[] keys = {"a", "b", "c", "locked", "stale"};
        Contract state = start;
        for (int i = 0; i < STEPS; i++) {
            String key = keys[random.nextInt(random.nextInt(6) == 0 ? 5 : 3)];
            if (state instanceof Store store) {
                seen.add("" + store.get(key));
                state = random.nextBoolean() ? store.begin() : store;
            } else if (state instanceof Store.Tx tx) {
                switch (random.nextInt(4)) {
                    case 0 -> seen.add("" + tx.get(key));
                    case 1 -> tx.put(key, "v" + i);
                    case 2 -> state = tx.abort();
                    default -> {
                        try {
                            state = tx.commit();
                            seen.add("committed");
                        } catch (Store.Conflict conflict) {
                            seen.add((conflict instanceof Store.Locked) + ": " + conflict.getMessage());
                        }
                    }
                }
            }
        }
        state.close();
        return seen;
    }
}
