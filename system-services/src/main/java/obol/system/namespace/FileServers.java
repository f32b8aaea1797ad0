package obol.system.namespace;

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
}
