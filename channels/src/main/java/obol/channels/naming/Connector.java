package obol.channels.naming;

import obol.channels.transport.Handle;
import obol.channels.transport.Link;

/**
 * Makes channels at a port without calling its server: what a service hands to the name service when it registers. Any thread may
 * use it. Dropping it ends no channel that it has made.
 */
public interface Connector extends Handle {
    /** A new channel at the port; null if the port is closed or its process has ended. */
    Link connect();

    /** Whether the port is open. */
    boolean isOpen();
}
