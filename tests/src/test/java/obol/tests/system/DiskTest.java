package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import obol.tests.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAT volumes on disks of the machine, as dosfstools make and check them and mtools read and write them. */
class DiskTest {
    /** mkfs.fat and fsck.fat are not on everybody's path. */
    private static final Map<String, String> TOOLS = Map.of("PATH", System.getenv("PATH") + ":/usr/sbin", "MTOOLS_SKIP_CHECK", "1");
    private static final int SECTOR = 512;
    /** Rounds of pulling QEMU's plug, hosted three times as many; {@code -Dobol.plugs=N} for more. */
    private static final int PLUGS = Integer.getInteger("obol.plugs", 2);

    /** Files of a script, and what each has, with its number behind it. */
    private static final int FILES = 60;
    private static final String TEXT = "several sectors ".repeat(100).replace(' ', '-');

    @TempDir Path folder;

    @BeforeAll
    static void tools() {
        // Where ./obol test has been they are there.
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(Path.of("/usr/sbin/mkfs.fat"))
            && Files.isExecutable(Path.of("/usr/bin/mcopy")), "there are no dosfstools or mtools");
    }

    private static Outcome tool(String... command) {
        return Outcome.of(List.of(command), TOOLS, "");
    }

    private static String good(String... command) {
        Outcome outcome = tool(command);
        assertEquals(0, outcome.status(), () -> String.join(" ", command) + ": " + outcome);
        return outcome.out();
    }

    private Path volume(int bits, int mebibytes) throws IOException {
        Path file = folder.resolve("volume" + bits);
        Files.deleteIfExists(file);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength((long) mebibytes << 20);
        }
        good("mkfs.fat", "-F", Integer.toString(bits), file.toString());
        return file;
    }

    private static Outcome run(boolean hosted, Path disk, String commands) {
        List<String> words = new ArrayList<>(List.of("--disk", disk.toString(), "-c", commands));
        if (hosted) words.add(0, "--hosted");
        return Obol.run(Map.of(), words.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 32})
    void hosted(int bits) throws IOException {
        bothWays(true, volume(bits, bits == 12 ? 4 : bits == 16 ? 16 : 34));
    }

    @Test
    @Tag("qemu")
    void booted() throws IOException {
        bothWays(false, volume(32, 34));
    }

    @Test
    void aHostedSystemStartsAgain() throws IOException {
        startsAgain(true);
    }

    @Test
    @Tag("qemu")
    void aMachineStartsAgain() throws IOException {
        startsAgain(false);
    }

    /** {@code reboot}: it says hello twice, and what was written before is there. */
    private void startsAgain(boolean hosted) throws IOException {
        String commands = "echo hello; if test -e /n/disk/mark; then cat /n/disk/mark; exit 5; fi; echo written > /n/disk/mark; reboot; sleep 1000";
        assertEquals(new Outcome("hello\nhello\nwritten\n", "", 5), run(hosted, volume(12, 4), commands));
    }

    @Test
    void aSealedSystemGoesOn() {
        assertEquals(new Outcome("1\n", "reboot: reboot: a sealed system starts nothing\n", 0),
            Obol.run(Map.of(), "--hosted", "--seal", "-c", "reboot; echo $?"));
    }

    /** What mtools have written Obol reads, and the other way round. */
    private void bothWays(boolean hosted, Path disk) throws IOException {
        byte[] large = new byte[300_001];
        new Random(1).nextBytes(large);
        Path host = Files.write(folder.resolve("large"), large);
        good("mmd", "-i", disk.toString(), "::A Folder");
        good("mcopy", "-i", disk.toString(), host.toString(), "::A Folder/a large file.bin");
        Outcome outcome = run(hosted, disk, "cd /n/disk; ls; ls 'A Folder'; cp 'a folder/A LARGE FILE.BIN' copy; mkdir -p deep/er; "
            + "f='deep/er/A name of its own, and LONG.text'; echo one > \"$f\"; echo two >> \"$f\"; echo gone > gone; rm gone; mv copy deep/moved; "
            + "sync \"$f\"; cat \"$f\"; ls -l deep | wc -l");
        assertEquals(new Outcome("A Folder\na large file.bin\none\ntwo\n2\n", "", 0), outcome);
        good("fsck.fat", "-n", disk.toString());
        good("mcopy", "-n", "-i", disk.toString(), "::deep/moved", "::deep/er/A name of its own, and LONG.text", folder.toString());
        assertArrayEquals(large, Files.readAllBytes(folder.resolve("moved")));
        assertEquals("one\ntwo\n", Files.readString(folder.resolve("A name of its own, and LONG.text")));
        List<String> listed = good("mdir", "-b", "-/", "-i", disk.toString(), "::").lines().sorted().toList();
        assertEquals(List.of("::/A Folder/", "::/A Folder/a large file.bin", "::/deep/", "::/deep/er/", "::/deep/er/A name of its own, and LONG.text",
            "::/deep/moved"), listed);
    }

    /** After {@code sync} nothing is left to do, whatever becomes of the machine; and without it two seconds later. */
    @ParameterizedTest
    @ValueSource(strings = {"sync", "true"})
    void theDiskIsWholeWhileTheMachineRuns(String command) throws Exception {
        Path disk = volume(16, 16);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(Obol.hosted().toString(), "--disk", disk.toString(), "-c",
            "echo kept > /n/disk/file; " + command + "; echo done; cat").redirectOutput(out.toFile()).redirectErrorStream(true).start();
        try {
            while (!Files.readString(out).equals("done\n")) assertTrue(!process.waitFor(20, TimeUnit.MILLISECONDS), () -> "it ended");
            while (tool("fsck.fat", "-n", disk.toString()).status() != 0 || tool("mtype", "-i", disk.toString(), "::file").status() != 0) {
                assertEquals("true", command, "it was not whole behind sync");
                assertTrue(!process.waitFor(100, TimeUnit.MILLISECONDS), () -> "it ended");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals("kept\n", good("mtype", "-i", disk.toString(), "::file"));
    }

    /** A table with a partition of another system, one with a volume, and one more. */
    @Test
    void partitions() throws IOException {
        byte[] first = Files.readAllBytes(volume(12, 4)), second = Files.readAllBytes(volume(16, 16));
        int start = 64, next = start + first.length / SECTOR;
        ByteBuffer table = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int[][] entries = {{0x83, 1, 63}, {0x01, start, first.length / SECTOR}, {0x0e, next, second.length / SECTOR}};
        for (int i = 0; i < entries.length; i++) {
            table.putInt(446 + 16 * i + 4, entries[i][0]).putInt(446 + 16 * i + 8, entries[i][1]).putInt(446 + 16 * i + 12, entries[i][2]);
        }
        table.putShort(510, (short) 0xaa55);
        Path disk = folder.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.write(table.array());
            file.seek((long) start * SECTOR);
            file.write(first);
            file.write(second);
        }
        Outcome outcome = run(true, disk, "mount -c fat!0!3 /n/c; mount -c fat!0!2 /n/b; echo 2 > /n/disk/two; echo 3 > /n/c/three; ls /n/b /n/c; "
            + "for at in 0!1 0!4 0!5 1 0!x; do mount fat!$at /n/d; done");
        assertEquals("/n/b:\ntwo\n\n/n/c:\nthree\n", outcome.out());
        assertEquals(5, outcome.err().lines().count(), outcome.err());
        assertEquals("2\n", good("mtype", "-i", disk + "@@" + start * SECTOR, "::two"));
        assertEquals("3\n", good("mtype", "-i", disk + "@@" + next * SECTOR, "::three"));
        String errors = outcome.err();
        for (String said : List.of("not a FAT volume", "no partition 4", "partition 5 of 4", "no disk 1", "not the address of a volume")) {
            assertTrue(errors.contains(said), errors);
        }
    }

    /** A disk without a volume, and no disk. */
    @Test
    void disksThatCannotBeUsed() throws IOException {
        Files.write(folder.resolve("zeros"), new byte[1 << 20]);
        Outcome without = run(true, folder.resolve("zeros"), "cat /n/disk/text; echo $?");
        assertEquals("1\n", without.out());
        assertTrue(without.err().contains("not a FAT volume"), without.err());
        Outcome none = Obol.run(Map.of(), "--hosted", "-c", "ls /n; ls /n/disk; ps | grep -c disk; ns | grep -c fat");
        assertEquals(new Outcome("0\n0\n", "", 1), none);
    }

    /**
     * The machine is killed while a script writes files and syncs each: a volume that {@code fsck.fat} repairs, with each file whole of
     * which the script has said so.
     */
    @Test
    @Tag("qemu")
    void thePlugIsPulled() throws Exception {
        pullPlugs(false, PLUGS);
    }

    @Test
    @Tag("slow")
    void theHostedSystemIsKilled() throws Exception {
        pullPlugs(true, 3 * PLUGS);
    }

    private void pullPlugs(boolean hosted, int rounds) throws Exception {
        Random random = new Random(rounds);
        for (int round = 0; round < rounds; round++) {
            Path disk = volume(16, 16);
            int said = pull(hosted, disk, 1 + random.nextInt(FILES / 2), random.nextInt(100));
            for (int i = 0; tool("fsck.fat", "-a", disk.toString()).status() != 0; i++) assertTrue(i < 3, "fsck.fat finds no end");
            for (int i = 1; i <= said; i++) {
                assertEquals(contents(i), good("mtype", "-i", disk.toString(), "::d/file " + i), "round " + round + " with " + said + " files");
            }
        }
    }

    private static String contents(int i) {
        return TEXT + " " + i + "\n";
    }

    /**
     * Kills the machine so many milliseconds behind the moment when it has said that so many files are on the disk.
     *
     * @return how many it had said in the end
     */
    private int pull(boolean hosted, Path disk, int least, int milliseconds) throws Exception {
        String numbers = IntStream.rangeClosed(1, FILES).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        String script = "mkdir /n/disk/d; for i in " + numbers + "; do echo " + TEXT + " $i > \"/n/disk/d/file $i\"; "
            + "sync \"/n/disk/d/file $i\" && echo $i; done; echo all; cat";
        Path out = folder.resolve("out"), err = folder.resolve("err");
        List<String> command = hosted ? List.of(Obol.hosted().toString(), "--disk", disk.toString(), "-c", script)
            : Obol.command("run", "--disk", disk.toString(), "-c", script);
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            while (lines(out) < least) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) throw new AssertionError("it ended: " + Files.readString(err));
            }
            Thread.sleep(milliseconds);
            kill(process, hosted);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        List<String> said = Files.readAllLines(out).subList(0, Math.min(lines(out), FILES));
        assertEquals(IntStream.rangeClosed(1, said.size()).mapToObj(Integer::toString).toList(), said);
        return said.size();
    }

    /** The machine: the process, or what it has started. */
    private static void kill(Process process, boolean hosted) throws Exception {
        List<ProcessHandle> machines = hosted ? List.of(process.toHandle()) : process.descendants().toList();
        assertTrue(!machines.isEmpty(), "there is no QEMU");
        machines.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle machine : machines) machine.onExit().get();
        process.waitFor();
    }

    /** Whole lines only. */
    private static int lines(Path file) throws IOException {
        return (int) Files.readString(file).chars().filter(c -> c == '\n').count();
    }
}
