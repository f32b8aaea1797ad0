package obol.channels.kernel;

import obol.channels.Waitable;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.nucleus.abi.Child;

/**
 * A process that this one has made. It is ready when it has ended; a wait for events ({@code Wait.any}) sees that. Used by one thread
 * at a time.
 */
public final class Spawn implements Waitable {
    private final Child child;

    private Spawn(Child child) {
        this.child = child;
    }

    /**
     * Starts a program of the image.
     *
     * @param program its name in the image's table
     * @param arguments what {@code main} gets
     * @param heap bytes of heap, 0 for as many as this process's
     * @param names its link to the name service, or null: {@code NameService.link}; it moves, also if this fails
     * @param birth what {@link Birth#message()} gives there; its handles move, also if this fails
     * @throws IllegalArgumentException if there is no program of this name
     * @throws IllegalStateException if there is no memory for another process
     */
    public static Spawn start(String program, String[] arguments, long heap, Link names, Message birth) {
        return start(program, arguments, heap, names, birth, 0, Child.ANY_CORE);
    }

    /** As {@link #start(String, String[], long, Link, Message)}; {@code sponsor} and {@code core} as for {@link Child#start}. */
    public static Spawn start(String program, String[] arguments, long heap, Link names, Message birth, int sponsor, int core) {
        Later.Pair pair = KernelLater.open(0);
        KernelLater message = (KernelLater) pair.receiver();
        if (!pair.sender().send(Birth.close(birth, names))) {
            message.drop();
            throw new IllegalStateException("a handle given to a process of " + program + " has left");
        }
        try {
            Child child = Child.start(program, heap == 0 ? Long.MAX_VALUE : heap, message.handle(), sponsor, core, arguments);
            message.left();
            return new Spawn(child);
        } catch (RuntimeException failed) {
            message.drop();
            throw failed;
        }
    }

    /** Its number, from 1, never used again. */
    public int number() {
        return child.number();
    }

    /** Whether it has ended. */
    @Override
    public boolean ready() {
        return child.hasEnded();
    }

    /** Ends it, wherever it is, with this status (137 killed, 130 interrupted). No effect if it has ended. */
    public void kill(int status) {
        child.kill(status);
    }

    /** Why it ended: {@code SipLayout.REASON_EXIT} ...; {@code REASON_NONE} while it runs. */
    public int reason() {
        return child.reason();
    }

    public int status() {
        return child.status();
    }

    /** The stacks of its threads when it was killed or an exception ended it, that of the exception first: a line for each frame. */
    public String trace() {
        return child.trace();
    }

    /** It has ended and nothing more is asked of it: its number is unknown from here on. */
    public void release() {
        child.release();
    }
}
