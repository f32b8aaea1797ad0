package obol.system.servers.image;

import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.StyxException;
import obol.styx.server.Created;
import obol.styx.server.Creation;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/** A file or directory that nobody can change. All users may do the same. */
abstract class ReadOnly implements Node {
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
        Attributes attributes = new Attributes();
        attributes.qid = qid;
        attributes.name = name;
        attributes.mode = mode;
        attributes.length = length();
        attributes.accessed = time;
        attributes.modified = time;
        attributes.changed = time;
        attributes.created = time;
        attributes.owner = OWNER;
        attributes.group = OWNER;
        attributes.modifier = OWNER;
        attributes.links = links();
        return attributes;
    }

    abstract long length();

    abstract int links();

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        if (how.writes() || how.truncate() || how.removeOnClose()) {
            throw new StyxException(Errno.EROFS);
        }
        if (how.access() == Mode.OEXEC && (mode & 0111) == 0) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open());
    }

    abstract OpenFile open();

    @Override
    public final void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void remove(User user, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void unlink(User user, String victim, boolean directory, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void rename(User user, String old, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void link(User user, Node file, String newName, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EROFS);
    }

    @Override
    public final void space(Reply<Space> reply) {
        reply.ok(new Space(4096, 0, 0, 0, 0));
    }
}
