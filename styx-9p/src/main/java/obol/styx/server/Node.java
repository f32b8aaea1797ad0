package obol.styx.server;

import java.util.List;
import obol.styx.AttributeChange;
import obol.styx.Attributes;
import obol.styx.Errno;
import obol.styx.OpenMode;
import obol.styx.Qid;
import obol.styx.StyxException;

/**
 * A file as a fid stands for it before it is opened. Each operation answers through its
 * {@link Reply}, during the call or later, or throws before it has answered. What a kind of file
 * can't do is left out: the defaults refuse.
 *
 * <p>Names given to these methods have passed {@link obol.styx.FileName#check}, but for
 * {@link #walk}'s "..". Other nodes given as arguments come from the same {@link FileServer}.
 */
public interface Node {
    /** The file's identity; its type says whether it is a directory. */
    Qid qid();

    void attributes(Reply<Attributes> reply) throws StyxException;

    /** One step down, or with ".." up. Never ".." at the root to which the client attached. */
    default void walk(User user, String name, Reply<Node> reply) throws StyxException {
        throw new StyxException(qid().isDirectory() ? Errno.ENOENT : Errno.ENOTDIR);
    }

    /** Opens for reading, writing or, with a directory, listing. Truncates if the mode says so. */
    void open(User user, OpenMode mode, Reply<OpenFile> reply) throws StyxException;

    /** Makes a file in this directory. */
    default void create(User user, Creation what, Reply<Created> reply) throws StyxException {
        throw new StyxException(qid().isDirectory() ? Errno.EACCES : Errno.ENOTDIR);
    }

    /** All of it or nothing. */
    default void change(User user, AttributeChange change, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EPERM, "wstat prohibited");
    }

    /** Removes the file by the name by which this node was reached. The session releases the node afterwards. */
    default void remove(User user, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EACCES);
    }

    /** Removes a name from this directory: of a directory if {@code directory}, of anything else if not. */
    default void unlink(User user, String name, boolean directory, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Unix's rename of a name in this directory; takes the place of what has the new name. */
    default void rename(User user, String name, Node newDirectory, String newName, Reply<Void> reply)
            throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Unix's rename of this file. */
    default void move(User user, Node newDirectory, String newName, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** A further name, in this directory, for a file. */
    default void link(User user, Node file, String name, Reply<Void> reply) throws StyxException {
        throw new StyxException(Errno.EPERM);
    }

    /** The target of a symbolic link. */
    default void readLink(Reply<String> reply) throws StyxException {
        throw new StyxException(Errno.EINVAL);
    }

    /** The file system's size and space. */
    default void space(Reply<Space> reply) throws StyxException {
        throw new StyxException(Errno.ENOSYS);
    }

    /** Names of the extended attributes. */
    default void extendedAttributes(User user, Reply<List<String>> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    default void extendedAttribute(User user, String name, Reply<byte[]> reply) throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /**
     * Sets an extended attribute.
     *
     * @param value null to remove it
     * @param flags {@link obol.styx.Mode#XATTR_CREATE}, XATTR_REPLACE, or 0
     */
    default void setExtendedAttribute(User user, String name, byte[] value, int flags, Reply<Void> reply)
            throws StyxException {
        throw new StyxException(Errno.EOPNOTSUPP);
    }

    /** Answers with a node for a further fid on the same file. */
    default void duplicate(Reply<Node> reply) throws StyxException {
        reply.ok(this);
    }

    /** The session lets go of the node: once for each time it was given one. */
    default void release() {
    }
}
