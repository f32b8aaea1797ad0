package protocols;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Services;

/** A file server: each fid is a channel of its own. */
public final class Trees {
    private Trees() {}

    public static class NotFound extends Exception {
        private static final long serialVersionUID = 1;

        public NotFound(String name) {
            super(name);
        }
    }

    public enum Mode { READ, WRITE }

    public record Stat(String name, long length, boolean directory) {}

    public interface Files extends Contract {
        @Opens Fid attach(String user) throws NotFound;
    }

    /** A place in the tree; closing it is 9P's clunk. */
    public interface Fid extends Contract {
        @Opens Fid walk(List<String> names) throws NotFound;

        Stat stat();

        List<Stat> list();

        OpenFile open(Mode mode) throws NotFound;

        void remove() throws NotFound;
    }

    public interface OpenFile extends Contract {
        Block read(long at, int most);

        /** The block goes to the server. */
        int write(long at, Block data);

        Pending<Block> readAhead(long at, int most);

        Stat stat();
    }

    static final class Server implements Files {
        private final Map<String, byte[]> tree = new TreeMap<>(Map.of("/etc/motd", "be well".getBytes(StandardCharsets.UTF_8)));

        @Override
        public Fid attach(String user) {
            return new Place(this, "/");
        }
    }

    private static final class Place implements Fid {
        private final Server server;
        private final String path;

        Place(Server server, String path) {
            this.server = server;
            this.path = path;
        }

        @Override
        public Fid walk(List<String> names) {
            return new Place(server, path + String.join("/", names));
        }

        @Override
        public Stat stat() {
            byte[] bytes = server.tree.get(path);
            return new Stat(path, bytes == null ? 0 : bytes.length, bytes == null);
        }

        @Override
        public List<Stat> list() {
            return server.tree.entrySet().stream().map(e -> new Stat(e.getKey(), e.getValue().length, false)).toList();
        }

        @Override
        public OpenFile open(Mode m) throws NotFound {
            byte[] bytes = server.tree.get(path);
            if (bytes == null) throw new NotFound(path);
            return new Open(path, bytes);
        }

        @Override
        public void remove() throws NotFound {
            if (server.tree.remove(path) == null) throw new NotFound(path);
        }
    }

    private static final class Open implements OpenFile {
        private final String path;
        private final byte[] bytes;

        Open(String path, byte[] bytes) {
            this.path = path;
            this.bytes = bytes;
        }

        @Override
        public Block read(long at, int most) {
            int n = Math.min(most, bytes.length - (int) at);
            Block b = Block.allocate(n);
            b.write(0, bytes, (int) at, n);
            return b;
        }

        @Override
        public int write(long at, Block data) {
            try (data) {
                data.read(0, bytes, (int) at, data.size());
                return data.size();
            }
        }

        @Override
        public Pending<Block> readAhead(long at, int most) {
            return Pending.of(read(at, most));
        }

        @Override
        public Stat stat() {
            return new Stat(path, bytes.length, false);
        }
    }

    static void client() throws NotFound {
        try (Files files = Services.connect(Files.class, "tree"); Fid root = files.attach("ann")) {
            System.out.println("tree " + root.list());
            Fid place = root.walk(List.of("etc", "motd"));
            try (OpenFile file = place.open(Mode.READ)) {
                try (Block b = file.read(0, 2)) {
                    System.out.println("tree " + new String(b.toBytes(), StandardCharsets.UTF_8));
                }
                Block rest = file.readAhead(3, 100).await();
                System.out.println("tree " + rest.size() + " " + file.write(0, rest) + " " + file.stat());
            }
            try (Fid none = root.walk(List.of("none"))) {
                none.remove();
            } catch (NotFound notFound) {
                System.out.println("tree no " + notFound.getMessage());
            }
        }
    }
}
