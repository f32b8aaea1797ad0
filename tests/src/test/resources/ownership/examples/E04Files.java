package ex;

import obol.channels.*;
import java.util.*;

public class E04Files {
    public static class NotFound extends Exception { public NotFound(String m) { super(m); } }
    public enum Mode { READ, WRITE }
    public record Stat(String name, long length, boolean directory) {}
    public interface Files extends Contract { @Opens Fid attach(String user) throws NotFound; }
    /** A place in the tree. close() = clunk. */
    public interface Fid extends Contract {
        @Opens Fid walk(List<String> names) throws NotFound;               // a further fid; this one stays
        Stat stat(); List<Stat> list();
        OpenFile open(Mode mode) throws NotFound;                          // this fid goes on as an open file
        void remove() throws NotFound;
    }
    public interface OpenFile extends Contract {
        Block read(long at, int most);
        int write(long at, Block data);                                    // the block goes to the server
        Pending<Block> readAhead(long at, int most);
        Stat stat();
    }
    static final class Server implements Files {
        final Map<String, byte[]> tree = new TreeMap<>();
        public Fid attach(String user) { return new Place(this, "/"); }
    }
    static final class Place implements Fid {
        private final Server s; private final String path;
        Place(Server s, String path) { this.s = s; this.path = path; }
        public Fid walk(List<String> names) { return new Place(s, path + String.join("/", names)); }
        public Stat stat() { return new Stat(path, 0, true); }
        public List<Stat> list() { return List.of(); }
        public OpenFile open(Mode m) throws NotFound {
            byte[] b = s.tree.get(path); if (b == null) throw new NotFound(path);
            return new Open(path, b);
        }
        public void remove() { s.tree.remove(path); }
    }
    static final class Open implements OpenFile {
        private final String path; private byte[] bytes;
        Open(String path, byte[] bytes) { this.path = path; this.bytes = bytes; }
        public Block read(long at, int most) {
            int n = Math.min(most, bytes.length - (int) at);
            Block b = Block.allocate(n); b.write(0, bytes, (int) at, n); return b;
        }
        public int write(long at, Block data) {
            try (data) { data.read(0, bytes, (int) at, data.size()); return data.size(); }
        }
        public Pending<Block> readAhead(long at, int most) { return Pending.of(read(at, most)); }
        public Stat stat() { return new Stat(path, bytes.length, false); }
    }
    static long client() throws NotFound {
        long sum = 0;
        try (Files fs = Services.connect(Files.class, "files"); Fid root = fs.attach("ann")) {
            Fid place = root.walk(List.of("etc", "motd"));
            try (OpenFile f = place.open(Mode.READ)) {
                try (Block b = f.read(0, 4096)) { for (int i = 0; i < b.size(); i++) sum += b.get(i); }
                Pending<Block> next = f.readAhead(4096, 4096);
                Block b = next.await();
                sum += b.size();
                f.write(0, b);
            }
        }
        return sum;
    }
}
