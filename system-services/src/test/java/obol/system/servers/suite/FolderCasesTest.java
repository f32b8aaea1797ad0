package obol.system.servers.suite;

import static obol.system.servers.suite.Peer.bytes;
import static obol.system.servers.suite.Peer.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterProperty;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.RemoteFile;
import obol.styx.folder.FolderTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library's own server of a host's folder. Its fids are names: one whose file another client moves is lost. */
class FolderCasesTest extends FileServerCases {
    private final List<Path> folders = new ArrayList<>();

    @Override
    protected Served serve() {
        return new Served(tree(folder()), true, true, false, true, 1, true, false);
    }

    private Path folder() {
        try {
            Path folder = Files.createTempDirectory("obol-folder");
            folders.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FolderTree tree(Path folder) {
        try {
            return new FolderTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    @AfterProperty
    void remove() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** Links are never followed: neither one that is asked for, nor one that takes the place of a directory that was walked through. */
    @Test
    void nobodyGetsOut() throws Exception {
        Path outside = folder(), inside = folder();
        Files.writeString(outside.resolve("secret"), "secret");
        Peer p = new Peer(new FolderTree(inside), Dialect.L);
        p.makeDirectory("", "d");
        p.put("d", "secret", bytes("mine"));
        RemoteFile held = p.walk("d/secret");
        RemoteFile directory = p.walk("d");
        RemoteFile listed = p.walk("d");
        listed.open(OpenMode.READ);
        p.rename("", "d", "", "e");
        try (RemoteFile root = p.walk("")) {
            root.makeSymbolicLink("d", outside.toString());
            root.makeSymbolicLink("s", outside.resolve("secret").toString());
        }
        fails(Errno.ELOOP, () -> p.get("s"));
        fails(Errno.ENOTDIR, () -> p.walk("d/secret"));
        fails(Errno.ENOENT, () -> held.open(OpenMode.READ));
        fails(Errno.ENOENT, () -> held.attributes());
        fails(Errno.ENOENT, () -> held.setMode(0600));
        fails(Errno.ENOENT, () -> directory.create("new", 0644, OpenMode.WRITE));
        fails(Errno.ENOENT, () -> directory.makeDirectory("new", 0755));
        fails(Errno.ENOENT, () -> directory.unlinkAt("secret", false));
        assertThrows(StyxException.class, () -> directory.open(OpenMode.READ));
        fails(Errno.ENOENT, listed::list);
        try (RemoteFile link = p.walk("s")) {
            assertThrows(StyxException.class, () -> link.setMode(0777));
            assertThrows(StyxException.class, () -> link.truncate(0));
            assertEquals(outside.resolve("secret").toString(), link.readLink());
        }
        assertEquals(p.stat("").qid.path(), p.stat("..").qid.path());
        listed.close();
        held.close();
        directory.close();
        p.close();
        assertEquals("secret", Files.readString(outside.resolve("secret")));
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(1, files.count());
        }
    }
}
