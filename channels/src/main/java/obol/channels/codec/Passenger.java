package obol.channels.codec;

import obol.channels.transport.Handle;

/**
 * A linear value that a message being written gives away. Checked when it is written; it leaves its owner only when the message is
 * complete.
 */
public interface Passenger {
    /** The object that owns it: one object may stand in a message once only. */
    Object owner();

    /** Takes the value out of its owner. Throws {@code Moved} if it has left meanwhile. */
    Handle depart();
}
