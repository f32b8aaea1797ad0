package obol.nucleus.abi;

import java.util.ArrayList;
import java.util.List;
import obol.layout.TrafficLayout;
import obol.nucleus.Utf8;

/** The Java face of {@link Links#observe}, for the first process. Used by one thread. */
public final class Traffic {
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
    public record Connection(long channel, int server, String door, String turn, long queued, long bytes) {}

    /**
     * A message, or the end of a channel.
     *
     * @param number  one more than that of the one before; what is missing was lost
     * @param micros  time of the monotonic clock
     * @param client  0 if it has gone
     * @param kind    {@code call}, {@code reply}, {@code fault}, {@code end}
     * @param handles endpoints and blocks in it
     * @param ordinal of the method
     */
    public record Sent(long number, long micros, long channel, int client, int server, String kind, long bytes, int handles, long ordinal) {}

    /** The channels of which a process has the client's end; empty if there is no such process. */
    public List<Connection> connections(int process) {
        int size = TrafficLayout.Connection.SIZE;
        long count = Messages.observe(process, TrafficLayout.CONNECTIONS, table, size);
        while (count * size > (long) table.length * Long.BYTES) {
            table = new long[(int) (count * size / Long.BYTES)];
            count = Messages.observe(process, TrafficLayout.CONNECTIONS, table, size);
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
        return Utf8.decode(name);
    }

    /** Begins or ceases to record the messages to a process; false: it has ended, or is this one. */
    public boolean record(int process, boolean on) {
        return Links.observe(process, on ? TrafficLayout.START : TrafficLayout.STOP, 0, 0) == 0;
    }

    /** What was recorded since the last time, for whatever process. */
    public List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        long count;
        do {
            count = Messages.observe(0, TrafficLayout.TAKE, table, TrafficLayout.Sent.SIZE);
            for (int at = 0; at < count * TrafficLayout.Sent.SIZE; at += TrafficLayout.Sent.SIZE) {
                long processes = word(at + TrafficLayout.Sent.CLIENT), what = word(at + TrafficLayout.Sent.KIND);
                sent.add(new Sent(word(at + TrafficLayout.Sent.NUMBER), word(at + TrafficLayout.Sent.TIME) / MICRO, word(at + TrafficLayout.Sent.CHANNEL),
                        (int) processes, (int) (processes >>> 32), KINDS.get((int) what), word(at + TrafficLayout.Sent.BYTES), (int) (what >>> 32),
                        word(at + TrafficLayout.Sent.ORDINAL)));
            }
        } while (count > 0);
        return sent;
    }

    private long word(int offset) {
        return table[offset / Long.BYTES];
    }
}
