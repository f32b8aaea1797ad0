package obol.system.servers.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** A directory of a tree that is complete before it is served. */
final class Directory extends ReadOnly {
    /** In the paths of qids of directories that nobody has made. */
    private static final long PLACES = Long.MIN_VALUE;

    /** In the order of their making; positions in a listing count from 1. */
    private final List<ReadOnly> children = new ArrayList<>();
    private final Map<String, ReadOnly> names = new HashMap<>();
    /** The path of the qid made last; the root counts for the whole tree. */
    private long lastPath;
    private int directories;
    /** Whether every name that nothing has is that of an empty directory, which lasts as long as it is used. */
    private boolean generous;

    private Directory(Directory parent, String name, long path, long time) {
        super(parent, name, Mode.DMDIR | 0555, path, time);
    }

    static Directory root(long time) {
        return new Directory(null, "/", 0, time);
    }

    /** The directory of this name in this one, made if there is none; null if a file has the name. */
    Directory directory(String name) {
        ReadOnly known = names.get(name);
        if (known != null) {
            return known instanceof Directory there ? there : null;
        }
        Directory made = new Directory(this, name, newPath(), time);
        add(made);
        directories++;
        return made;
    }

    /** From now on each name that is looked for is a place to mount at, as with Plan 9's mntgen; a listing shows none of them. */
    void offerPlaces() {
        generous = true;
    }

    /** What a file holds: up to {@code count} bytes from an offset on, none behind the end. */
    interface Contents {
        Slice read(long offset, int count);
    }

    /** A new file in this directory, unless the name is taken: what an image brings itself stays. @param mode permissions */
    void file(String name, int mode, long length, Contents contents) {
        if (!names.containsKey(name)) {
            add(new Plain(this, name, mode, newPath(), length, contents));
        }
    }

    private void add(ReadOnly child) {
        names.put(child.name(), child);
        children.add(child);
    }

    private long newPath() {
        Directory root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return ++root.lastPath;
    }

    @Override
    long length() {
        return 0;
    }

    @Override
    int links() {
        return 2 + directories;
    }

    @Override
    public void walk(User user, String name, Reply<Node> reply) throws StyxException {
        ReadOnly found = name.equals("..") ? parent == null ? this : parent : names.get(name);
        if (found == null && !generous) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(found == null ? new Directory(this, name, PLACES | hash(name), time) : found);
    }

    /** FNV-1a with 64 bits: the same directory has the same qid each time. */
    private static long hash(String name) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100_0000_01B3L;
        }
        return hash;
    }

    @Override
    protected OpenFile open() {
        return new OpenFile() {
            @Override
            public void list(long after, int most, Reply<List<Entry>> reply) {
                List<Entry> entries = new ArrayList<>();
                for (long at = after; at < children.size() && entries.size() < most; at++) {
                    entries.add(new Entry(at + 1, children.get((int) at).describe()));
                }
                reply.ok(entries);
            }
        };
    }

    /** A plain file. */
    private static final class Plain extends ReadOnly {
        private final long length;
        private final Contents contents;

        Plain(Directory parent, String name, int mode, long path, long length, Contents contents) {
            super(parent, name, mode, path, parent.time);
            this.length = length;
            this.contents = contents;
        }

        @Override
        long length() {
            return length;
        }

        @Override
        int links() {
            return 1;
        }

        @Override
        protected OpenFile open() {
            return new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> reply) {
                    reply.ok(contents.read(offset, count));
                }
            };
        }
    }
}
