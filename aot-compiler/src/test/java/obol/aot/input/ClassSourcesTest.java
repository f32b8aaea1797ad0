package obol.aot.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import obol.aot.world.ClassSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassSourcesTest {
    private static final byte[] A = {1}, B = {2}, NEW = {3}, TOO_NEW = {4};

    @TempDir Path folder;

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Test void folder() throws IOException {
        write("in/p/A.class", A);
        write("in/p/q/B.class", B);
        write("in/p/package-info.class", B);
        write("in/p/text.txt", B);
        write("outside.class", A);
        FolderSource source = new FolderSource(folder.resolve("in"));
        assertArrayEquals(A, source.find("p/A"));
        assertNull(source.find("p/Missing"));
        assertNull(source.find("p"));
        assertNull(source.find("../outside"), "nothing outside of the folder");
        assertNull(source.find("nul\0"), "a name that no file can have");
        assertEquals(List.of("p/A", "p/q/B"), source.list("p/"));
        assertEquals(List.of(), source.list("none/"));
    }

    @Test void jarOfSeveralReleases() throws IOException {
        Path jar = folder.resolve("m.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Multi-Release", "true");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> e : Map.of("p/A.class", A, "p/B.class", B, "META-INF/versions/11/p/B.class", NEW,
                    "META-INF/versions/21/p/A.class", TOO_NEW, "module-info.class", A).entrySet()) {
                out.putNextEntry(new ZipEntry(e.getKey()));
                out.write(e.getValue());
            }
        }
        try (JarSource source = new JarSource(jar)) {
            assertArrayEquals(A, source.find("p/A"));
            assertArrayEquals(NEW, source.find("p/B"));
            assertNull(source.find("p/C"));
            assertEquals(List.of("p/A", "p/B"), source.list("p/"));
            assertEquals(List.of("p/A", "p/B"), source.list(""));
        }
    }

    @Test void theFirstOfAChainThatHasAClassGivesIt() {
        ClassSource chain = new SourceChain(new MemorySource(Map.of("A", A)), new MemorySource(Map.of("A", B, "B", B)));
        assertArrayEquals(A, chain.find("A"));
        assertArrayEquals(B, chain.find("B"));
        assertNull(chain.find("C"));
        assertEquals(List.of("A", "B"), chain.list(""));
    }

    @Test void modulesOfTheJdk() {
        JrtSource base = new JrtSource("java.base");
        assertNotNull(base.find("java/lang/Object"));
        assertNull(base.find("java/sql/Driver"));
        assertTrue(base.list("java/util/function/").contains("java/util/function/Supplier"));
        assertThrows(IllegalArgumentException.class, () -> new JrtSource("no.such.module"));
    }
}
