package obol.system.servers.export;

import java.io.IOException;
import java.util.Arrays;
import obol.channels.Block;
import obol.channels.ChannelException;
import obol.channels.Loopback;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.styx.client.Carrier;
import obol.system.carrier.OwedBlock;
import obol.system.carrier.Stream;

/** A connection between two streams, as the carrier makes one: bounded both ways, cut by closing either end. */
public final class Wire {
    private static final int CAPACITY = 100_000;

    /** One direction. */
    private static final class Half {
        private byte[] bytes = new byte[0];
        private boolean ended;
        private boolean silent;
        private Promise<byte[]> reader;
        private int most;
        private Promise<Integer> writer;
        private int written;
        private final OwedBlock filling = new OwedBlock();
        private final OwedBlock emptying = new OwedBlock();

        synchronized Pending<byte[]> read(int count) {
            reader = Promise.make();
            most = count;
            Pending<byte[]> pending = reader.pending();
            serve();
            return pending;
        }

        synchronized Pending<Integer> write(byte[] more) {
            if (more.length > Stream.MOST) {
                throw new IllegalArgumentException("a write of " + more.length + " bytes");
            }
            add(more);
            writer = Promise.make();
            Pending<Integer> pending = writer.pending();
            serve();
            return pending;
        }

        private void add(byte[] more) {
            if (!ended && !silent) {
                int old = bytes.length;
                bytes = Arrays.copyOf(bytes, old + more.length);
                System.arraycopy(more, 0, bytes, old, more.length);
            }
            written = more.length;
        }

        synchronized Pending<Stream.Filled> readBlock(Block block) {
            Pending<Stream.Filled> pending = filling.promise(block);
            serve();
            return pending;
        }

        synchronized Pending<Stream.Filled> writeBlock(Block block, int count) {
            byte[] more = new byte[count];
            block.read(0, more, 0, count);
            add(more);
            Pending<Stream.Filled> pending = emptying.promise(block);
            serve();
            return pending;
        }

        synchronized void end() {
            ended = true;
            serve();
        }

        private byte[] take(int count) {
            byte[] part = Arrays.copyOf(bytes, Math.min(count, bytes.length));
            bytes = Arrays.copyOfRange(bytes, part.length, bytes.length);
            return part;
        }

        private void serve() {
            if (filling.isOpen() && (bytes.length > 0 || ended)) {
                byte[] part = take(Stream.MOST_OF_BLOCK);
                filling.fill(part, 0, part.length);
                filling.keep(part.length);
            }
            if (emptying.isOpen() && (bytes.length <= CAPACITY || ended)) {
                emptying.keep(written);
            }
            if (reader != null && (bytes.length > 0 || ended)) {
                byte[] part = take(Math.min(most, Stream.MOST));
                Promise<byte[]> promise = reader;
                reader = null;
                promise.keep(part);
            }
            if (writer != null && (bytes.length <= CAPACITY || ended)) {
                Promise<Integer> promise = writer;
                writer = null;
                promise.keep(written);
            }
        }
    }

    private record End(Half in, Half out) implements Stream {
        @Override
        public Pending<byte[]> read(int most) {
            return in.read(most);
        }

        @Override
        public Pending<Integer> write(byte[] bytes) {
            return out.write(bytes);
        }

        @Override
        public Pending<Filled> readBlock(Block block) {
            return in.readBlock(block);
        }

        @Override
        public Pending<Filled> writeBlock(Block block, int count) {
            return out.writeBlock(block, count);
        }

        @Override
        public void close() {
            in.end();
            out.end();
        }
    }

    private final Half there = new Half();
    private final Half back = new Half();

    /** The server's end, behind a channel. */
    public Stream server() {
        return Loopback.of(Stream.class, new End(there, back));
    }

    /** The client's end, as the carrier of a 9P client. */
    public Carrier client() {
        Stream end = new End(back, there);
        return new Carrier() {
            private byte[] rest = new byte[0];

            @Override
            public void send(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += Math.min(length - done, Stream.MOST)) {
                    int from = offset + done;
                    end.write(Arrays.copyOfRange(bytes, from, from + Math.min(length - done, Stream.MOST))).await();
                }
            }

            @Override
            public int receive(byte[] bytes, int offset, int length) throws IOException {
                try {
                    rest = rest.length == 0 ? end.read(length).await() : rest;
                } catch (ChannelException gone) {
                    throw new IOException(gone.getMessage());
                }
                int n = Math.min(length, rest.length);
                System.arraycopy(rest, 0, bytes, offset, n);
                rest = Arrays.copyOfRange(rest, n, rest.length);
                return n == 0 ? -1 : n;
            }
        };
    }

    /** The client's end as a stream. */
    public Stream clientStream() {
        return new End(back, there);
    }

    /** From now on nothing comes from the server, as from a machine without power. */
    public void silence() {
        synchronized (back) {
            back.silent = true;
        }
    }

    /** Ends the connection, whatever is under way. */
    public void cut() {
        there.end();
        back.end();
    }
}
