package obol.system.console;

import obol.system.carrier.Outside;
import obol.system.carrier.Stream;

/** The line that the machine was started with. */
final class OutsideLine implements Line {
    private static final byte[] NOTHING = {};

    private final Outside outside;
    private final boolean interactive;
    private byte previous;

    /** Takes the endpoint over. */
    OutsideLine(Outside outside) {
        this.outside = outside;
        interactive = outside.window().interactive();
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public Stream input() {
        return outside.console();
    }

    @Override
    public Stream output() {
        return outside.console();
    }

    @Override
    public Stream errors() {
        return outside.errors();
    }

    @Override
    public Outside.Window window() {
        return outside.window();
    }

    @Override
    public byte[] typed(byte[] received) {
        return received;
    }

    @Override
    public byte[] takeReply() {
        return NOTHING;
    }

    /** A newline is sent as carriage return and newline, as a terminal wants it. */
    @Override
    public int encode(byte shown, byte[] to, int at) {
        int end = at;
        if (shown == '\n' && previous != '\r') {
            to[end++] = '\r';
        }
        to[end++] = shown;
        previous = shown;
        return end - at;
    }
}
