package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import obol.classfile.JdkClasses;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Mutants of good classes, judged by us and by HotSpot: none that HotSpot refuses may be accepted, and where we are
 * stricter the reason stands in {@link #STRICTER}. {@code -Dobol.mutants=N} sets the number, {@code -Dobol.seed=S} the
 * seed of the random numbers.
 */
class MutationTest {
    private static final int MUTANTS = Integer.getInteger("obol.mutants", 2_400);
    private static final long SEED = Long.getLong("obol.seed", 1);

    private static final Map<Pattern, String> STRICTER = Map.of(
            Pattern.compile("^4\\.8: found no class name: \\["),
            "an array where JVMS 4.7 asks for a class, in an attribute that HotSpot reads when asked for",
            Pattern.compile("^4\\.8: .* in attribute (Runtime(In)?[vV]isible|AnnotationDefault)"),
            "HotSpot leaves malformed annotations to reflection",
            Pattern.compile("^4\\.8: found \\S+ is its own outer class"),
            "HotSpot compares constant pool indices, not names",
            Pattern.compile("^4\\.8: found constant \\d+ names the method <init>"),
            "an InterfaceMethodref of <init>, which JVMS 4.9.1 lets no instruction name",
            Pattern.compile("^4\\.10\\.2: found what ASM can't follow \\(IllegalArgumentException"),
            "the importer's ASM also reads attributes that mean nothing where they stand");

    private static final String[] SAMPLES = {"Constructs", "Constructs$Inner", "Constructs$Pair", "Constructs$Colour",
        "Constructs$Circle", "ProtectedMembers", "Constructs$Square", "Constructs$Shape", "Constructs$Colour$1"};

    private static final Map<String, byte[]> ALL = new TreeMap<>();
    private static final List<String> SAMPLE_NAMES = new ArrayList<>();
    private static Namespace namespace;

    @BeforeAll
    static void readSeeds() throws Exception {
        for (Path jar : JdkClasses.classPathJars()) {
            ALL.putAll(JdkClasses.jar(jar));
        }
        for (String sample : SAMPLES) {
            String name = "obol/verifier/sample/" + sample;
            try (InputStream in = MutationTest.class.getResourceAsStream("/" + name + ".class")) {
                ALL.put(name, in.readAllBytes());
            }
            SAMPLE_NAMES.add(name);
        }
        namespace = new Namespace(Namespace.javaBase()).addAll(ALL);
    }

    /** Version 50 falls back to HotSpot's old verifier when frames are wrong: no measure. */
    private static boolean hasFrames(byte[] bytes) {
        return MutantTrial.major(bytes) > 50;
    }

    private static boolean isOld(byte[] bytes) {
        int major = MutantTrial.major(bytes);
        return major >= 45 && major < 50;
    }

    /** Classes of the jars, spread evenly, that are good in every respect. */
    private static List<String> pick(int count, java.util.function.Predicate<byte[]> wanted) {
        List<String> suited = new ArrayList<>();
        ALL.forEach((name, bytes) -> {
            if (wanted.test(bytes) && bytes.length < 12_000 && !SAMPLE_NAMES.contains(name)) {
                suited.add(name);
            }
        });
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < 2 * count && picked.size() < count; i++) {
            String name = suited.get((int) ((long) i * suited.size() / (2 * count)));
            VerificationRun run = new VerificationRun(namespace, MutantTrial.USER);
            Verdict verdict = run.verify(List.of(new VerificationRun.Input(name, ALL.get(name)))).get(0).verdict();
            if (verdict.isAccepted() && verdict.isLinkable()) {
                picked.add(name);
            }
        }
        return picked;
    }

    private static void checkGood(List<String> names) throws Exception {
        List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            candidates.add(new HotSpotOracle.Candidate(name, ALL.get(name)));
        }
        for (HotSpotOracle.Judgement judgement : HotSpotOracle.judge(candidates)) {
            assertEquals(HotSpotOracle.Outcome.ACCEPTED, judgement.outcome(), judgement.message());
        }
    }

    @Test
    void noMutantIsAcceptedThatHotSpotRefuses() throws Exception {
        List<String> others = pick(240, MutationTest::hasFrames);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < others.size(); i += 6) {
            // The first sample holds most of what the rules speak of.
            order.addAll(SAMPLE_NAMES.subList(0, 6));
            order.addAll(Collections.nCopies(6, SAMPLE_NAMES.get(0)));
            order.addAll(others.subList(i, Math.min(i + 6, others.size())));
        }
        checkGood(order);
        MutantTrial trial = new MutantTrial(namespace, ALL, order, MutationTest::hasFrames, STRICTER);
        trial.run(MUTANTS, SEED);
        trial.check(MUTANTS / 5);
    }

    /** Through the importer, against HotSpot's old verifier, which infers types. */
    @Test
    void noOldMutantIsAcceptedThatHotSpotRefuses() throws Exception {
        List<String> order = pick(60, MutationTest::isOld);
        checkGood(order);
        MutantTrial trial = new MutantTrial(namespace, ALL, order, MutationTest::isOld, STRICTER);
        trial.run(MUTANTS / 4, SEED);
        trial.check(MUTANTS / 20);
    }
}
