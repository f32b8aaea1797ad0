package obol.system.init;

import obol.channels.Waitable;
import obol.channels.transport.Link;

/** The links over which processes ask for names. Ready when somebody asks. Used by the loop's thread. */
interface NameLinks extends Waitable {
    /** A new link of a process, by which it is known. */
    Link link(Sip sip);

    /** Handles one request. */
    void serve();
}
