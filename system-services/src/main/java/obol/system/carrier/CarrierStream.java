package obol.system.carrier;

import java.util.Arrays;
import obol.channels.Block;
import obol.channels.Pending;
import obol.styx.Workspace;
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
    private final OwedBlock filling = new OwedBlock();
    /** What the one of these that is open takes. */
    private int most;
    private final Owed<Integer> writing = new Owed<>();
    private final OwedBlock emptying = new OwedBlock();
    private final Workspace copied = new Workspace();
    /** What is written, while there is no connection. */
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
            requireOneRead();
            most = Math.min(atMost, MOST);
            Pending<byte[]> pending = reading.promise();
            progress();
            carrier.changed();
            return pending;
        }
    }

    @Override public Pending<Filled> readBlock(Block block) {
        synchronized (carrier) {
            requireOneRead();
            most = Math.min(block.size(), MOST_OF_BLOCK);
            Pending<Filled> pending = filling.promise(block);
            progress();
            carrier.changed();
            return pending;
        }
    }

    private void requireOneRead() {
        if (reading.isAwaited() || filling.isAwaited()) throw new IllegalStateException("two reads of one stream");
        reading.close();
        filling.close();
    }

    @Override public Pending<Integer> write(byte[] bytes) {
        if (bytes.length > MOST) throw new IllegalArgumentException("a write of " + bytes.length + " bytes");
        synchronized (carrier) {
            requireOneWrite();
            Pending<Integer> pending = writing.promise();
            take(bytes, bytes.length);
            return pending;
        }
    }

    @Override public Pending<Filled> writeBlock(Block block, int count) {
        if (count > MOST_OF_BLOCK) {
            block.close();
            throw new IllegalArgumentException("a write of " + count + " bytes");
        }
        synchronized (carrier) {
            requireOneWrite();
            byte[] bytes = copied.atLeast(count);
            block.read(0, bytes, 0, count);
            Pending<Filled> pending = emptying.promise(block);
            take(bytes, count);
            return pending;
        }
    }

    private void requireOneWrite() {
        if (writing.isAwaited() || emptying.isAwaited()) throw new IllegalStateException("two writes of one stream");
    }

    private void take(byte[] bytes, int count) {
        written = count;
        if (connection == null) early = join(early, bytes, count);
        else if (!finished) connection.write(bytes, 0, count); // else the machine is leaving, and nobody looks any more
        progress();
        carrier.changed();
    }

    private static byte[] join(byte[] first, byte[] second, int count) {
        byte[] both = Arrays.copyOf(first, first.length + count);
        System.arraycopy(second, 0, both, first.length, count);
        return both;
    }

    /** Answers whatever can be answered by now. */
    void progress() {
        if (connection == null) {
            if (carrier.multiplexer().ended() == null) return;
            // None will come any more.
            if (reading.isAwaited()) reading.keep(NOTHING);
            if (filling.isAwaited()) filling.keep(0);
            accepted();
            return;
        }
        if (connection.available() > 0 || connection.theyClosed()) arrived(Math.min(most, connection.available()));
        if (connection.unsent() <= ENOUGH) accepted();
    }

    private void arrived(int count) {
        if (reading.isAwaited()) {
            byte[] bytes = new byte[count];
            connection.read(bytes, 0, count);
            reading.keep(bytes);
        } else if (filling.isAwaited()) {
            byte[] bytes = copied.atLeast(count);
            connection.read(bytes, 0, count);
            filling.fill(bytes, 0, count);
            filling.keep(count);
        }
    }

    private void accepted() {
        writing.keep(written);
        emptying.keep(written);
    }

    /** The client has closed the stream or is gone. */
    @Override public void close() {
        synchronized (carrier) {
            reading.close();
            filling.close();
            if (!owned) return;
            connection.close("");
            connection.ignoreInput();
            carrier.changed();
        }
    }
}
