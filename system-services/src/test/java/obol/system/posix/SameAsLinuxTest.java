package obol.system.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import obol.channels.Loopback;
import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;
import obol.system.namespace.Namespace;
import obol.system.processes.StandardFiles;

/** Any sequence of operations gives the same results and errors on a namespace as on Linux. */
class SameAsLinuxTest {
    private static final List<String> PATHS = List.of("a", "b", "d", "d/a", "d/e", "d/e/a", "l", "none/x", "a/x");
    private static final List<String> TARGETS = List.of("a", "d", "l", "../a", "e", "./b", "nowhere");

    /** Longer ones first begin with some folders and files, so that there is something to work on. */
    @Provide
    Arbitrary<List<Operation>> operations() {
        return Arbitraries.of(Operation.Kind.class).flatMap(kind -> {
            Arbitrary<String> others = Arbitraries.of(kind == Operation.Kind.MAKE_LINK ? TARGETS : PATHS);
            return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.of(PATHS), others,
                    Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, Arbitraries.integers().between(0, 40)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(30_000, 600_000))), Arbitraries.integers().between(0, 60))
                .as((slot, path, other, number, position) -> new Operation(kind, slot, path, other, number, position));
        }).list().ofMaxSize(80);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anyOperations(@ForAll("operations") List<Operation> operations) throws IOException {
        Path folder = Files.createTempDirectory("obol-posix");
        RamTree tree = new RamTree(() -> 2_000_000_000_000_000_000L, 1 << 26, "me", 0777);
        FileService service = new FileService(tree);
        Namespace namespace = new Namespace("me", List.of("mount -c ram /"), Map.of(),
            name -> Loopback.of(obol.system.files.Files.class, service));
        NamespacePosix posix = new NamespacePosix(() -> namespace, "me", "/w", Map.of(), new StandardFiles(), Map.of(), () -> { });
        assertEquals(0, posix.makeFolder(NamespaceSide.path("/w"), 0777));
        try (LinuxSide linux = new LinuxSide(Files.createDirectory(folder.resolve("w")))) {
            NamespaceSide obol = new NamespaceSide(posix);
            int step = 0;
            for (Operation o : operations) {
                int at = step++;
                String expected = linux.run(o);
                String result = obol.run(o);
                // Where both paths are wrong, either error may come first.
                if (!(o.hasTwoPaths() && isError(expected) && isError(result))) {
                    assertEquals(expected, result, () -> "step " + at + ": " + o);
                }
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isError(String result) {
        return result.startsWith("E");
    }
}
