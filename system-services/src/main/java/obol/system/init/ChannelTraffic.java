package obol.system.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.layout.TrafficLayout;
import obol.nucleus.abi.Traffic;

/** What the nucleus tells the first process of channels and messages on all cores. Used by one thread. */
final class ChannelTraffic {
    private static final int ROWS = 64;
    private static final long MICRO = 1000;
    /** By the values of {@link TrafficLayout}. */
    private static final List<String> TURNS = List.of("idle", "call", "serve", "reply", "dead", "circled");
    private static final List<String> KINDS = List.of("none", "call", "reply", "fault", "end");

    private long[] table = new long[ROWS * Math.max(TrafficLayout.Sent.SIZE, TrafficLayout.Connection.SIZE) / Long.BYTES];

    /**
     * A channel, for the client's process.
     *
     * @param channel its number, as in {@link Sent}
     * @param door    the name of the server's door: a service's, else what it was opened for
     * @param turn    {@code idle}, {@code call}, {@code serve}, {@code reply}, {@code dead}
     * @param queued  calls that wait at the server's door
     * @param bytes   of the message that lies in the channel
     */
    record Connection(long channel, int server, String door, String turn, long queued, long bytes) {}

    /**
     * A message, or the end of a channel.
     *
     * @param number  one more than that of the one before, on the server's core; what is missing was lost
     * @param micros  time of the monotonic clock
     * @param client  0 if it has gone
     * @param kind    {@code call}, {@code reply}, {@code fault}, {@code end}
     * @param handles endpoints and blocks in it
     * @param ordinal of the method
     */
    record Sent(long number, long micros, long channel, int client, int server, String kind, long bytes, int handles, long ordinal) {}

    /** The channels of which a process has the client's end; empty if there is no such process. */
    List<Connection> connections(int process) {
        int size = TrafficLayout.Connection.SIZE;
        long count = Traffic.observe(process, TrafficLayout.CONNECTIONS, table, size);
        while (count == (long) table.length * Long.BYTES / size) {
            table = new long[2 * table.length];
            count = Traffic.observe(process, TrafficLayout.CONNECTIONS, table, size);
        }
        List<Connection> connections = new ArrayList<>();
        for (int at = 0; at < count * size; at += size) {
            connections.add(new Connection(word(at + TrafficLayout.Connection.CHANNEL), (int) word(at + TrafficLayout.Connection.SERVER), door(at),
                    TURNS.get((int) word(at + TrafficLayout.Connection.TURN)), word(at + TrafficLayout.Connection.QUEUED),
                    word(at + TrafficLayout.Connection.BYTES)));
        }
        return connections;
    }

    private String door(int at) {
        byte[] name = new byte[(int) word(at + TrafficLayout.Connection.NAME_LENGTH)];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) (word((at + TrafficLayout.Connection.NAME + i) & -Long.BYTES) >>> Byte.SIZE * (i & Long.BYTES - 1));
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    /** Begins or ceases to record the messages to a process; false: it has ended, or is this one. */
    boolean record(int process, boolean on) {
        return Traffic.observe(process, on ? TrafficLayout.START : TrafficLayout.STOP, table, TrafficLayout.Sent.SIZE) == 0;
    }

    /** What was recorded since the last time, for whatever process, oldest first. */
    List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        long count;
        do {
            count = Traffic.observe(0, TrafficLayout.TAKE, table, TrafficLayout.Sent.SIZE);
            for (int at = 0; at < count * TrafficLayout.Sent.SIZE; at += TrafficLayout.Sent.SIZE) {
                long processes = word(at + TrafficLayout.Sent.CLIENT), what = word(at + TrafficLayout.Sent.KIND);
                sent.add(new Sent(word(at + TrafficLayout.Sent.NUMBER), word(at + TrafficLayout.Sent.TIME) / MICRO, word(at + TrafficLayout.Sent.CHANNEL),
                        (int) processes, (int) (processes >>> 32), KINDS.get((int) what), word(at + TrafficLayout.Sent.BYTES), (int) (what >>> 32),
                        word(at + TrafficLayout.Sent.ORDINAL)));
            }
        } while (count > 0);
        sent.sort((a, b) -> Long.compare(a.micros(), b.micros()));
        return sent;
    }

    private long word(int offset) {
        return table[offset / Long.BYTES];
    }
}
