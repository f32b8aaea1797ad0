package obol.styx.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.Qid;
import obol.styx.StyxException;

/**
 * A file or directory that its server makes up: name, mode and qid for good, no length, and contents that come when it is opened. What
 * clients do to a file beside writing it, truncating it and setting its times, is accepted and changes nothing.
 */
public abstract class SyntheticNode implements Node {
    /** A shell truncates before it writes, as in {@code echo 2 >add}, and some clients set the times. */
    private static final int HARMLESS = AttributeChange.LENGTH | AttributeChange.ACCESSED | AttributeChange.MODIFIED
        | AttributeChange.ACCESSED_NOW | AttributeChange.MODIFIED_NOW;

    private final String name;
    private final int mode;
    private final Qid qid;

    /**
     * @param mode DM bits
     * @param path of the qid; in a directory also the entry's position, so greater than 0
     */
    protected SyntheticNode(String name, int mode, long path) {
        this.name = name;
        this.mode = mode;
        this.qid = new Qid(Mode.qidType(mode), 0, path);
    }

    public final String name() {
        return name;
    }

    /** DM bits. */
    public final int mode() {
        return mode;
    }

    @Override
    public final Qid qid() {
        return qid;
    }

    /** Whose it is. */
    protected abstract String owner();

    /** Its group; the owner's name if nothing else is said. */
    protected String group() {
        return owner();
    }

    /** When it came to be, in nanoseconds since 1970-01-01 UTC. */
    protected abstract long made();

    private Attributes describe() {
        Attributes attributes = Attributes.unchanged(qid, name, mode, made(), owner());
        attributes.group = group();
        return attributes;
    }

    @Override
    public final void attributes(Reply<Attributes> reply) {
        reply.ok(describe());
    }

    @Override
    public final void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        if (qid.isDirectory() || (change.mask & ~HARMLESS) != 0) {
            throw new StyxException(Errno.EPERM);
        }
        reply.ok(null);
    }

    /**
     * Part of a listing, for {@link OpenFile#list}: an entry's position is its qid's path, which it keeps whatever comes and goes.
     *
     * @param nodes all that the directory has now, in any order
     */
    protected static List<OpenFile.Entry> entries(Iterable<? extends SyntheticNode> nodes, long after, int most) {
        List<OpenFile.Entry> entries = new ArrayList<>();
        for (SyntheticNode each : nodes) {
            if (each.qid.path() > after) {
                entries.add(new OpenFile.Entry(each.qid.path(), each.describe()));
            }
        }
        entries.sort(Comparator.comparingLong(OpenFile.Entry::position));
        return entries.size() <= most ? entries : List.copyOf(entries.subList(0, most));
    }
}
