package obol.system.servers.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.Loopback;
import obol.styx.server.FileServer;
import org.junit.jupiter.api.function.Executable;

/** A client's view of a server, in a line each. */
public final class Peer {
    final RemoteFile root;
    private final Loopback link;

    public Peer(FileServer server, Dialect dialect) throws StyxException {
        link = new Loopback(server);
        root = Client.connect(link, dialect, 16384).attach("root", 0, "");
    }

    public RemoteFile walk(String path) throws StyxException {
        return root.walk(path);
    }

    public void put(String directory, String name, byte[] contents) throws StyxException {
        try (RemoteFile f = root.walk(directory)) {
            f.create(name, 0644, OpenMode.WRITE);
            f.write(0, contents);
        }
    }

    public byte[] get(String path) throws StyxException {
        try (RemoteFile f = root.walk(path)) {
            f.open(OpenMode.READ);
            return f.readAll();
        }
    }

    String text(String path) throws StyxException {
        return new String(get(path), StandardCharsets.UTF_8);
    }

    public void makeDirectory(String directory, String name) throws StyxException {
        try (RemoteFile f = root.walk(directory)) {
            f.makeDirectory(name, 0777);
        }
    }

    public void remove(String path) throws StyxException {
        root.walk(path).remove();
    }

    /** Unix's rename, of .L. */
    public void rename(String from, String name, String to, String newName) throws StyxException {
        try (RemoteFile f = root.walk(from); RemoteFile t = root.walk(to)) {
            f.renameAt(name, t, newName);
        }
    }

    public void sync() throws StyxException {
        try (RemoteFile f = root.walk("")) {
            f.open(OpenMode.READ);
            f.sync();
        }
    }

    public Attributes stat(String path) throws StyxException {
        try (RemoteFile f = root.walk(path)) {
            return f.attributes();
        }
    }

    /** Sorted. */
    public List<String> names(String path) throws StyxException {
        try (RemoteFile f = root.walk(path)) {
            f.open(OpenMode.READ);
            List<String> names = new ArrayList<>();
            for (Attributes a : f.list()) {
                names.add(a.name);
            }
            names.sort(null);
            return names;
        }
    }

    /** Ends the connection: nothing of it may be left at the server. */
    public void close() {
        link.session().close();
        assertEquals(0, link.session().fids());
    }

    public static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    static void fails(Errno errno, Executable action) {
        assertEquals(errno, assertThrows(StyxException.class, action).errno());
    }
}
