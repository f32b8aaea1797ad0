package obol.system.servers.srv;

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
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** A file or directory under {@code /srv}. All users may do the same. */
abstract class Place implements Node {
    private static final String OWNER = "obol";
    /** A shell truncates before it writes, as in {@code echo 2 >add}, and some clients set the times. */
    private static final int HARMLESS = AttributeChange.LENGTH | AttributeChange.ACCESSED | AttributeChange.MODIFIED
        | AttributeChange.ACCESSED_NOW | AttributeChange.MODIFIED_NOW;

    final ServiceTree tree;
    private final String name;
    private final int mode;
    private final Qid qid;

    /**
     * @param mode DM bits
     * @param path from the root: what tells it from all others
     */
    Place(ServiceTree tree, String name, int mode, String path) {
        this.tree = tree;
        this.name = name;
        this.mode = mode;
        this.qid = new Qid(Mode.qidType(mode), 0, tree.number(path));
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
        attributes.accessed = tree.made();
        attributes.modified = tree.made();
        attributes.changed = tree.made();
        attributes.created = tree.made();
        attributes.owner = OWNER;
        attributes.group = OWNER;
        attributes.modifier = OWNER;
        return attributes;
    }

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        boolean refused = how.writes() && (mode & 0222) == 0 || how.reads() && (mode & 0444) == 0 || how.removeOnClose()
            || how.access() == Mode.OEXEC && (mode & 0111) == 0;
        if (refused) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open());
    }

    abstract OpenFile open() throws StyxException;

    @Override
    public final void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        if (qid.isDirectory() || (change.mask & ~HARMLESS) != 0) {
            throw new StyxException(Errno.EPERM);
        }
        reply.ok(null);
    }

    /** A directory whose entries are found out when they are asked for. */
    abstract static class Folder extends Place {
        private final Folder parent;

        /** @param parent null for the root */
        Folder(ServiceTree tree, Folder parent, String name, String path) {
            this(tree, parent, name, 0555, path);
        }

        /** @param permissions 0777 of one in which folders may be made */
        Folder(ServiceTree tree, Folder parent, String name, int permissions, String path) {
            super(tree, name, Mode.DMDIR | permissions, path);
            this.parent = parent;
        }

        /** Names that are here now. */
        abstract List<String> names() throws StyxException;

        /** Null if there is none of this name. */
        abstract Place find(String name) throws StyxException;

        @Override
        public final void walk(User user, String name, Reply<Node> reply) throws StyxException {
            Place found = !name.equals("..") ? find(name) : parent == null ? this : parent;
            if (found == null) {
                throw new StyxException(Errno.ENOENT);
            }
            reply.ok(found);
        }

        @Override
        OpenFile open() {
            return new OpenFile() {
                @Override
                public void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
                    reply.ok(entries(names(), after, most));
                }
            };
        }

        /** An entry's position is its number in the tree, which it keeps whatever comes and goes. */
        final List<OpenFile.Entry> entries(List<String> names, long after, int most) throws StyxException {
            List<OpenFile.Entry> entries = new ArrayList<>();
            for (String each : names) {
                Place place = find(each);
                if (place != null && place.qid().path() > after) {
                    entries.add(new OpenFile.Entry(place.qid().path(), place.describe()));
                }
            }
            entries.sort(Comparator.comparingLong(OpenFile.Entry::position));
            return entries.size() <= most ? entries : List.copyOf(entries.subList(0, most));
        }
    }

    /** A text, as it is when it is opened. */
    static final class Text extends Place {
        private final Supplier<String> words;

        Text(ServiceTree tree, String name, String path, Supplier<String> words) {
            super(tree, name, 0444, path);
            this.words = words;
        }

        @Override
        OpenFile open() {
            byte[] text = words.get().getBytes(StandardCharsets.UTF_8);
            return new OpenFile() {
                @Override
                public void read(long offset, int count, Reply<Slice> reply) {
                    reply.ok(offset >= text.length ? Slice.EMPTY : Slice.of(text).part((int) offset, count));
                }
            };
        }
    }
}
