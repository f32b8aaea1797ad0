package obol.channels.kernel;

import obol.channels.Waitable;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * A process that this one has made. It is ready when it has ended; a wait for events ({@code Wait.any}) sees that. Used by one thread
 * at a time.
 */
public final class Spawn implements Waitable {
    private Spawn() {
    }

    /**
     * Starts a program of the image.
     *
     * @param program its name in the image's table
     * @param arguments what {@code main} gets
     * @param heap bytes of heap, 0 for as many as this process's
     * @param names its link to the name service, or null: {@link NameService#link}
     * @param birth what {@link Birth#message()} gives there; its handles move, also if this fails
     * @throws IllegalArgumentException if there is no program of this name
     * @throws IllegalStateException if there is no memory for another process
     */
    public static Spawn start(String program, String[] arguments, long heap, Link names, Message birth) {
        throw new UnsupportedOperationException("Spawn.start");
    }

    /** Its number, from 1, never used again. */
    public int number() {
        throw new UnsupportedOperationException("Spawn.number");
    }

    /** Whether it has ended. */
    @Override
    public boolean ready() {
        throw new UnsupportedOperationException("Spawn.ready");
    }

    /** Ends it, wherever it is, with this status (137 killed, 130 interrupted). No effect if it has ended. */
    public void kill(int status) {
        throw new UnsupportedOperationException("Spawn.kill");
    }

    /** Why it ended: {@code SipLayout.REASON_EXIT} ...; {@code REASON_NONE} while it runs. */
    public int reason() {
        throw new UnsupportedOperationException("Spawn.reason");
    }

    public int status() {
        throw new UnsupportedOperationException("Spawn.status");
    }

    /** The stacks of its threads when it was killed, or that of the exception that ended it: a line for each frame. */
    public String trace() {
        throw new UnsupportedOperationException("Spawn.trace");
    }

    /** It has ended and nothing more is asked of it: its number is unknown from here on. */
    public void release() {
        throw new UnsupportedOperationException("Spawn.release");
    }
}
