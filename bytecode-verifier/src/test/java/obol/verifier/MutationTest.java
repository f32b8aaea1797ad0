package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import obol.classfile.JdkClasses;
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
            Pattern.compile("^4\\.8: found element value with the unknown tag|attribute Runtime"),
            "HotSpot leaves malformed annotations to reflection",
            Pattern.compile("^4\\.8: found \\S+ is its own outer class"),
            "HotSpot compares constant pool indices, not names",
            Pattern.compile("^4\\.8: found constant \\d+ names the method <init>"),
            "an InterfaceMethodref of <init>, which no instruction may use");

    /** Where HotSpot's verdict is no measure: version 50 falls back to its old verifier, before that it uses it. */
    private static boolean isComparable(byte[] bytes) {
        return bytes.length > 8 && bytes[6] == 0 && (bytes[7] & 0xff) > 50;
    }

    private static Map<String, byte[]> seeds() throws Exception {
        Map<String, byte[]> seeds = new TreeMap<>();
        for (String name : List.of("Constructs", "Constructs$Inner", "Constructs$Pair", "Constructs$Colour",
                "Constructs$Circle", "ProtectedMembers")) {
            String path = "obol/verifier/sample/" + name;
            try (InputStream in = MutationTest.class.getResourceAsStream("/" + path + ".class")) {
                seeds.put(path, in.readAllBytes());
            }
        }
        return seeds;
    }

    @Test
    void noMutantIsAcceptedThatHotSpotRefuses() throws Exception {
        Map<String, byte[]> seeds = seeds();
        List<String> names = new ArrayList<>();
        for (String name : seeds.keySet()) {
            // Constructs holds most; a few others give the rest.
            for (int i = name.endsWith("Constructs") ? 6 : 1; i > 0; i--) {
                names.add(name);
            }
        }
        Mutator mutator = new Mutator(SEED);
        int made = 0;
        while (made < MUTANTS) {
            List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            while (candidates.size() < Math.min(BATCH, MUTANTS - made)) {
                String name = names.get(candidates.size() % names.size());
                byte[] mutant = mutator.mutate(seeds.get(name));
                if (isComparable(mutant)) {
                    candidates.add(new HotSpotOracle.Candidate(name, mutant));
                    Namespace namespace = new Namespace().addAll(seeds).addAll(siblings()).add(name, mutant);
                    verdicts.add(new Verifier(namespace, Policy.user(java.util.Set.of())).verify(mutant, name));
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

    private static Map<String, byte[]> siblings;

    private static Map<String, byte[]> siblings() throws Exception {
        if (siblings == null) {
            siblings = new TreeMap<>();
            for (String name : List.of("Constructs$Square", "Constructs$Shape", "Constructs$Colour$1")) {
                String path = "obol/verifier/sample/" + name;
                try (InputStream in = MutationTest.class.getResourceAsStream("/" + path + ".class")) {
                    siblings.put(path, in.readAllBytes());
                }
            }
            for (java.nio.file.Path jar : JdkClasses.classPathJars()) {
                if (jar.getFileName().toString().startsWith("opentest4j")) {
                    siblings.putAll(JdkClasses.jar(jar));
                }
            }
        }
        return siblings;
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
        Map<String, byte[]> seeds = seeds();
        Namespace namespace = new Namespace().addAll(seeds).addAll(siblings());
        List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            candidates.add(new HotSpotOracle.Candidate(seed.getKey(), seed.getValue()));
            Verdict verdict = new Verifier(namespace, Policy.user(java.util.Set.of())).verify(seed.getValue(), seed.getKey());
            assertEquals(List.of(), verdict.refusals());
            assertEquals(List.of(), verdict.linkage());
        }
        for (HotSpotOracle.Judgement judgement : HotSpotOracle.judge(candidates)) {
            assertEquals(HotSpotOracle.Outcome.ACCEPTED, judgement.outcome(), judgement.message());
        }
    }
}
