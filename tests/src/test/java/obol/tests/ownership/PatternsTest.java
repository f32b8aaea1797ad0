package obol.tests.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.classfile.ClassFile;
import obol.verifier.ClassSource;
import obol.verifier.Policy;
import obol.verifier.Refusal;
import obol.verifier.Verifier;
import obol.verifier.ownership.OwnershipVerifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Right programs are accepted; each wrong one is refused on its line and with its sentence. */
class PatternsTest {
    /**
     * Where ECJ's class files are refused in other words, by pattern: it keeps no variable that is never read, so what would be "still
     * open" or "out of scope" is dropped at once; and its try-with-resources has no line of its own for the exceptional close (no words:
     * not again).
     */
    private static final Map<String, String> ECJ_WORDS = Map.of("w08", "is lost", "w23", "is lost", "w35", "is lost", "w68",
            "is lost", "w93", "",
            "w105", "is lost", "w122", "is lost");

    /** A refusal as far as it is compared. */
    private record Found(int line, String text, String where) { }

    private static List<Found> refusals(Compiler compiler, Map<String, String> sources, String packageName) {
        Map<String, byte[]> classes = compiler.compile(sources);
        ClassSource namespace = Sources.namespace(classes);
        OwnershipVerifier ownership = new OwnershipVerifier(namespace);
        Verifier verifier = new Verifier(namespace, Policy.trusted());
        List<Found> found = new ArrayList<>();
        for (String name : classes.keySet()) {
            if (name.startsWith(packageName)) {
                ClassFile cf = namespace.find(name);
                assertTrue(verifier.verify(cf).isAccepted(), name);
                for (Refusal refusal : ownership.check(cf)) {
                    found.add(new Found(Math.max(refusal.line(), 0), refusal.found(), refusal.toString()));
                }
            }
        }
        return found;
    }

    private static Map<String, String> patterns(String name) {
        Map<String, String> sources = new TreeMap<>(Sources.examples());
        sources.put("tests/" + name + ".java", Sources.read(name + ".java"));
        return sources;
    }

    @ParameterizedTest
    @EnumSource
    void theExamplesAreRight(Compiler compiler) {
        assertEquals("", shown(refusals(compiler, Sources.examples(), "ex/")));
    }

    @ParameterizedTest
    @EnumSource
    void rightPatternsAreAccepted(Compiler compiler) {
        assertEquals("", shown(refusals(compiler, patterns("Right"), "tests/")));
        assertEquals("", shown(refusals(compiler, patterns("MoreRight"), "tests/")));
    }

    @ParameterizedTest
    @EnumSource
    void wrongPatternsAreRefused(Compiler compiler) {
        assertEquals("", differences(compiler, "Wrong") + differences(compiler, "MoreWrong"));
    }

    private static String differences(Compiler compiler, String file) {
        List<Sources.Wanted> wanted = Sources.wanted(Sources.read(file + ".java"));
        List<Found> found = refusals(compiler, patterns(file), "tests/");
        StringBuilder differences = new StringBuilder();
        for (Sources.Wanted want : wanted) {
            Found match = match(want, compiler, found);
            if (match != null) {
                found.remove(match);
            } else if (!(compiler == Compiler.ECJ && "".equals(ECJ_WORDS.get(want.pattern())))) {
                differences.append("missing: ").append(want).append('\n');
            }
        }
        for (Found each : found) {
            differences.append("not asked for: ").append(each.where()).append('\n');
        }
        return differences.toString();
    }

    private static Found match(Sources.Wanted want, Compiler compiler, List<Found> found) {
        String other = compiler == Compiler.ECJ ? ECJ_WORDS.get(want.pattern()) : null;
        for (Found each : found) {
            boolean same = each.line() == want.line() && each.text().contains(want.text());
            boolean inOtherWords = other != null && !other.isEmpty() && each.where().contains(" " + want.pattern() + "(")
                    && each.text().contains(other);
            if (same || inOtherWords) {
                return each;
            }
        }
        return null;
    }

    private static String shown(List<Found> found) {
        StringBuilder text = new StringBuilder();
        found.forEach(each -> text.append(each.where()).append('\n'));
        return text.toString();
    }
}
