package obol.tests.linux;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.system.carrier.OwedBlock;
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
            promise.keep(Arrays.copyOf(bytes, Math.max(0, read(bytes))));
        });
        return pending;
    }

    @Override
    public Pending<Integer> write(byte[] bytes) {
        Promise<Integer> promise = Promise.make();
        Pending<Integer> pending = promise.pending();
        writer.execute(() -> {
            write(bytes, bytes.length);
            promise.keep(bytes.length);
        });
        return pending;
    }

    @Override
    public Pending<Filled> readBlock(Block block) {
        OwedBlock owed = new OwedBlock();
        Pending<Filled> pending = owed.promise(block);
        reader.execute(() -> {
            byte[] bytes = new byte[Math.min(owed.size(), MOST_OF_BLOCK)];
            int count = Math.max(0, read(bytes));
            owed.fill(bytes, 0, count);
            owed.keep(count);
        });
        return pending;
    }

    private int read(byte[] bytes) {
        try {
            return socket.getInputStream().read(bytes);
        } catch (IOException closed) {
            return -1; // read as its end
        }
    }

    @Override
    public Pending<Filled> writeBlock(Block block, int count) {
        byte[] bytes = new byte[count];
        block.read(0, bytes, 0, count);
        OwedBlock owed = new OwedBlock();
        Pending<Filled> pending = owed.promise(block);
        writer.execute(() -> {
            write(bytes, count);
            owed.keep(count);
        });
        return pending;
    }

    private void write(byte[] bytes, int count) {
        try {
            socket.getOutputStream().write(bytes, 0, count);
        } catch (IOException closed) {
            // the next read says so
        }
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
