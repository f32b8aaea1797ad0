package obol.system.console;

import obol.channels.Slot;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;

/** A connection with somebody at a terminal on the other side, which may speak telnet. */
final class ConnectionLine implements Line {
    private final Slot<Stream> input = new Slot<>();
    private final Slot<Stream> output = new Slot<>();
    private final Telnet telnet;

    /** Takes the streams over. @param begins whether this side begins to speak telnet */
    ConnectionLine(Stream input, Stream output, boolean begins) {
        this.input.put(input);
        this.output.put(output);
        this.telnet = new Telnet(begins);
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public Stream input() {
        return input.take();
    }

    @Override
    public Stream output() {
        return output.take();
    }

    @Override
    public Stream errors() {
        throw new IllegalStateException("a person has one screen");
    }

    @Override
    public Outside.Window window() {
        return new Outside.Window(telnet.columns(), telnet.rows(), true);
    }

    @Override
    public byte[] typed(byte[] received) {
        return telnet.typed(received);
    }

    @Override
    public byte[] takeReply() {
        return telnet.takeReply();
    }

    @Override
    public int encode(byte shown, byte[] to, int at) {
        return telnet.encode(shown, to, at);
    }
}
