package obol.styx.server;

import obol.styx.AttributeChange;
import obol.styx.Errno;
import obol.styx.Mode;
import obol.styx.OpenMode;
import obol.styx.StyxException;

/** A file of a tree in which nobody changes anything: all that would is EROFS. All users may do the same. */
public abstract class ReadOnlyNode implements Node {
    /** Opens the file; what the mode asks for is reading. */
    protected abstract OpenFile open() throws StyxException;

    /** Whether somebody may execute it. */
    protected abstract boolean isExecutable();

    private static StyxException readOnly() {
        return new StyxException(Errno.EROFS);
    }

    @Override
    public final void open(User user, OpenMode how, Reply<OpenFile> reply) throws StyxException {
        if (how.writes() || how.truncate() || how.removeOnClose()) {
            throw readOnly();
        }
        if (how.access() == Mode.OEXEC && !isExecutable()) {
            throw new StyxException(Errno.EACCES);
        }
        reply.ok(open());
    }

    @Override
    public final void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void remove(User user, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void unlink(User user, String victim, boolean directory, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void rename(User user, String old, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }

    @Override
    public final void link(User user, Node file, String newName, Reply<Void> reply) throws StyxException {
        throw readOnly();
    }
}
