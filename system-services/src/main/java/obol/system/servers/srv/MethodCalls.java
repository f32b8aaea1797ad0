package obol.system.servers.srv;

import java.util.function.Consumer;
import obol.styx.StyxException;

/** An open method file's way to what it calls. Used by the thread that serves. */
interface MethodCalls {
    /**
     * Calls with a line of JSON values, which may be empty. One call at a time.
     *
     * @throws StyxException if too many calls are under way
     */
    void call(String method, String arguments, Consumer<Calls.Outcome> done) throws StyxException;

    /** Waits for the next piece of the stream that the last call gave. As {@link #call}. */
    void next(Consumer<Calls.Outcome> done) throws StyxException;

    /** Gives up the call under way, if any: it fails soon. */
    void cancel();

    /** Nobody calls any more. */
    void close();
}
