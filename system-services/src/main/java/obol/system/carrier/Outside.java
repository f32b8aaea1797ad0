package obol.system.carrier;

import java.util.List;
import java.util.Map;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;

/** The way out of the machine. */
public interface Outside extends Contract {
    /**
     * What the machine was started for. On Linux nothing at all: there the first process has arguments and environment of its own.
     * The pending value fails with {@link Unreachable} if the other side went away before it had said so.
     */
    Pending<Boot> boot() throws Unreachable;

    /**
     * @param arguments as {@code obol-hosted} takes them: {@code -c CMDS} for commands in place of an interactive shell,
     *                  {@code --port P} if 9P clients are wanted, {@code --dial HOST:PORT}, which the other side sees to
     * @param environment of the first shell, {@code TERM} for one
     */
    record Boot(List<String> arguments, Map<String, String> environment) {}

    /** The next 9P client that connects. */
    Pending<Accepted> accept();

    record Accepted(Stream stream) {}

    /** The console: what is typed, and what is shown. Closing the stream does not close the console. */
    @Opens Stream console();

    /** Standard error of the machine; reading gives the end at once. Closing the stream does not close it. */
    @Opens Stream errors();

    /** Columns and rows of the console's window now. */
    Window window();

    /**
     * @param columns 0 if the console is no terminal; as are {@code rows}
     * @param interactive whether somebody types: then there are prompts, and Ctrl-C is a byte
     */
    record Window(int columns, int rows, boolean interactive) {}

    /**
     * Connects to {@code tcp!HOST!PORT}. The pending value fails with {@link Unreachable}, whose message is the reason.
     */
    Pending<Accepted> dial(String address) throws Unreachable;

    /**
     * Says that 9P clients are answered from now on. The value comes when the door outside is open, and its place was told; the first
     * prompt waits for it. It comes at once if no door is wanted. It fails with {@link Unreachable} if there can be no door.
     */
    Pending<Integer> ready() throws Unreachable;

    /** In place of a status: the machine starts again. */
    int RESTART = 256;

    /**
     * Ends everything outside with a status, 0 to 255 or {@link #RESTART}, once all that the streams were given is out. The value comes
     * then; the machine can be switched off.
     */
    Pending<Integer> leave(int status);
}
