package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes mutants of seeds, has them judged by us and by HotSpot, and counts how the verdicts fall together. */
final class MutantTrial {
    static final Policy USER = Policy.user(Set.of());
    /** Classes for one JVM. */
    private static final int BATCH = 4_000;
    /** Where verdicts that differ are shown, and their classes written; for work on the verifier. */
    private static final String DUMP = System.getProperty("obol.dump");

    private final Namespace namespace;
    private final Map<String, byte[]> seeds;
    /** Names of seeds in the order in which mutants are made, round and round. */
    private final List<String> order;
    private final Predicate<byte[]> comparable;
    private final Map<Pattern, String> reasons;

    private final List<String> unsound = new ArrayList<>();
    private final Map<String, Integer> stricter = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * @param comparable whether HotSpot's verdict on a class file is a measure of ours
     * @param reasons    refusals of ours, as {@code RULE: found X, wanted Y}, that HotSpot does not share, and why
     */
    MutantTrial(Namespace namespace, Map<String, byte[]> seeds, List<String> order, Predicate<byte[]> comparable,
            Map<Pattern, String> reasons) {
        this.namespace = namespace;
        this.seeds = seeds;
        this.order = order;
        this.comparable = comparable;
        this.reasons = reasons;
    }

    /** The major version of what may be no class file at all. */
    static int major(byte[] bytes) {
        return bytes.length < 8 ? 0 : (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    }

    void run(int mutants, long randomSeed) throws Exception {
        Mutator mutator = new Mutator(randomSeed);
        int made = 0;
        while (made < mutants) {
            List<HotSpotOracle.Candidate> candidates = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            while (candidates.size() < Math.min(BATCH, mutants - made)) {
                String name = order.get((made + candidates.size()) % order.size());
                byte[] mutant = mutator.mutate(seeds.get(name));
                if (comparable.test(mutant)) {
                    candidates.add(new HotSpotOracle.Candidate(name, mutant));
                    verdicts.add(judge(name, mutant));
                }
            }
            List<HotSpotOracle.Judgement> judgements = HotSpotOracle.judge(candidates);
            for (int i = 0; i < candidates.size(); i++) {
                compare(made + i, candidates.get(i), verdicts.get(i), judgements.get(i));
            }
            made += candidates.size();
        }
    }

    private Verdict judge(String name, byte[] bytes) {
        return new VerificationRun(namespace, USER).verify(List.of(new VerificationRun.Input(name + ".class", bytes)))
                .get(0).verdict();
    }

    private void compare(int number, HotSpotOracle.Candidate candidate, Verdict ours, HotSpotOracle.Judgement theirs)
            throws Exception {
        String key = (!ours.isAccepted() ? "refused" : ours.isLinkable() ? "accepted" : "unlinkable")
                + " / " + theirs.outcome();
        counts.merge(key, 1, Integer::sum);
        // What can't be linked never runs, whatever else is wrong with it.
        if (key.equals("accepted / REFUSED")) {
            unsound.add(number + " " + candidate.name() + ": " + theirs.message());
        }
        if (key.equals("refused / ACCEPTED")) {
            String refusal = ours.toString().replaceFirst("^refused \\S+ \\S+ @\\d+ line \\d+: ", "");
            stricter.merge(reasons.entrySet().stream().filter(e -> e.getKey().matcher(refusal).find())
                    .map(Map.Entry::getValue).findFirst().orElse("NO REASON: " + refusal), 1, Integer::sum);
        }
        if (DUMP != null && !List.of("accepted / ACCEPTED", "refused / REFUSED", "unlinkable / UNLINKABLE",
                "refused / UNLINKABLE").contains(key)) {
            Files.write(Path.of(DUMP, number + ".class"), candidate.bytes());
            System.out.println(number + " " + key + " | " + ours + ours.linkage() + " | " + theirs.message());
        }
    }

    /** None was accepted that HotSpot refuses, each stricter verdict has a reason, and the trial was not trivial. */
    void check(int leastAccepted) {
        System.out.println(counts + "\n" + stricter);
        assertEquals(List.of(), unsound);
        assertTrue(stricter.keySet().stream().noneMatch(reason -> reason.startsWith("NO REASON")), stricter.toString());
        assertTrue(counts.getOrDefault("accepted / ACCEPTED", 0) >= leastAccepted, counts.toString());
        assertEquals(null, counts.get("accepted / CRASHED"), counts.toString());
    }
}
