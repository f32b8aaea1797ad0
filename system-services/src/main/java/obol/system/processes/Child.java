package obol.system.processes;

import obol.channels.Contract;
import obol.channels.Pending;

/** A process that the caller has started. Closing this does not end it. */
public interface Child extends Contract {
    int number();

    /** Its end. May be asked for several times. */
    Pending<Ended> end();

    /** Ends it as Ctrl-C does (status 130). No effect if it has ended. */
    void interrupt();

    /** Ends it (status 137). */
    void kill();

    /**
     * How a process ended.
     *
     * @param status as the shell sees it: 0-127, 130, 134, 137
     * @param trace stacks of its threads when it was killed, or of the exception that ended it
     */
    record Ended(int status, String trace) {}
}
