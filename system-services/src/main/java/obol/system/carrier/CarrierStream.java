package obol.system.carrier;

import java.util.Arrays;
import obol.channels.Pending;
import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;
import obol.system.loop.Owed;

/** A connection of the carrier as a contract. Guarded by the carrier's monitor. */
final class CarrierStream implements Stream {
    /** Bytes that may be queued before a writer has to wait. */
    private static final int ENOUGH = 64 << 10;
    private static final byte[] NOTHING = {};

    private final Carrier carrier;
    /** Whether the connection ends with its stream. */
    private final boolean owned;
    private Connection connection;
    private final Owed<byte[]> reading = new Owed<>();
    private int most;
    private final Owed<Integer> writing = new Owed<>();
    /** What {@link #writing} is about, while there is no connection. */
    private byte[] early = NOTHING;
    private int written;
    private boolean finished;

    /** @param connection null if it comes later */
    CarrierStream(Carrier carrier, Connection connection, boolean owned) {
        this.carrier = carrier;
        this.connection = connection;
        this.owned = owned;
    }

    /** No more is written; what was is sent. */
    void finish() {
        finished = true;
        if (connection != null) connection.close("");
    }

    /** Whether all that was written before {@link #finish} is sent. */
    boolean isFlushed() {
        return connection == null || connection.isFlushed();
    }

    boolean isOver() {
        return connection.isOver();
    }

    void connect(Connection arrived) {
        connection = arrived;
        connection.accept();
        if (early.length > 0) connection.write(early, 0, early.length);
        early = NOTHING;
        if (finished) connection.close("");
    }

    @Override public Pending<byte[]> read(int atMost) {
        if (atMost <= 0) throw new IllegalArgumentException("a read of " + atMost + " bytes");
        synchronized (carrier) {
            if (reading.isAwaited()) throw new IllegalStateException("two reads of one stream");
            most = Math.min(atMost, MOST);
            Pending<byte[]> pending = reading.promise();
            progress();
            carrier.changed();
            return pending;
        }
    }

    @Override public Pending<Integer> write(byte[] bytes) {
        if (bytes.length > MOST) throw new IllegalArgumentException("a write of " + bytes.length + " bytes");
        synchronized (carrier) {
            if (writing.isAwaited()) throw new IllegalStateException("two writes of one stream");
            written = bytes.length;
            if (connection == null) early = join(early, bytes);
            else if (!finished) connection.write(bytes, 0, bytes.length); // else the machine is leaving, and nobody looks any more
            Pending<Integer> pending = writing.promise();
            progress();
            carrier.changed();
            return pending;
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Answers whatever can be answered by now. */
    void progress() {
        if (connection == null) {
            if (carrier.multiplexer().ended() == null) return;
            // None will come any more.
            if (reading.isAwaited()) reading.keep(NOTHING);
            writing.keep(written);
            return;
        }
        if (reading.isAwaited() && (connection.available() > 0 || connection.theyClosed())) {
            byte[] bytes = new byte[Math.min(most, connection.available())];
            connection.read(bytes, 0, bytes.length);
            reading.keep(bytes);
        }
        if (connection.unsent() <= ENOUGH) writing.keep(written);
    }

    /** The client has closed the stream or is gone. */
    @Override public void close() {
        synchronized (carrier) {
            reading.close();
            if (!owned) return;
            connection.close("");
            connection.ignoreInput();
            carrier.changed();
        }
    }
}
