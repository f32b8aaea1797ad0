package obol.system.servers.srv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.SyntheticNode;
import obol.styx.server.User;

/** A file or directory under {@code /srv}. All users may do the same. */
abstract class Place extends SyntheticNode {
    private static final String OWNER = "obol";

    final ServiceTree tree;

    /**
     * @param mode DM bits
     * @param path from the root: what tells it from all others
     */
    Place(ServiceTree tree, String name, int mode, String path) {
        super(name, mode, tree.number(path));
        this.tree = tree;
    }

    @Override
    protected final String owner() {
        return OWNER;
    }

    @Override
    protected final long made() {
        return tree.made();
    }

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        boolean refused = how.writes() && (mode() & 0222) == 0 || how.reads() && (mode() & 0444) == 0 || how.removeOnClose()
            || how.access() == Mode.OEXEC && (mode() & 0111) == 0;
        if (refused) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open());
    }

    abstract OpenFile open() throws StyxException;

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

        final List<OpenFile.Entry> entries(List<String> names, long after, int most) throws StyxException {
            List<Place> places = new ArrayList<>();
            for (String each : names) {
                Place place = find(each);
                if (place != null) {
                    places.add(place);
                }
            }
            return entries(places, after, most);
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
