package obol.system.servers.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import obol.styx.Dialect;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import obol.system.servers.suite.Peer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A volume is used, and cut off at moments between two writes, with the unflushed ones of them lost at random: after
 * {@code fsck.fat -a}, run until it finds nothing, it is whole, and each file that was synced and not changed since is there,
 * under its name or, if it was being renamed, under one of both.
 */
@Tag("slow")
class CrashTest {
    /** Not on everybody's path. */
    private static final String TOOLS = "/usr/sbin";
    private static final int OPERATIONS = 150;
    private static final int CRASHES = 100;

    /** A file that was synced at some time, with what has been done to it since. */
    private static final class Kept {
        final byte[] contents;
        final Set<String> names = new HashSet<>();
        /** The moment since which its contents may differ, or it may be gone. */
        int changedAt = Integer.MAX_VALUE;

        Kept(byte[] contents, String name) {
            this.contents = contents;
            names.add(name);
        }
    }

    /** A directory of the workload; the root has no parent. */
    private static final class Folder {
        Folder parent;
        String name;

        Folder(Folder parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        String path() {
            return parent == null ? "" : parent.parent == null ? name : parent.path() + "/" + name;
        }

        boolean isIn(Folder above) {
            return this == above || parent != null && parent.isIn(above);
        }
    }

    /** A file of the workload. */
    private static final class Live {
        Folder directory;
        String name;
        byte[] contents;
        Kept kept;

        String path() {
            return directory.parent == null ? name : directory.path() + "/" + name;
        }
    }

    /** What must be there between this moment and the next sync. */
    private record Synced(int moment, List<Kept> files) {
    }

    /** A file after a crash. Its directory may have been renamed as well, so which one it is in is not looked at. */
    private record Found(String name, byte[] contents) {
    }

    @TempDir
    private Path folder;
    private final List<Live> files = new ArrayList<>();
    private final Folder root = new Folder(null, "");
    private final List<Folder> folders = new ArrayList<>(List.of(root, new Folder(root, "d")));
    /** Names that files had. */
    private final List<String> left = new ArrayList<>();
    private final List<Synced> syncs = new ArrayList<>();
    private MemoryDisk disk;
    private Random random;
    /** What the tool that was run last has printed. */
    private String said;

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 32})
    void whatWasSyncedIsThere(int bits) throws Exception {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(Path.of(TOOLS, "fsck.fat")), "there is no fsck.fat");
        random = new Random(bits);
        Path image = folder.resolve("image");
        assertEquals(0, run("mkfs.fat", "-F", Integer.toString(bits), "-s", "1", "-C", image.toString(),
                bits == 12 ? "1440" : "4096"));
        disk = new MemoryDisk(Files.readAllBytes(image));
        disk.record();
        FatTree tree = Mounted.tree(disk);
        Peer peer = new Peer(tree, Dialect.L);
        folders.add(new Folder(folders.get(1), "e"));
        peer.makeDirectory("", "d");
        peer.makeDirectory("d", "e");
        sync(peer);
        for (int i = 0; i < OPERATIONS; i++) {
            operation(peer, i);
        }
        sync(peer);
        int end = disk.moment();
        for (int i = 0; i < CRASHES; i++) {
            int moment = syncs.get(0).moment + random.nextInt(end - syncs.get(0).moment);
            // most is undecided just before a flush
            while (i % 5 != 0 && moment < end && !disk.flushesAt(moment)) {
                moment++;
            }
            check(moment, disk.crashedAt(moment, i % 4 == 0 ? null : random), image);
        }
        peer.close();
        tree.close();
        Files.write(image, disk.bytes());
        assertEquals(0, run("fsck.fat", "-n", image.toString()), () -> said);
    }

    private void sync(Peer peer) throws StyxException {
        peer.sync();
        List<Kept> kept = new ArrayList<>();
        for (Live f : files) {
            f.kept = new Kept(f.contents, f.name);
            kept.add(f.kept);
        }
        syncs.add(new Synced(disk.moment(), kept));
    }

    private void operation(Peer peer, int i) throws StyxException {
        int now = disk.moment();
        Live f = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
        int what = f == null ? 0 : random.nextInt(13);
        if (what < 4) {
            Live made = new Live();
            made.directory = any(folders);
            made.name = name(made.directory, i);
            made.contents = noise(random.nextInt(6_000));
            peer.put(made.directory.path(), made.name, made.contents);
            files.add(made);
        } else if (what == 4) {
            changed(f, now);
            peer.remove(f.path());
            files.remove(f);
            left.add(f.name);
        } else if (what == 5) {
            changed(f, now);
            f.contents = noise(random.nextInt(4_000));
            try (RemoteFile r = peer.walk(f.path())) {
                r.open(OpenMode.WRITE.truncating());
                r.write(0, f.contents);
            }
        } else if (what == 6) {
            changed(f, now);
            byte[] more = noise(1 + random.nextInt(2_000));
            try (RemoteFile r = peer.walk(f.path())) {
                r.open(OpenMode.WRITE);
                r.write(f.contents.length, more);
            }
            byte[] all = Arrays.copyOf(f.contents, f.contents.length + more.length);
            System.arraycopy(more, 0, all, f.contents.length, more.length);
            f.contents = all;
        } else if (what < 9) {
            rename(peer, f, i, now);
        } else if (what == 9) {
            renameFolder(peer, i);
        } else if (what < 12) {
            // the clusters of a directory become those of files
            peer.makeDirectory("", "short-lived");
            peer.makeDirectory("short-lived", "x");
            if (random.nextBoolean()) {
                sync(peer);
            }
            peer.remove("short-lived/x");
            peer.remove("short-lived");
        } else {
            sync(peer);
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A name that nobody in the directory has: a short one, one in one sector, one in several, or one that another file had. */
    private String name(Folder directory, int i) {
        String made = i + new String[] {"", " is a rather long name", " has slots in several sectors".repeat(8)}[random.nextInt(3)];
        String again = left.isEmpty() ? made : any(left);
        return files.stream().anyMatch(f -> f.directory == directory && f.name.equals(again)) ? made : again;
    }

    /** To a new name, or to that of another file, which is gone then. */
    private void rename(Peer peer, Live f, int i, int now) throws StyxException {
        Live victim = random.nextInt(3) == 0 ? files.get(random.nextInt(files.size())) : null;
        if (victim == f) {
            return;
        }
        if (victim != null) {
            changed(victim, now);
            files.remove(victim);
        }
        Folder directory = victim != null ? victim.directory : any(folders);
        String name = victim != null ? victim.name : name(directory, i);
        peer.rename(f.directory.path(), f.name, directory.path(), name);
        left.add(f.name);
        f.directory = directory;
        f.name = name;
        if (f.kept != null) {
            f.kept.names.add(f.name);
        }
    }

    private void renameFolder(Peer peer, int i) throws StyxException {
        Folder moved = folders.get(1 + random.nextInt(folders.size() - 1));
        Folder to = any(folders);
        if (to.isIn(moved)) {
            return;
        }
        String name = "folder " + i;
        peer.rename(moved.parent.path(), moved.name, to.path(), name);
        moved.parent = to;
        moved.name = name;
    }

    private static void changed(Live f, int moment) {
        if (f.kept != null) {
            f.kept.changedAt = Math.min(f.kept.changedAt, moment);
        }
    }

    private byte[] noise(int length) {
        byte[] b = new byte[length];
        random.nextBytes(b);
        return b;
    }

    private void check(int moment, byte[] crashed, Path image) throws Exception {
        Files.write(image, crashed);
        String repaired = "";
        int status = 1;
        // of two names of one directory the first run makes one an empty file, the second erases that, the third its long name
        for (int runs = 0; status == 1 && runs < 4; runs++) {
            status = run("fsck.fat", "-a", image.toString());
            repaired += said;
        }
        assertEquals(0, status, "still damaged after the crash at " + moment + "\n" + repaired);
        assertFalse(repaired.contains("LFN sequence") || repaired.contains("Unfinished"), repaired);
        Peer peer = new Peer(Mounted.tree(new MemoryDisk(Files.readAllBytes(image))), Dialect.L);
        List<Found> found = new ArrayList<>();
        collect(peer, "", found);
        Synced last = syncs.get(0);
        for (Synced s : syncs) {
            last = s.moment <= moment ? s : last;
        }
        for (Kept k : last.files) {
            if (k.changedAt >= moment) {
                boolean there = found.stream().anyMatch(f -> k.names.contains(f.name) && Arrays.equals(k.contents, f.contents));
                assertTrue(there, k.names + " after the crash at " + moment + "\n" + repaired);
            }
        }
        peer.close();
    }

    private static void collect(Peer peer, String directory, List<Found> into) throws StyxException {
        for (String name : peer.names(directory)) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            if ((peer.stat(path).mode & Mode.DMDIR) != 0) {
                collect(peer, path, into);
            } else {
                into.add(new Found(name, peer.get(path)));
            }
        }
    }

    /** Runs a tool, and returns its status. */
    private int run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, TOOLS + "/" + command[0]);
        Process p = new ProcessBuilder(words).redirectErrorStream(true).start();
        said = new String(p.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return p.waitFor();
    }
}
