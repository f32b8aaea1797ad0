package obol.system.servers.remote;

import java.io.IOException;
import java.nio.file.FileSystemException;
import obol.system.carrier.Device;
import obol.system.carrier.Stream;
import obol.system.carrier.Unreachable;
import obol.system.dial.Connection;
import obol.system.dial.Dial;
import obol.system.drivers.DeviceStream;

/** A connection by the files of {@code /net}. */
final class NetworkStream implements Device {
    private final Connection connection;

    private NetworkStream(Connection connection) {
        this.connection = connection;
    }

    static Stream dial(String address) throws Unreachable {
        try {
            return new DeviceStream(new NetworkStream(Dial.dial(address)), true);
        } catch (IOException e) {
            throw new Unreachable(e instanceof FileSystemException why && why.getReason() != null ? why.getReason() : e.getMessage());
        }
    }

    @Override
    public int read(byte[] to, int offset, int most) {
        try {
            return connection.input().read(to, offset, most);
        } catch (IOException gone) {
            return -1;
        }
    }

    @Override
    public boolean write(byte[] from, int offset, int count) {
        try {
            connection.output().write(from, offset, count);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** A read that waits ends by the hang-up. */
    @Override
    public void close() {
        try (connection) {
            connection.control("hangup");
        } catch (IOException gone) {
            // it has ended by itself
        }
    }
}
