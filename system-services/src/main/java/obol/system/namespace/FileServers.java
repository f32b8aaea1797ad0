package obol.system.namespace;

import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.Files;

/** Where a namespace gets connections to file services. */
@FunctionalInterface
public interface FileServers {
    /**
     * A new connection to the service of this name.
     *
     * @throws obol.channels.ChannelException if there is none
     */
    Files connect(String name);

    /** Takes the name of a service away that a program has posted. */
    default void unpost(String name) throws FileException {
        throw new FileException(Errno.EOPNOTSUPP.text());
    }
}
