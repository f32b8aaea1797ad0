package obol.system.servers.net.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.system.ether.Ether;

/**
 * The frames that pass, for those who look on: each open file gives them in the form of a capture file (pcap version 2.4, link type Ethernet,
 * times in nanoseconds), from its opening on. A read waits for the next frame. What is not read in time is dropped, from the front.
 */
final class Snoop {
    private static final int MAGIC_NANOSECONDS = 0xA1B23C4D, LINK_ETHERNET = 1;
    private static final int FILE_HEADER = 24, FRAME_HEADER = 16;
    /** Files open at a time, and bytes that wait in each. */
    private static final int MOST = 8, ROOM = 256 << 10;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier clock;
    private final List<Capture> captures = new ArrayList<>();

    /** @param clock gives nanoseconds since 1970-01-01 UTC */
    Snoop(LongSupplier clock) {
        this.clock = clock;
    }

    OpenFile open() throws StyxException {
        if (captures.size() == MOST) throw new StyxException(Errno.EMFILE);
        Capture capture = new Capture();
        captures.add(capture);
        return capture;
    }

    /** A frame has come or goes. */
    void take(byte[] frame, int at, int length) {
        if (captures.isEmpty()) return;
        long now = clock.getAsLong();
        ByteBuffer record = ByteBuffer.allocate(FRAME_HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (now / SECOND)).putInt((int) (now % SECOND)).putInt(length).putInt(length).put(frame, at, length);
        for (Capture each : List.copyOf(captures)) each.add(record.array());
    }

    private final class Capture implements OpenFile {
        private final Deque<byte[]> waiting = new ArrayDeque<>();
        private int bytes;
        /** Of the first one, how many have been read. */
        private int taken;
        private Reply<Slice> reader;
        private int most;

        Capture() {
            ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(Ether.MOST)
                .putInt(LINK_ETHERNET);
            add(header.array());
        }

        void add(byte[] record) {
            while (bytes + record.length > ROOM && waiting.size() > 1) drop();
            waiting.add(record);
            bytes += record.length;
            answer();
        }

        /** The oldest that nobody has begun to read. */
        private void drop() {
            byte[] first = taken > 0 ? waiting.poll() : null;
            bytes -= waiting.poll().length;
            if (first != null) waiting.addFirst(first);
        }

        @Override
        public void read(long offset, int count, Reply<Slice> reply) throws StyxException {
            if (reader != null) throw new StyxException(Errno.EAGAIN);
            if (count == 0) {
                reply.ok(Slice.EMPTY);
                return;
            }
            reader = reply;
            most = count;
            reply.onAbort(() -> {
                if (reader == reply) {
                    reader = null;
                    reply.interrupted();
                }
            });
            answer();
        }

        private void answer() {
            if (reader == null || waiting.isEmpty()) return;
            Reply<Slice> reply = reader;
            reader = null;
            byte[] first = waiting.peek();
            int count = Math.min(most, first.length - taken);
            Slice part = Slice.of(first).part(taken, count);
            taken += count;
            if (taken == first.length) {
                waiting.poll();
                bytes -= first.length;
                taken = 0;
            }
            reply.ok(part);
        }

        @Override
        public void close() {
            captures.remove(this);
        }
    }
}
