package obol.system.servers.net.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.system.ether.Ether;
import obol.system.ether.Frames;
import obol.system.ether.OwedBatch;

/** A cable between two devices, whose drivers are the two ends. Frames that wait are dropped when there are too many. */
final class Cable {
    private static final int MOST_WAITING = 512;

    final End a = new End(0x02_00_00_00_00_0AL);
    final End b = new End(0x02_00_00_00_00_0BL);
    private int carried;

    Cable() {
        a.other = b;
        b.other = a;
    }

    synchronized int carried() {
        return carried;
    }

    final class End implements Ether {
        private final long hardware;
        private final Deque<byte[]> waiting = new ArrayDeque<>();
        private final OwedBatch receiving = new OwedBatch();
        private final Slot<Block> empty = new Slot<>();
        private End other;

        End(long hardware) {
            this.hardware = hardware;
        }

        @Override
        public Facts facts() {
            return new Facts(hardware, 1500, true);
        }

        @Override
        public Pending<Batch> receive(Block block) {
            synchronized (Cable.this) {
                Pending<Batch> pending = receiving.promise();
                empty.put(block);
                deliver();
                return pending;
            }
        }

        private void deliver() {
            if (waiting.isEmpty() || empty.isEmpty()) return;
            Block block = empty.take();
            byte[] bytes = new byte[block.size()];
            int at = 0;
            while (!waiting.isEmpty() && Frames.room(waiting.peek().length) <= bytes.length - at) {
                byte[] frame = waiting.poll();
                Frames.putLength(bytes, at, frame.length);
                System.arraycopy(frame, 0, bytes, at + Frames.HEADER, frame.length);
                at += Frames.room(frame.length);
            }
            block.write(0, bytes, 0, at);
            receiving.keep(block, at);
        }

        @Override
        public Pending<Batch> send(Block frames, int count) {
            byte[] bytes = frames.toBytes();
            synchronized (Cable.this) {
                for (int at = 0, length; (length = Frames.length(bytes, at, count)) >= 0; at += Frames.room(length)) {
                    byte[] frame = new byte[length];
                    System.arraycopy(bytes, at + Frames.HEADER, frame, 0, length);
                    if (other.waiting.size() < MOST_WAITING) other.waiting.add(frame);
                    carried++;
                }
                other.deliver();
            }
            return Pending.of(new Batch(frames, 0));
        }

        @Override
        public Counters counters() {
            return new Counters(0, 0, 0, 0, 0, 0);
        }
    }
}
