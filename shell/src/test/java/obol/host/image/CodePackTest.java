package obol.host.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import obol.aot.store.CodeKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodePackTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("pack");
    }

    private static CodeKey key(int n) {
        return new CodeKey(n * 0x9E37_79B9_7F4A_7C15L, n);
    }

    private static byte[] entry(int n) {
        byte[] bytes = new byte[n % 50];
        Arrays.fill(bytes, (byte) n);
        return bytes;
    }

    private CodePack filled(int limit, int first, int last) {
        CodePack pack = CodePack.open(file(), limit);
        for (int n = first; n < last; n++) pack.keep(key(n), entry(n));
        pack.save();
        return CodePack.open(file(), limit);
    }

    @Test
    void keepsWhatItIsGiven() throws IOException {
        assertNull(CodePack.open(file(), LIMIT).find(key(1)));
        CodePack pack = filled(LIMIT, 0, 500);
        for (int n = 0; n < 500; n++) assertArrayEquals(entry(n), pack.find(key(n)));
        assertNull(pack.find(key(500)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    /** What was used last is there, what was used least recently is not. */
    @Test
    void isBounded() throws IOException {
        int limit = 2600;
        CodePack pack = filled(limit, 0, 60);
        assertTrue(Files.size(file()) <= limit);
        for (int n = 0; n < 20; n++) assertNotNull(pack.find(key(n)));
        for (int n = 100; n < 120; n++) pack.keep(key(n), entry(n));
        pack.save();
        assertTrue(Files.size(file()) <= limit);
        pack = CodePack.open(file(), limit);
        for (int n = 0; n < 20; n++) assertArrayEquals(entry(n), pack.find(key(n)));
        for (int n = 100; n < 120; n++) assertArrayEquals(entry(n), pack.find(key(n)));
        assertNull(pack.find(key(59)));
    }

    /** Two builds that began with the same file: both can be read afterwards, and one of them is there. */
    @Test
    void twoBuildsAtOnce() {
        filled(LIMIT, 0, 10);
        CodePack one = CodePack.open(file(), LIMIT);
        CodePack other = CodePack.open(file(), LIMIT);
        one.keep(key(20), entry(20));
        other.keep(key(30), entry(30));
        one.save();
        assertArrayEquals(entry(3), other.find(key(3)));
        other.save();
        CodePack after = CodePack.open(file(), LIMIT);
        assertArrayEquals(entry(3), after.find(key(3)));
        assertArrayEquals(entry(30), after.find(key(30)));
    }

    /** Whatever the file holds it opens, gives entries or none, and is good again after the next build. */
    @Test
    void damagedFiles() throws IOException {
        filled(LIMIT, 0, 100);
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(20261121);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = Arrays.copyOf(good, round % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = round % 20; i > 0 && damaged.length > 0; i--) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            Files.write(file(), damaged);
            CodePack pack = CodePack.open(file(), LIMIT);
            for (int n = 0; n < 100; n++) pack.find(key(n));
            for (int n = 0; n < 100; n++) pack.keep(key(n), entry(n));
            pack.save();
            pack = CodePack.open(file(), LIMIT);
            for (int n = 0; n < 100; n++) assertArrayEquals(entry(n), pack.find(key(n)));
        }
    }

    @Test
    void removesWhatKilledBuildsLeft() throws IOException {
        Path left = Files.write(folder.resolve("pack.123.new"), new byte[10]);
        Path underWay = Files.write(folder.resolve("pack.124.new"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        filled(LIMIT, 0, 1);
        assertTrue(Files.notExists(left));
        assertTrue(Files.exists(underWay));
    }
}
