package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

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
     * @param number  one more than that of the one before, on the server's core; what is missing was lost
     * @param micros  time of the monotonic clock
     * @param client  0 if it has gone
     * @param kind    {@code call}, {@code reply}, {@code fault}, {@code end}
     * @param handles endpoints and blocks in it
     * @param ordinal of the method
     */
    public record Sent(long number, long micros, long channel, int client, int server, String kind, long bytes, int handles, long ordinal) {}

    /**
     * The channels of which a process has the client's end; empty if there is no such process.
     *
     * @throws OutOfMemoryError if there is no exchange memory for the table
     */
    public List<Connection> connections(int process) {
        List<Connection> connections = new ArrayList<>();
        for (int rows = ROWS; ; rows <<= 1) {
            long table = table((long) rows * TrafficLayout.Connection.SIZE);
            try {
                long at = ExchangeMemory.address(table);
                long count = Links.observe(process, TrafficLayout.CONNECTIONS, at, rows);
                if (count < rows) {
                    for (; count > 0; count--, at += TrafficLayout.Connection.SIZE) {
                        connections.add(connection(at));
                    }
                    return connections;
                }
            } finally {
                ExchangeMemory.free(table);
            }
        }
    }

    /** In exchange memory, which stays where it is while other cores are asked. */
    private static long table(long bytes) {
        long table = ExchangeMemory.allocate(bytes);
        if (table == 0) {
            throw new OutOfMemoryError("exchange memory");
        }
        return table;
    }

    private static Connection connection(long row) {
        return new Connection(getLong(row + TrafficLayout.Connection.CHANNEL), (int) getLong(row + TrafficLayout.Connection.SERVER), door(row),
                TURNS.get((int) getLong(row + TrafficLayout.Connection.TURN)), getLong(row + TrafficLayout.Connection.QUEUED),
                getLong(row + TrafficLayout.Connection.BYTES));
    }

    private static String door(long row) {
        byte[] name = new byte[(int) getLong(row + TrafficLayout.Connection.NAME_LENGTH)];
        Messages.read(row + TrafficLayout.Connection.NAME, name, 0, name.length);
        return Utf8.decode(name);
    }

    /** Begins or ceases to record the messages to a process; false: it has ended, or is this one. */
    public boolean record(int process, boolean on) {
        return Links.observe(process, on ? TrafficLayout.START : TrafficLayout.STOP, 0, 0) == 0;
    }

    /**
     * What was recorded since the last time, for whatever process; oldest first.
     *
     * @throws OutOfMemoryError if there is no exchange memory for the table
     */
    public List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        long table = table((long) ROWS * TrafficLayout.Sent.SIZE);
        try {
            long count;
            do {
                long at = ExchangeMemory.address(table);
                count = Links.observe(0, TrafficLayout.TAKE, at, ROWS);
                for (long i = 0; i < count; i++, at += TrafficLayout.Sent.SIZE) {
                    sent.add(sent(at));
                }
            } while (count > 0);
        } finally {
            ExchangeMemory.free(table);
        }
        sent.sort((a, b) -> Long.compare(a.micros(), b.micros()));
        return sent;
    }

    private static Sent sent(long row) {
        return new Sent(getLong(row + TrafficLayout.Sent.NUMBER), getLong(row + TrafficLayout.Sent.TIME) / MICRO, getLong(row + TrafficLayout.Sent.CHANNEL),
                getInt(row + TrafficLayout.Sent.CLIENT), getInt(row + TrafficLayout.Sent.SERVER), KINDS.get(getInt(row + TrafficLayout.Sent.KIND)),
                getLong(row + TrafficLayout.Sent.BYTES), getInt(row + TrafficLayout.Sent.HANDLES), getLong(row + TrafficLayout.Sent.ORDINAL));
    }
}
