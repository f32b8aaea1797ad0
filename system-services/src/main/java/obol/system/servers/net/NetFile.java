package obol.system.servers.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.ram.Synthetic;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** A file or directory under {@code /net}: its name and mode, and what opening it gives. */
public abstract class NetFile implements Node {
    /** Who has what nobody has opened. */
    static final String NETWORK = "network";
    /** A shell truncates before it writes, and some clients set the times. */
    private static final int HARMLESS = AttributeChange.LENGTH | AttributeChange.ACCESSED | AttributeChange.MODIFIED
        | AttributeChange.ACCESSED_NOW | AttributeChange.MODIFIED_NOW;

    private final String name;
    private final int mode;
    private final String path;
    private final Qid qid;

    /**
     * @param mode DM bits
     * @param path what tells it from all other files of the tree
     */
    protected NetFile(String name, int mode, String path) {
        this.name = name;
        this.mode = mode;
        this.path = path;
        this.qid = new Qid(Mode.qidType(mode), 0, hash(path));
    }

    /** FNV-1a, without the sign. */
    private static long hash(String path) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash >>> 1 | 1;
    }

    public final String name() {
        return name;
    }

    final String path() {
        return path;
    }

    /** Whose it is. */
    String owner() {
        return NETWORK;
    }

    /** When it came to be, in nanoseconds since 1970-01-01 UTC. */
    long made() {
        return 0;
    }

    @Override
    public final Qid qid() {
        return qid;
    }

    @Override
    public final void attributes(Reply<Attributes> reply) {
        reply.ok(describe());
    }

    final Attributes describe() {
        Attributes attributes = new Attributes();
        attributes.qid = qid;
        attributes.name = name;
        attributes.mode = mode;
        attributes.accessed = made();
        attributes.modified = made();
        attributes.changed = made();
        attributes.created = made();
        attributes.owner = owner();
        attributes.group = NETWORK;
        attributes.modifier = owner();
        return attributes;
    }

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        int allowed = mode >> (user.name().equals(owner()) || owner().equals(NETWORK) ? 6 : 0);
        boolean refused = how.writes() && (allowed & 2) == 0 || how.reads() && (allowed & 4) == 0 || how.removeOnClose()
            || how.access() == Mode.OEXEC && (allowed & 1) == 0 || how.writes() && qid.isDirectory();
        if (refused) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open(user, how));
    }

    /** The mode allows it. */
    protected abstract OpenFile open(User user, OpenMode how) throws StyxException;

    @Override
    public final void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        if (qid.isDirectory() || (change.mask & ~HARMLESS) != 0) {
            throw new StyxException(Errno.EPERM);
        }
        reply.ok(null);
    }

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

        /** An entry's position is its path's hash, which it keeps whatever comes and goes. */
        @Override
        protected final OpenFile open(User user, OpenMode how) {
            return new OpenFile() {
                @Override
                public void list(long after, int most, Reply<List<Entry>> reply) {
                    List<Entry> entries = new ArrayList<>();
                    for (NetFile each : Folder.this.list()) {
                        if (each.qid().path() > after) {
                            entries.add(new Entry(each.qid().path(), each.describe()));
                        }
                    }
                    entries.sort(Comparator.comparingLong(Entry::position));
                    reply.ok(entries.size() <= most ? entries : List.copyOf(entries.subList(0, most)));
                }
            };
        }
    }

    /** A text as bytes. */
    static Slice slice(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
