package obol.system.carrier.frames;

import obol.system.carrier.Device;

/**
 * A multiplexer that runs over a device: one thread reads, another writes. Whoever uses the multiplexer or one of its connections holds
 * this object's monitor, and calls {@link #changed} before it lets go if there may be something to send.
 */
public final class Carrier {
    /** The reason when the device ended. */
    public static final String GONE = "the other side is gone";

    private static final int BUFFER = 64 << 10;

    private final Multiplexer multiplexer;
    private final Device device;
    private final Runnable arrived;

    /**
     * @param arrived is run with this object's monitor held by the two threads, when something has come in, gone out, or the carrier ended
     */
    public Carrier(Multiplexer.Side side, Device device, Runnable arrived) {
        this.multiplexer = new Multiplexer(side);
        this.device = device;
        this.arrived = arrived;
    }

    /** Only to be used with the monitor held. */
    public Multiplexer multiplexer() {
        return multiplexer;
    }

    /** Starts the two threads, which are daemons and end with the carrier. */
    public void start() {
        start("carrier in", this::readAll);
        start("carrier out", this::writeAll);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Wakes the writing thread, and whoever waits on this object. The monitor must be held. */
    public void changed() {
        notifyAll();
    }

    /** Ends the carrier and closes the device. */
    public void end(String why) {
        synchronized (this) {
            multiplexer.end(why);
            happened();
        }
        device.close();
    }

    private void happened() {
        arrived.run();
        notifyAll();
    }

    private void readAll() {
        byte[] buffer = new byte[BUFFER];
        for (int count; (count = device.read(buffer, 0, BUFFER)) >= 0; ) {
            synchronized (this) {
                try {
                    multiplexer.receive(buffer, 0, count);
                } catch (ProtocolException broken) {
                    break;
                }
                happened();
            }
        }
        end(GONE);
    }

    private void writeAll() {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count; (count = nextOutput(buffer)) > 0; ) {
                if (!device.write(buffer, 0, count)) end(GONE);
            }
        } catch (InterruptedException leave) {
            end("interrupted");
        }
    }

    /** Waits for bytes to send; gives how many, 0 at the end. */
    private synchronized int nextOutput(byte[] buffer) throws InterruptedException {
        while (multiplexer.ended() == null) {
            int count = multiplexer.transmit(buffer, 0, buffer.length);
            if (count > 0) {
                happened();
                return count;
            }
            wait();
        }
        return 0;
    }
}
