package obol.host.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import obol.system.carrier.Device;

/** A blocking channel, such as a socket, below a carrier. */
public final class ChannelDevice implements Device {
    private final ByteChannel channel;

    public ChannelDevice(ByteChannel channel) {
        this.channel = channel;
    }

    @Override public int read(byte[] to, int offset, int most) {
        try {
            return channel.read(ByteBuffer.wrap(to, offset, most));
        } catch (IOException gone) {
            return -1;
        }
    }

    @Override public boolean write(byte[] from, int offset, int count) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(from, offset, count);
            while (bytes.hasRemaining()) channel.write(bytes);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Override public void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // Nothing is lost: what was to be written is written.
        }
    }
}
