package obol.host.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A socket joined to a connection of the carrier: two threads, one a direction. Ends when either side does. */
final class Relay {
    private static final int BUFFER = 64 << 10;
    /** Its requests are of no use to anybody: the guest need not do them all before it sees the end. */
    private static final String GONE = "the client is gone";

    private final SocketChannel socket;
    private final CarriedStream stream;
    private final Runnable ended;

    /** @param ended is run once, when the socket is closed */
    Relay(SocketChannel socket, CarriedStream stream, Runnable ended) {
        this.socket = socket;
        this.stream = stream;
        this.ended = ended;
    }

    void start() {
        Session.start("to the guest", this::fromSocket);
        Session.start("from the guest", this::toSocket);
    }

    /** The end of the client's bytes is passed on; the guest may go on sending. */
    private void fromSocket() throws InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (socket.read(buffer.clear()) >= 0) stream.write(buffer.array(), buffer.position());
        } catch (IOException gone) {
            stream.abort(GONE);
        } catch (IllegalStateException closed) {
            // The other thread has ended both directions.
        }
        stream.closeOutput();
    }

    private void toSocket() throws InterruptedException {
        byte[] bytes = new byte[BUFFER];
        try (socket) {
            for (int count; (count = stream.read(bytes)) >= 0; ) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
                while (buffer.hasRemaining()) socket.write(buffer);
            }
        } catch (IOException gone) {
            stream.abort(GONE);
        } finally {
            stream.close();
            ended.run();
        }
    }
}
