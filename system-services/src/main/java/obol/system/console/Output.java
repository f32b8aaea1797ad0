package obol.system.console;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import obol.channels.ChannelException;
import obol.channels.Pending;
import obol.channels.Slots;
import obol.styx.Errno;
import obol.styx.Slice;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.system.carrier.Stream;

/**
 * Bytes on their way to one stream, which takes one write at a time. What is written meanwhile is gathered; a write is answered once the
 * stream has all its bytes. While the stream is free a write goes through at once.
 */
final class Output implements OpenFile {
    private record Waiting(long end, int count, Reply<Integer> reply) {}

    /** Bytes for which nobody waits, at most, until there is no {@link #hasRoom}. */
    private static final int ROOM = 64 << 10;

    private final String name;
    private final Stream stream;
    /** Null: bytes go as they are. */
    private final Line coding;
    private final Slots<String, Pending<?>> underWay;
    private final Deque<Waiting> writes = new ArrayDeque<>();
    private byte[] gathered = new byte[512];
    private int length;
    /** Bytes handed to the stream since the beginning. */
    private long handed;
    /** Bytes of {@link #show} since all had gone. */
    private int owed;
    private boolean broken;

    /**
     * @param coding how bytes are sent; null: as they are
     * @param underWay where the stream's answer is put, under {@code name}; {@link #written} is told when it is ready
     */
    Output(String name, Stream stream, Line coding, Slots<String, Pending<?>> underWay) {
        this.name = name;
        this.stream = stream;
        this.coding = coding;
        this.underWay = underWay;
    }

    @Override
    public void write(long offset, Slice data, Reply<Integer> reply) {
        if (broken) {
            reply.error(Errno.EIO);
            return;
        }
        gather(data.array(), data.offset(), data.length(), coding);
        writes.add(new Waiting(handed + length, data.length(), reply));
        send();
    }

    /** Sends bytes for which nobody waits. @param coded whether as others, or as they are */
    void show(byte[] bytes, boolean coded) {
        if (broken || bytes.length == 0) return;
        gather(bytes, 0, bytes.length, coded ? coding : null);
        owed += bytes.length;
        send();
    }

    /** Whether more should be shown for which nobody waits. */
    boolean hasRoom() {
        return owed < ROOM;
    }

    /** The stream has room again, or has failed. */
    void written() {
        try (Pending<?> done = underWay.take(name)) {
            done.await();
        } catch (ChannelException e) {
            fail();
            return;
        }
        send();
    }

    private void send() {
        while (length > 0 && !underWay.has(name)) {
            int count = Math.min(length, Stream.MOST);
            try {
                Pending<Integer> taken = stream.write(Arrays.copyOf(gathered, count));
                if (taken.ready()) {
                    taken.await();
                } else {
                    underWay.put(name, taken);
                }
            } catch (ChannelException e) {
                fail();
                return;
            }
            System.arraycopy(gathered, count, gathered, 0, length - count);
            length -= count;
            handed += count;
        }
        if (length == 0 && !underWay.has(name)) owed = 0;
        while (!writes.isEmpty() && writes.peek().end <= handed) {
            Waiting write = writes.remove();
            write.reply.ok(write.count);
        }
    }

    /** There is no stream any more. */
    private void fail() {
        broken = true;
        length = 0;
        owed = 0;
        while (!writes.isEmpty()) writes.remove().reply.error(Errno.EIO);
    }

    private void gather(byte[] bytes, int offset, int count, Line as) {
        int room = as == null ? count : Line.MOST * count;
        if (gathered.length - length < room) gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, length + room));
        if (as == null) {
            System.arraycopy(bytes, offset, gathered, length, count);
            length += count;
            return;
        }
        for (int i = offset; i < offset + count; i++) length += as.encode(bytes[i], gathered, length);
    }
}
