package obol.channels.naming;

import obol.channels.transport.Link;

/**
 * Where the process's transport looks names up. In a process born with a link to a name service it is that service; in one without,
 * the ports of the process itself. Any thread may call.
 */
public interface Directory {
    /**
     * Opens a channel.
     *
     * @throws obol.channels.NoService if there is none of this name for this process
     * @throws obol.channels.DeadlinePassed if there is no answer by then
     */
    Link connect(String name, long deadline);

    /**
     * Canonical text of a service's contract.
     *
     * @throws obol.channels.NoService if there is none of this name for this process
     */
    String contractOf(String name);

    /**
     * Gives a port's connector a name; owns the connector from here on.
     *
     * @throws IllegalStateException if the name is taken, or this process may not have it
     */
    void register(String name, String fingerprint, String canonicalText, Connector connector);
}
