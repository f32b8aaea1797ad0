package obol.system.servers.remote;

import obol.styx.client.Calls;

/** What requests of one session with a server go over. Its methods are called in turn with the session's answers. */
interface Link {
    Calls calls();

    /** Agrees on a dialect; {@code then} runs when that is done, or has failed. */
    void agree(Runnable then);

    /** Whether so much waits that no more requests are made. */
    boolean congested();

    /** Ends the session, when nobody holds a file of it. */
    void close();
}
