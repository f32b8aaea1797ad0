package obol.styx.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.Loopback;
import org.junit.jupiter.api.function.Executable;

/** A tree with a clock that ticks a second at each look, and clients on it. */
class TreeFixture {
    static final long START = 1_700_000_000L * 1_000_000_000L;

    long now = START;
    final RamTree tree = new RamTree(() -> now += 1_000_000_000L, 8L << 20, "root", 0777);
    final List<Loopback> links = new ArrayList<>();

    RemoteFile root(Dialect d) throws StyxException {
        return root(d, "root", 0);
    }

    RemoteFile root(Dialect d, String user, int number) throws StyxException {
        return client(d).attach(user, number, "");
    }

    Client client(Dialect d) throws StyxException {
        Loopback l = new Loopback(tree);
        links.add(l);
        return Client.connect(l, d, 16384);
    }

    static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    static void put(RemoteFile directory, String name, String text) throws StyxException {
        try (RemoteFile f = directory.walk("")) {
            f.create(name, 0644, OpenMode.WRITE);
            f.write(0, bytes(text));
        }
    }

    static String get(RemoteFile directory, String path) throws StyxException {
        try (RemoteFile f = directory.walk(path)) {
            f.open(OpenMode.READ);
            return new String(f.readAll(), StandardCharsets.UTF_8);
        }
    }

    static List<String> names(RemoteFile directory, String path) throws StyxException {
        try (RemoteFile f = directory.walk(path)) {
            f.open(OpenMode.READ);
            List<String> names = new ArrayList<>();
            for (Attributes a : f.list()) {
                names.add(a.name);
            }
            Collections.sort(names);
            return names;
        }
    }

    static Attributes stat(RemoteFile directory, String path) throws StyxException {
        try (RemoteFile f = directory.walk(path)) {
            return f.attributes();
        }
    }

    static void remove(RemoteFile directory, String path) throws StyxException {
        directory.walk(path).remove();
    }

    static void fails(Errno errno, Executable action) {
        assertEquals(errno, assertThrows(StyxException.class, action).errno());
    }

    /** After all clients have gone and everything is removed, nothing is left that was paid for. */
    void checkNothingLeaks() throws StyxException {
        for (Loopback l : links) {
            l.session().close();
            assertEquals(0, l.session().fids());
            assertEquals(0, l.session().outstanding());
        }
        empty(tree.root());
        assertEquals(1, tree.files(), "files");
        assertEquals(RamTree.OVERHEAD, tree.used(), "bytes");
        assertEquals(0, tree.root().holders, "holders of the root");
    }

    private void empty(Directory d) throws StyxException {
        for (String name : d.names()) {
            if (d.find(name).inode instanceof Directory child) {
                empty(child);
            }
            d.remove(name);
        }
    }

}
