package obol.tests.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.aot.Compilation;
import obol.host.image.NucleusAssembly;
import obol.host.image.ProgramInput;
import obol.tests.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each mutant that the verifier accepts is compiled with a test of the verified types wherever a reference is loaded, and run on Obol: it does
 * what it does on HotSpot, no object is of another class than was verified, and nothing traps. {@code -Dobol.mutants=N} sets how many are
 * made, {@code -Dobol.seed=S} the seed.
 */
@Tag("slow")
class MutantsTest {
    private static final int MUTANTS = Integer.getInteger("obol.mutants", 20_000);
    private static final long SEED = Long.getLong("obol.seed", 1);

    @TempDir
    Path folder;

    @Test
    void whatIsAcceptedRunsAsOnHotSpot() throws Exception {
        long start = System.nanoTime();
        Mutants mutants = new Mutants(folder.resolve("classes"));
        mutants.make(MUTANTS, SEED);
        int count = mutants.accepted().size();
        System.out.printf("mutants: %d made, %d accepted, %.1f ms at most for one; %.1f s%n", MUTANTS, count, mutants.longestMilliseconds(), (System.nanoTime() - start) / 1e9);
        Path[] outputs = {folder.resolve("one"), folder.resolve("two")};
        Process[] runs = {HotSpotRuns.start(folder.resolve("classes"), count, 5, outputs[0]),
            HotSpotRuns.start(folder.resolve("classes"), count, 2, outputs[1])};
        List<String> wanted = HotSpotRuns.lines(runs[0], outputs[0]);
        List<String> again = HotSpotRuns.lines(runs[1], outputs[1]);
        assertEquals(count, wanted.size());
        System.out.printf("hotspot %.1f s%n", (System.nanoTime() - start) / 1e9);

        ProgramInput program = ProgramInput.open(List.of(folder.resolve("classes").toString()), "", "mutants.Main");
        System.out.printf("input %.1f s%n", (System.nanoTime() - start) / 1e9);
        Compilation compilation = new Compilation(program.source(), NucleusAssembly.of("linux"), false).testingTypes();
        Path image = folder.resolve("mutants");
        Files.write(image, compilation.compile("mutants/Main"));
        assertTrue(image.toFile().setExecutable(true));
        System.out.printf("compiled %.1f s, %d bytes %d methods%n", (System.nanoTime() - start) / 1e9, Files.size(image), compilation.compiled());
        List<String> command = new ArrayList<>(List.of(image.toString(), "all", String.valueOf(count)));
        List<String> endless = new ArrayList<>(List.of(image.toString(), "endless"));
        for (int i = 0; i < count; i++) {
            if (wanted.get(i).endsWith(HotSpotRuns.ENDLESS) || again.get(i).endsWith(HotSpotRuns.ENDLESS)) {
                command.add(String.valueOf(i));
                endless.add(String.valueOf(i));
            }
        }
        Runtime.getRuntime().exec(new String[] {"cp", "-r", folder.toString(), "/tmp/vf/dump"}).waitFor(); if (Boolean.getBoolean("obol.dumponly")) return;
        Outcome outcome = Outcome.of(command, Map.of("OBOL_XMX", "256M"), "");
        System.out.printf("run %.1f s endless %d%n", (System.nanoTime() - start) / 1e9, endless.size());
        List<String> lines = outcome.out().lines().toList();
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (int i = 0; i < Math.min(lines.size(), count); i++) {
            if (lines.get(i).endsWith("-") || !wanted.get(i).equals(again.get(i)) || !mutants.isLinkable(i)) continue;
            if (lines.get(i).endsWith("UnsupportedOperationException") && wanted.get(i).contains("threw") && wanted.get(i).endsWith("Error")) continue;
            compared++;
            if (!lines.get(i).equals(wanted.get(i))) different.add(mutants.accepted().get(i) + ": " + lines.get(i) + " WANTED " + wanted.get(i));
        }
        System.out.println("compared " + compared + ", different " + different.size() + "\n" + String.join("\n", different) + outcome.err() + outcome.status() + " " + lines.size());
        Outcome endlessOutcome = Outcome.of(endless, Map.of("OBOL_XMX", "256M"), "");
        System.out.println(endlessOutcome);
        Files.walk(folder).filter(f -> f.toString().endsWith(".class")).forEach(f -> { try { Path to = Path.of("/tmp/vf/m").resolve(folder.relativize(f)); Files.createDirectories(to.getParent()); Files.copy(f, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING); } catch (Exception e) { throw new RuntimeException(e); } });
        assertEquals(List.of(), different);
    }
}
