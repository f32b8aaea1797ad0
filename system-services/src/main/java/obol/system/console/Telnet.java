package obol.system.console;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The server's side of telnet, between a terminal and the bytes of a connection: RFC 854 and 855, and the options that a terminal behind
 * a connection needs: echo (857) and suppress go ahead (858), which this side does, and the size of the window (1073), which the other
 * side tells. Every other option is refused. Of an option only a change is answered, so no two implementations answer each other for
 * ever (RFC 854, page 3).
 *
 * <p>A client that speaks no telnet, such as {@code nc}, sees nine bytes more than it should if this begins; if not, nothing. What comes is
 * understood in either case: the byte 255 is none of UTF-8.
 *
 * <p>Used by one thread; waits for nothing. What the other side sends makes at most {@link #ANSWER} bytes of reply for each two of its.
 */
final class Telnet {
    /** Bytes of the longest answer to one command. */
    static final int ANSWER = 9;

    // RFC 854, page 14
    private static final int SE = 240, BREAK = 243, INTERRUPT_PROCESS = 244, ARE_YOU_THERE = 246, ERASE_CHARACTER = 247, ERASE_LINE = 248,
        SB = 250, WILL = 251, WONT = 252, DO = 253, DONT = 254, IAC = 255;
    /** RFC 1184, page 4. */
    private static final int END_OF_FILE = 236;
    private static final int ECHO = 1, SUPPRESS_GO_AHEAD = 3, WINDOW_SIZE = 31;
    private static final byte[] HERE = {'\r', '\n', '[', 'y', 'e', 's', ']', '\r', '\n'};
    /** Option, and two bytes each for columns and rows. */
    private static final int SIZE_LENGTH = 5;

    /** Where in the other side's bytes this is. */
    private enum State { DATA, COMMAND, OPTION, PARAMETERS, PARAMETERS_COMMAND }

    private State state = State.DATA;
    /** {@link #WILL} to {@link #DONT}, whose option comes. */
    private int verb;
    private boolean afterReturn;
    private final byte[] parameters = new byte[SIZE_LENGTH];
    private int parameterCount;
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

    /** The other side has shown that it speaks telnet, or is taken to. */
    private boolean spoken;
    private final boolean[] ours = new boolean[256];
    private final boolean[] theirs = new boolean[256];
    private int columns;
    private int rows;
    private byte previous;

    /** @param begins whether this side offers its options, or only answers */
    Telnet(boolean begins) {
        if (begins) {
            spoken = true;
            set(true, ECHO, true);
            set(true, SUPPRESS_GO_AHEAD, true);
            set(false, WINDOW_SIZE, true);
        }
    }

    /** Columns of the window; 0 if nobody has told them, as are {@link #rows}. */
    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** What the other side is to be sent, since the last time. */
    byte[] takeReply() {
        byte[] bytes = replies.toByteArray();
        replies.reset();
        return bytes;
    }

    /** Of bytes that came those that were typed: Enter is a carriage return, however it is sent; an interrupt is Ctrl-C. */
    byte[] typed(byte[] received) {
        byte[] typed = new byte[received.length];
        int count = 0;
        for (byte b : received) {
            int c = next(b & 0xff);
            if (c >= 0) {
                typed[count++] = (byte) c;
            }
        }
        return Arrays.copyOf(typed, count);
    }

    /** What the next byte means: one that was typed, or -1. */
    private int next(int b) {
        switch (state) {
            case DATA -> {
                if (b == IAC) {
                    state = State.COMMAND;
                    return -1;
                }
                return data(b);
            }
            case COMMAND -> {
                state = State.DATA;
                return command(b);
            }
            case OPTION -> {
                state = State.DATA;
                negotiate(b);
            }
            case PARAMETERS -> {
                if (b == IAC) {
                    state = State.PARAMETERS_COMMAND;
                } else {
                    parameter(b);
                }
            }
            case PARAMETERS_COMMAND -> {
                state = b == SE ? State.DATA : State.PARAMETERS;
                if (b == SE) {
                    measure();
                } else if (b == IAC) {
                    parameter(b);
                }
            }
            default -> throw new IllegalStateException(state.name());
        }
        return -1;
    }

    /** A carriage return is followed by a newline, or by 0 (RFC 854, page 11). */
    private int data(int b) {
        boolean second = afterReturn && (b == '\n' || b == 0);
        afterReturn = b == '\r';
        return second ? -1 : b;
    }

    private int command(int b) {
        spoken = true;
        switch (b) {
            case IAC:
                return data(b);
            case INTERRUPT_PROCESS, BREAK:
                return 'C' - '@';
            case END_OF_FILE:
                return 'D' - '@';
            case ERASE_CHARACTER:
                return 127;
            case ERASE_LINE:
                return 'U' - '@';
            case ARE_YOU_THERE:
                replies.writeBytes(HERE);
                return -1;
            case WILL, WONT, DO, DONT:
                verb = b;
                state = State.OPTION;
                return -1;
            case SB:
                parameterCount = 0;
                state = State.PARAMETERS;
                return -1;
            default:
                return -1;
        }
    }

    private void negotiate(int option) {
        boolean on = verb == WILL || verb == DO;
        boolean own = verb == DO || verb == DONT;
        boolean wanted = on && (option == SUPPRESS_GO_AHEAD || option == (own ? ECHO : WINDOW_SIZE));
        if (wanted != (own ? ours : theirs)[option] || on && !wanted) {
            set(own, option, wanted);
        }
    }

    /** An option is on or off from now on, of this side or the other; says so. */
    private void set(boolean own, int option, boolean on) {
        (own ? ours : theirs)[option] = on;
        replies.write(IAC);
        replies.write(own ? on ? WILL : WONT : on ? DO : DONT);
        replies.write(option);
    }

    private void parameter(int b) {
        if (parameterCount < parameters.length) {
            parameters[parameterCount] = (byte) b;
        }
        parameterCount = Math.min(parameterCount + 1, parameters.length + 1);
    }

    private void measure() {
        if (parameterCount == SIZE_LENGTH && parameters[0] == WINDOW_SIZE) {
            columns = (parameters[1] & 0xff) << 8 | parameters[2] & 0xff;
            rows = (parameters[3] & 0xff) << 8 | parameters[4] & 0xff;
        }
    }

    /** Writes a byte that is shown, in at most {@link Line#MOST}: a newline is two, as is 255, and a carriage return alone. Gives how many. */
    int encode(byte shown, byte[] to, int at) {
        int end = at;
        if (previous == '\r' && shown != '\n' && spoken) {
            to[end++] = 0;
        }
        if (shown == '\n' && previous != '\r') {
            to[end++] = '\r';
        } else if ((shown & 0xff) == IAC && spoken) {
            to[end++] = shown;
        }
        to[end++] = shown;
        previous = shown;
        return end - at;
    }
}
