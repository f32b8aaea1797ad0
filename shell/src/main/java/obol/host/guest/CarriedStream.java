package obol.host.guest;

import obol.system.carrier.frames.Carrier;
import obol.system.carrier.frames.Connection;

/** A connection of a carrier with reads and writes that wait. One thread reads, one other writes. */
final class CarriedStream {
    /** Bytes that may be queued before a writer has to wait. */
    private static final int ENOUGH = 256 << 10;

    private final Carrier carrier;
    private final Connection connection;

    CarriedStream(Carrier carrier, Connection connection) {
        this.carrier = carrier;
        this.connection = connection;
    }

    /** Waits for bytes; gives how many, -1 at the end. */
    int read(byte[] to) throws InterruptedException {
        synchronized (carrier) {
            int count;
            while ((count = connection.read(to, 0, to.length)) == 0) carrier.wait();
            carrier.changed();
            return count;
        }
    }

    /** Queues the bytes; waits while there are many. They go nowhere once the carrier has ended. */
    void write(byte[] from, int count) throws InterruptedException {
        synchronized (carrier) {
            connection.write(from, 0, count);
            carrier.changed();
            while (connection.unsent() > ENOUGH) carrier.wait();
        }
    }

    /** Ends the direction to the guest. */
    void closeOutput() {
        synchronized (carrier) {
            connection.close("");
            carrier.changed();
        }
    }

    /** Ends both directions at once: what the guest has not got yet is dropped, too. */
    void abort(String why) {
        synchronized (carrier) {
            connection.abort(why);
            carrier.changed();
        }
    }

    /** Ends both directions; what the guest still sends is dropped. */
    void close() {
        synchronized (carrier) {
            connection.close("");
            connection.ignoreInput();
            carrier.changed();
        }
    }
}
