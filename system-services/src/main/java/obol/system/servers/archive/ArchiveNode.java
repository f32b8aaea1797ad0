package obol.system.servers.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.ReadOnlyNode;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/** A file or directory of an archive. What it is does not change any more once somebody has attached. */
final class ArchiveNode extends ReadOnlyNode {
    private final ArchiveTree tree;
    /** null for the root. */
    private final ArchiveNode parent;
    private final String name;
    private final long path;
    private Member member;
    /** Of a directory, else null; null also while nothing was put into it. */
    private Map<String, ArchiveNode> children;
    /** The same in a lasting order, made at the first listing. */
    private List<Map.Entry<String, ArchiveNode>> order;
    private int links = 1;

    ArchiveNode(ArchiveTree tree, ArchiveNode parent, String name, Member member, long path) {
        this.tree = tree;
        this.parent = parent;
        this.name = name;
        this.member = member;
        this.path = path;
    }

    void describe(Member m) {
        member = m;
    }

    boolean isDirectory() {
        return member.isDirectory();
    }

    long modified() {
        return member.modified;
    }

    ArchiveNode child(String child) {
        return children == null ? null : children.get(child);
    }

    ArchiveNode put(String child, Member m, long childPath) {
        ArchiveNode made = new ArchiveNode(tree, this, child, m, childPath);
        put(child, made);
        made.links--;
        return made;
    }

    /** Puts one name more for a file; what had the name loses it. */
    void put(String child, ArchiveNode file) {
        if (children == null) {
            children = new LinkedHashMap<>();
        }
        ArchiveNode before = children.put(child, file);
        if (before != null) {
            before.links--;
        }
        file.links++;
    }

    @Override
    public Qid qid() {
        return new Qid(Mode.qidType(member.mode), 0, path);
    }

    @Override
    public void attributes(Reply<Attributes> reply) {
        reply.ok(describe(name));
    }

    private Attributes describe(String as) {
        Attributes a = new Attributes();
        a.qid = qid();
        a.name = as;
        a.mode = member.mode;
        a.length = member.contents == null ? 0 : member.contents.length();
        a.accessed = member.modified;
        a.modified = member.modified;
        a.changed = member.modified;
        a.created = member.modified;
        a.owner = member.owner;
        a.group = member.group;
        a.modifier = member.owner;
        a.uid = member.uid;
        a.gid = member.gid;
        a.links = links;
        a.target = member.target;
        return a;
    }

    @Override
    public void walk(User user, String step, Reply<Node> reply) throws StyxException {
        ArchiveNode found = step.equals("..") ? parent == null ? this : parent : child(step);
        if (found == null) {
            throw new StyxException(isDirectory() ? Errno.ENOENT : Errno.ENOTDIR);
        }
        reply.ok(found.acquire());
    }

    ArchiveNode acquire() {
        tree.acquire();
        return this;
    }

    @Override
    public void duplicate(Reply<Node> reply) {
        reply.ok(acquire());
    }

    @Override
    public void release() {
        tree.release();
    }

    @Override
    public void readLink(Reply<String> reply) throws StyxException {
        if (!member.isLink()) {
            throw new StyxException(Errno.EINVAL);
        }
        reply.ok(member.target);
    }

    @Override
    protected boolean isExecutable() {
        return (member.mode & 0111) != 0;
    }

    @Override
    protected OpenFile open() throws StyxException {
        if (isDirectory()) {
            tree.acquire();
            return new Listing();
        }
        if (member.contents == null) {
            throw new StyxException(Errno.ELOOP);
        }
        Contents.Reader reader = member.contents.open();
        tree.acquire();
        return new Reading(reader);
    }

    @Override
    public void space(Reply<Space> reply) {
        reply.ok(tree.space());
    }

    private final class Listing implements OpenFile {
        @Override
        public void list(long after, int most, Reply<List<Entry>> reply) {
            if (order == null) {
                order = children == null ? List.of() : new ArrayList<>(children.entrySet());
            }
            List<Entry> entries = new ArrayList<>();
            for (long at = after; at < order.size() && entries.size() < most; at++) {
                Map.Entry<String, ArchiveNode> e = order.get((int) at);
                entries.add(new Entry(at + 1, e.getValue().describe(e.getKey())));
            }
            reply.ok(entries);
        }

        @Override
        public void close() {
            tree.release();
        }
    }

    private final class Reading implements OpenFile {
        private final Contents.Reader reader;

        Reading(Contents.Reader reader) {
            this.reader = reader;
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            byte[] b = new byte[(int) Math.max(0, Math.min(count, member.contents.length() - offset))];
            reply.ok(new Slice(b, 0, b.length == 0 ? 0 : reader.read(offset, b, 0, b.length)));
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public void close() {
            reader.close();
            tree.release();
        }
    }
}
