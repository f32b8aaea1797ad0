package obol.channels.supervision;

import obol.channels.Contract;
import obol.channels.Pending;

/**
 * What others tell a process by writing it to {@code /proc/N/note}: the service that each process finds under the name {@code notes}.
 * While a process holds it and has asked once, it gets its notes here; a note to any other ends the process, with status 130 if it is
 * {@code interrupt}, else 137, as Plan 9's notes end those without a handler.
 */
public interface Notes extends Contract {
    /** Most characters of a note, and most notes that wait: the next one is refused to who writes it. */
    int LENGTH_MOST = 128, WAITING_MOST = 16;

    /** The next note, when there is one; oldest first. One is asked for at a time: an earlier {@code Pending} ends. */
    Pending<String> next();
}
