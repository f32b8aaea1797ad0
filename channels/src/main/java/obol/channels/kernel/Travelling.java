package obol.channels.kernel;

import obol.channels.transport.Handle;

/** A handle of this process's table, or an exchange block, as a message takes it. */
interface Travelling extends Handle {
    /**
     * It is about to leave in a message, and not used here any more: its kind above the handle, see {@code KernelLayout.TRAVEL_SHIFT};
     * 0 if it has left.
     */
    long travelling();

    /** It has left in a message. */
    void left();
}
