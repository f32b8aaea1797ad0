package obol.system.servers.image;

import obol.styx.Attributes;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.server.ReadOnlyNode;
import obol.styx.server.Reply;
import obol.styx.server.Space;

/** A file or directory of the image. */
abstract class ReadOnly extends ReadOnlyNode {
    private static final String OWNER = "obol";

    final Directory parent;
    private final String name;
    private final int mode;
    private final Qid qid;
    final long time;

    /**
     * @param parent null for the root, which is its own
     * @param mode   DM bits
     * @param path   of the qid
     */
    ReadOnly(Directory parent, String name, int mode, long path, long time) {
        this.parent = parent;
        this.name = name;
        this.mode = mode;
        this.qid = new Qid(Mode.qidType(mode), 0, path);
        this.time = time;
    }

    String name() {
        return name;
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
        Attributes attributes = Attributes.unchanged(qid, name, mode, time, OWNER);
        attributes.length = length();
        attributes.links = links();
        return attributes;
    }

    abstract long length();

    abstract int links();

    @Override
    protected final boolean isExecutable() {
        return (mode & 0111) != 0;
    }

    @Override
    public final void space(Reply<Space> reply) {
        reply.ok(new Space(4096, 0, 0, 0, 0));
    }
}
