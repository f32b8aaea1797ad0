package obol.shell.tools.net;

import java.io.IOException;
import java.util.Locale;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;
import obol.shell.tools.processes.Sleep;
import obol.system.dial.Connection;
import obol.system.dial.Dial;

/**
 * {@code ping [-6] [-c COUNT] [-i SECONDS] [-s BYTES] [-W SECONDS] HOST}: sends echo requests, and tells of the answers; in the end how
 * many there were and how long they took. Without {@code -c} until it is interrupted. Status 1 if none has come.
 */
public final class Ping {
    private static final int TYPE = 0, SEQUENCE = 6, HEADER = 8, MOST = 65_000;
    private static final byte REQUEST = 8, REQUEST6 = (byte) 128;

    private final Invocation call;
    private final Connection connection;
    private final byte[] message;
    /** When each of the last 65,536 was sent; 0: it was answered, or never sent. Guarded by this, as the next. */
    private final long[] sent = new long[1 << 16];
    private int received;
    private long least = Long.MAX_VALUE, most, sum;

    private Ping(Invocation call, Connection connection, byte[] message) {
        this.call = call;
        this.connection = connection;
        this.message = message;
    }

    public static void main(String[] arguments) {
        Invocation.main("ping", 1, Ping::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "6", "cisW");
        options.count(1, 1);
        long count = Options.number(options.value('c', Long.toString(Long.MAX_VALUE)));
        long bytes = Options.number(options.value('s', "56"));
        if (bytes > MOST) throw new UsageException("-s: at most " + MOST);
        String host = options.operands().get(0);
        boolean version6 = options.has('6') || host.indexOf(':') >= 0;
        try (Connection connection = Dial.dial((version6 ? "icmpv6!" : "icmp!") + host)) {
            byte[] message = new byte[HEADER + (int) bytes];
            message[TYPE] = version6 ? REQUEST6 : REQUEST;
            for (int i = HEADER; i < message.length; i++) message[i] = (byte) i;
            return new Ping(call, connection, message).run(count, Sleep.nanoseconds(options.value('i', "1")), Sleep.nanoseconds(options.value('W', "2")));
        }
    }

    private int run(long count, long interval, long patience) throws IOException {
        Thread reader = new Thread(this::receive, "answers");
        reader.setDaemon(true);
        reader.start();
        long begun = 0;
        try {
            for (; begun < count; begun++) {
                int sequence = (int) begun & 0xFFFF;
                message[SEQUENCE] = (byte) (sequence >> 8);
                message[SEQUENCE + 1] = (byte) sequence;
                synchronized (this) {
                    sent[sequence] = System.nanoTime();
                }
                connection.output().write(message);
                await(begun + 1, begun + 1 == count ? patience : interval, begun + 1 == count);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return summary(begun);
    }

    /** Waits; of the last one no longer than until all are there. */
    private synchronized void await(long begun, long time, boolean last) throws InterruptedException {
        long end = System.nanoTime() + time;
        for (long left = time; left > 0 && !(last && received == begun); left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private void receive() {
        byte[] answer = new byte[1 << 16];
        try {
            for (int n = connection.input().read(answer); n > 0; n = connection.input().read(answer)) received(answer, n);
        } catch (IOException e) {
            call.complain(e.getMessage() == null ? "no more answers" : e.getMessage());
        }
    }

    private synchronized void received(byte[] answer, int length) throws IOException {
        int sequence = length < HEADER ? -1 : (answer[SEQUENCE] & 0xFF) << 8 | answer[SEQUENCE + 1] & 0xFF;
        if (sequence < 0 || sent[sequence] == 0) return;
        long took = System.nanoTime() - sent[sequence];
        sent[sequence] = 0;
        received++;
        least = Math.min(least, took);
        most = Math.max(most, took);
        sum += took;
        call.out.print(length + " bytes from " + host() + ": seq " + sequence + " time " + milliseconds(took) + " ms\n");
        call.out.flush();
        notifyAll();
    }

    private String host() throws IOException {
        String remote = connection.remote();
        int port = remote.indexOf('!');
        return port < 0 ? remote : remote.substring(0, port);
    }

    private synchronized int summary(long begun) throws IOException {
        call.out.print(begun + " sent, " + received + " received, " + (begun == 0 ? 0 : 100 * (begun - received) / begun) + "% lost\n");
        if (received > 0) {
            call.out.print("round trip " + milliseconds(least) + " to " + milliseconds(most) + " ms, mean " + milliseconds(sum / received) + " ms\n");
        }
        return received > 0 ? 0 : 1;
    }

    private static String milliseconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%.3f", nanoseconds / 1e6);
    }
}
