package obol.verifier.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import obol.verifier.ClassSource;
import obol.verifier.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No program that is accepted ever uses a value after its end, or loses one on a normal path: random programs are run many times with
 * handles that watch their use. And what is refused is mostly wrong in one of the runs, so it is not refused for nothing. {@code
 * -Dobol.seed=S} sets another seed, {@code -Dobol.classes=N} how many classes of them the slow test takes.
 */
class RandomProgramsTest {
    private static final long SEED = Long.getLong("obol.seed", 1);
    private static final int RUNS = 60;
    /** Of the slow test, each with some hundred methods. */
    private static final int CLASSES = Integer.getInteger("obol.classes", 8);

    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedIsRight(RandomProgram.Profile profile) throws Exception {
        trial(profile, 1, 250, SEED);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedIsRightOfThousands(RandomProgram.Profile profile) throws Exception {
        trial(profile, CLASSES, 250, SEED + 1_000);
    }

    private static void trial(RandomProgram.Profile profile, int classes, int methods, long seed) throws Exception {
        Map<String, String> sources = new TreeMap<>();
        Random random = new Random(seed);
        for (int i = 0; i < classes; i++) {
            sources.put("programs/P" + i + ".java", RandomProgram.source("P" + i, methods, profile, random));
        }
        Map<String, byte[]> compiled = Traced.compile(sources);
        ClassSource namespace = Traced.namespace(compiled);
        OwnershipVerifier verifier = new OwnershipVerifier(namespace);
        ClassLoader loader = Traced.loader(compiled);
        Runs runs = new Runs(loader);
        List<String> unsound = new ArrayList<>();
        int accepted = 0;
        int refused = 0;
        int refusedAndWrong = 0;
        long verifying = 0;
        for (int i = 0; i < classes; i++) {
            long start = System.nanoTime();
            List<Refusal> refusals = verifier.check(namespace.find("programs/P" + i));
            verifying += System.nanoTime() - start;
            Set<String> wrong = new HashSet<>();
            refusals.forEach(refusal -> wrong.add(refusal.method()));
            for (Method method : loader.loadClass("programs.P" + i).getDeclaredMethods()) {
                String fault = runs.fault(method);
                if (wrong.contains(method.getName() + "()V")) {
                    refused++;
                    refusedAndWrong += fault == null ? 0 : 1;
                } else {
                    accepted++;
                    if (fault != null) {
                        unsound.add("P" + i + "." + method.getName() + ": " + fault);
                    }
                }
            }
        }
        System.out.printf("random programs, %s: %d accepted, %d refused, of these %d wrong in a run; %.2f ms a method%n", profile,
                accepted, refused,
                refusedAndWrong, verifying / 1e6 / (accepted + refused));
        assertEquals(List.of(), unsound);
        assertTrue(accepted > (accepted + refused) / 20 && refusedAndWrong > refused / 2, "a trial that says little");
    }

    /** Runs of one program with chance of its own. */
    private static final class Runs {
        private final Method begin;
        private final Method lost;
        private final java.lang.reflect.Field threw;

        Runs(ClassLoader loader) throws ReflectiveOperationException {
            Class<?> world = loader.loadClass("traced.World");
            begin = world.getMethod("begin", long.class);
            lost = world.getMethod("lost");
            threw = world.getField("threw");
        }

        /** What went wrong in one of the runs, or null. */
        String fault(Method program) throws ReflectiveOperationException {
            for (int run = 0; run < RUNS; run++) {
                begin.invoke(null, run * 7_919L + 3);
                boolean ended = false;
                try {
                    program.invoke(null);
                    ended = true;
                } catch (InvocationTargetException e) {
                    if (e.getCause().getClass().getSimpleName().equals("Misuse")) {
                        return e.getCause().getMessage() + " in run " + run;
                    }
                    // What an exception of a call abandons is left to the collector, and so is what a throw statement leaves open that
                    // passes
                    // through a finally of its own method: that is no loss.
                    ended = false;
                }
                if (ended && !threw.getBoolean(null)) {
                    Object left = lost.invoke(null);
                    if (left != null) {
                        return left.getClass().getSimpleName() + " lost in run " + run;
                    }
                }
            }
            return null;
        }
    }
}
