package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int MUTANTS = Integer.getInteger("obol.mutants", 4_000);
    /** Classes for one JVM. */
    private static final int BATCH = 4_000;
    private static final long SEED = Long.getLong("obol.seed", 1);

    /** Refusals of ours, as {@code RULE: found X, wanted Y}, that HotSpot does not share, each with the reason. */
    private static final Map<Pattern, String> STRICTER = Map.of(
            Pattern.compile("^4\\.8: found no class name: \\["),
            "an array where JVMS 4.7 asks for a class, in an attribute that HotSpot reads when asked for",
            Pattern.compile("^4\\.8: .* in attribute (Runtime(In)?[vV]isible|AnnotationDefault)"),
            "HotSpot leaves malformed annotations to reflection",
            Pattern.compile("^4\\.8: found \\S+ is its own outer class"),
            "HotSpot compares constant pool indices, not names",
            Pattern.compile("^4\\.8: found constant \\d+ names the method <init>"),
            "an InterfaceMethodref of <init>, which no instruction may use");

    private static final Policy USER = Policy.user(Set.of());

    /** Where HotSpot's verdict is no measure: version 50 falls back to its old verifier, before that it uses it. */
    private static boolean isComparable(byte[] bytes) {
        return bytes.length > 8 && bytes[6] == 0 && (bytes[7] & 0xff) > 50;
    }

    private static final String[] SAMPLES = {"Constructs", "Constructs$Inner", "Constructs$Pair", "Constructs$Colour",
        "Constructs$Circle", "ProtectedMembers", "Constructs$Square", "Constructs$Shape", "Constructs$Colour$1"};

    private static final Map<String, byte[]> samples = new TreeMap<>();
    private static Namespace namespace;
    /** Names of the classes that mutants are made of, the samples more often than others. */
    private static final List<String> seeds = new ArrayList<>();

    @BeforeAll
    static void readSeeds() throws Exception {
        for (String name : SAMPLES) {
            String path = "obol/verifier/sample/" + name;
            try (InputStream in = MutationTest.class.getResourceAsStream("/" + path + ".class")) {
                samples.put(path, in.readAllBytes());
            }
        }
        Map<String, byte[]> jars = new TreeMap<>();
        for (Path jar : JdkClasses.classPathJars()) {
            jars.putAll(JdkClasses.jar(jar));
        }
        namespace = new Namespace(new Namespace(Namespace.javaBase()).addAll(jars)).addAll(samples);
        List<String> others = new ArrayList<>();
        List<String> all = List.copyOf(jars.keySet());
        for (int i = 0; others.size() < 240 && i < 1_000; i++) {
            String name = all.get((int) ((long) i * all.size() / 1_000));
            if (isComparable(jars.get(name)) && jars.get(name).length < 12_000 && linksWhole(name)) {
                others.add(name);
            }
        }
        for (int i = 0; i < 40; i++) {
            seeds.addAll(samples.keySet().stream().limit(6).toList());
            seeds.addAll(Collections.nCopies(6, "obol/verifier/sample/Constructs"));
            for (int k = 0; k < 6; k++) {
                seeds.add(others.get((i * 6 + k) % others.size()));
            }
        }
    }

    private static boolean linksWhole(String name) {
        Verdict verdict = new Verifier(namespace, USER).verify(namespace.find(name));
        return verdict.isAccepted() && verdict.isLinkable();
    }

    private static byte[] bytesOf(String name) {
        return samples.containsKey(name) ? samples.get(name) : namespace.outer().classes().get(name);
    }

    @Test
    void noMutantIsAcceptedThatHotSpotRefuses() throws Exception {
        Mutator mutator = new Mutator(SEED);
        int made = 0;
        while (made < MUTANTS) {
            List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            while (candidates.size() < Math.min(BATCH, MUTANTS - made)) {
                String name = seeds.get((made + candidates.size()) % seeds.size());
                byte[] mutant = mutator.mutate(bytesOf(name));
                if (isComparable(mutant)) {
                    candidates.add(new HotSpotOracle.Candidate(name, mutant));
                    verdicts.add(new Verifier(new Namespace(namespace).add(name, mutant), USER).verify(mutant, name));
                }
            }
            compare(candidates, verdicts, HotSpotOracle.judge(candidates), made);
            made += candidates.size();
        }
        System.out.println(counts + "\n" + stricter);
        assertEquals(List.of(), unsound);
        assertTrue(stricter.keySet().stream().noneMatch(reason -> reason.startsWith("NO REASON")), stricter.toString());
        assertTrue(counts.getOrDefault("accepted / ACCEPTED", 0) > MUTANTS / 20, counts.toString());
    }

    private final List<String> unsound = new ArrayList<>();
    private final Map<String, Integer> stricter = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private void compare(List<HotSpotOracle.Candidate> candidates, List<Verdict> verdicts,
            List<HotSpotOracle.Judgement> judgements, int first) throws Exception {
        for (int i = 0; i < candidates.size(); i++) {
            Verdict ours = verdicts.get(i);
            HotSpotOracle.Judgement theirs = judgements.get(i);
            String key = (!ours.isAccepted() ? "refused" : ours.isLinkable() ? "accepted" : "unlinkable")
                    + " / " + theirs.outcome();
            counts.merge(key, 1, Integer::sum);
            // What can't be linked never runs, whatever else is wrong with it.
            if (ours.isAccepted() && ours.isLinkable() && theirs.outcome() == HotSpotOracle.Outcome.REFUSED) {
                unsound.add(first + i + " " + candidates.get(i).name() + ": " + theirs.message() + " -- " + ours.linkage());
            }
            if (!ours.isAccepted() && theirs.outcome() == HotSpotOracle.Outcome.ACCEPTED) {
                String refusal = ours.toString().replaceFirst("^refused \\S+ \\S+ @\\d+ line \\d+: ", "");
                String reason = STRICTER.entrySet().stream().filter(e -> e.getKey().matcher(refusal).find())
                        .map(Map.Entry::getValue).findFirst().orElse("NO REASON: " + refusal);
                stricter.merge(reason, 1, Integer::sum);
            }
            String dump = System.getProperty("obol.dump");
            if (dump != null && !List.of("accepted / ACCEPTED", "refused / REFUSED", "unlinkable / UNLINKABLE",
                    "refused / UNLINKABLE").contains(key)) {
                java.nio.file.Files.write(java.nio.file.Path.of(dump, first + i + ".class"), candidates.get(i).bytes());
                System.out.println(first + i + " " + key + " | " + ours + ours.linkage() + " | " + theirs.message());
            }
        }
    }

    @Test
    void theSeedsAreAcceptedByBoth() throws Exception {
        List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
        for (String name : new TreeSet<>(seeds)) {
            candidates.add(new HotSpotOracle.Candidate(name, bytesOf(name)));
            Verdict verdict = new Verifier(namespace, USER).verify(bytesOf(name), name);
            assertEquals(List.of(), verdict.refusals());
        }
        for (HotSpotOracle.Judgement judgement : HotSpotOracle.judge(candidates)) {
            assertEquals(HotSpotOracle.Outcome.ACCEPTED, judgement.outcome(), judgement.message());
        }
    }
}
