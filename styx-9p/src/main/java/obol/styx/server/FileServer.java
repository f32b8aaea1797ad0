package obol.styx.server;

import obol.styx.Errno;
import obol.styx.StyxException;

/** What a connection can attach to. One object may serve any number of sessions. */
@FunctionalInterface
public interface FileServer {
    /**
     * Answers with the root of a tree.
     *
     * @param tree the aname: which tree, "" for the usual one
     * @param authentication what {@link #authenticate} gave and the client then conversed with, or null
     */
    void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException;

    /**
     * Answers with a file that the client reads and writes to prove who it is; {@link #attach}
     * sees the result. Where this is not overridden, nobody needs to.
     */
    default void authenticate(User user, String tree, Reply<OpenFile> reply) throws StyxException {
        throw new StyxException(Errno.ECONNREFUSED, "authentication not required");
    }

    /** A fault in the server's own code, which the client saw as an i/o error. */
    default void failed(RuntimeException fault) {
    }
}
