package obol.tests.linux;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.system.carrier.Stream;

/** A socket of the JVM as a stream: a thread for each direction. */
final class SocketStream implements Stream {
    private final Socket socket;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    SocketStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
    }

    @Override
    public Pending<byte[]> read(int most) {
        Promise<byte[]> promise = Promise.make();
        Pending<byte[]> pending = promise.pending();
        reader.execute(() -> {
            byte[] bytes = new byte[Math.min(most, MOST)];
            int count = -1;
            try {
                count = socket.getInputStream().read(bytes);
            } catch (IOException closed) {
                // read as its end
            }
            promise.keep(Arrays.copyOf(bytes, Math.max(0, count)));
        });
        return pending;
    }

    @Override
    public Pending<Integer> write(byte[] bytes) {
        Promise<Integer> promise = Promise.make();
        Pending<Integer> pending = promise.pending();
        writer.execute(() -> {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException closed) {
                // the next read says so
            }
            promise.keep(bytes.length);
        });
        return pending;
    }

    @Override
    public void close() {
        reader.shutdown();
        writer.execute(() -> {
            try {
                socket.close();
            } catch (IOException closed) {
                // it is, either way
            }
        });
        writer.shutdown();
    }
}
