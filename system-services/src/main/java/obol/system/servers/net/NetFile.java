package obol.system.servers.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Synthetic;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.SyntheticNode;
import obol.styx.server.User;

/** A file or directory under {@code /net}: its name and mode, and what opening it gives. */
public abstract class NetFile extends SyntheticNode {
    /** Who has what nobody has opened. */
    static final String NETWORK = "network";

    private final String path;

    /**
     * @param mode DM bits
     * @param path what tells it from all other files of the tree
     */
    protected NetFile(String name, int mode, String path) {
        super(name, mode, hash(path));
        this.path = path;
    }

    /** FNV-1a, without the sign. */
    private static long hash(String path) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash >>> 1 | 1;
    }

    final String path() {
        return path;
    }

    /** Whose it is. */
    @Override
    protected String owner() {
        return NETWORK;
    }

    @Override
    protected final String group() {
        return NETWORK;
    }

    @Override
    protected long made() {
        return 0;
    }

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        int allowed = mode() >> (user.name().equals(owner()) || owner().equals(NETWORK) ? 6 : 0);
        boolean refused = how.writes() && (allowed & 2) == 0 || how.reads() && (allowed & 4) == 0 || how.removeOnClose()
            || how.access() == Mode.OEXEC && (allowed & 1) == 0 || how.writes() && qid().isDirectory();
        if (refused) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open(user, how));
    }

    /** The mode allows it. */
    protected abstract OpenFile open(User user, OpenMode how) throws StyxException;

    /** A file by its code: a text of {@link Synthetic#text}, commands of {@link Synthetic#command}, or any other. */
    public static NetFile of(String name, int mode, String path, Synthetic code) {
        return new NetFile(name, mode, path) {
            @Override
            protected OpenFile open(User user, OpenMode how) throws StyxException {
                return code.open(user, how);
            }
        };
    }

    /** A file with a text that is computed when it is opened. */
    public static NetFile text(String name, String path, Supplier<String> text) {
        return of(name, 0444, path, Synthetic.text(text));
    }

    /** A directory whose entries are found out when they are asked for. */
    public abstract static class Folder extends NetFile {
        private final Folder parent;

        /** @param parent null for the root */
        protected Folder(Folder parent, String name, String path) {
            super(name, Mode.DMDIR | 0555, path);
            this.parent = parent;
        }

        /** What is here now. */
        protected abstract List<NetFile> list();

        /** Null if there is none of this name. */
        protected NetFile find(String name) {
            for (NetFile each : list()) {
                if (each.name().equals(name)) {
                    return each;
                }
            }
            return null;
        }

        @Override
        public final void walk(User user, String name, Reply<Node> reply) throws StyxException {
            NetFile found = !name.equals("..") ? find(name) : parent == null ? this : parent;
            if (found == null) {
                throw new StyxException(Errno.ENOENT);
            }
            reply.ok(found);
        }

        @Override
        protected final OpenFile open(User user, OpenMode how) {
            return new OpenFile() {
                @Override
                public void list(long after, int most, Reply<List<Entry>> reply) {
                    reply.ok(entries(Folder.this.list(), after, most));
                }
            };
        }
    }

    /** A text as bytes. */
    static Slice slice(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
