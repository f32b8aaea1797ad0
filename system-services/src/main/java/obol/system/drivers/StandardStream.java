package obol.system.drivers;

import obol.nucleus.device.Host;
import obol.nucleus.port.Errors;
import obol.system.carrier.Device;

/** Standard input and one of the standard outputs of the machine. They cannot be closed. */
final class StandardStream implements Device {
    private final Host host;
    private final int input;
    private final int output;

    /** @param input {@link Host#INPUT}, or less than 0 for none */
    StandardStream(Host host, int input, int output) {
        this.host = host;
        this.input = input;
        this.output = output;
    }

    @Override public int read(byte[] to, int offset, int most) {
        int count = 0;
        if (input >= 0) {
            do {
                host.await(input, false);
                count = host.read(input, to, offset, most);
            } while (count == -Errors.EAGAIN);
        }
        return count <= 0 ? -1 : count;
    }

    /** Where nobody reads what is written, it is dropped. */
    @Override public boolean write(byte[] from, int offset, int count) {
        for (int done = 0; done < count; ) {
            host.await(output, true);
            int written = host.write(output, from, offset + done, count - done);
            if (written < 0 && written != -Errors.EAGAIN) return false;
            done += Math.max(0, written);
        }
        return true;
    }

    @Override public void close() {}
}
