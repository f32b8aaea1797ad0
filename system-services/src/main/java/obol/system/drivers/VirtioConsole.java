package obol.system.drivers;

import java.util.ArrayDeque;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.Virtqueue;

/**
 * The driver of a virtio console (virtio 1.1, section 5.3) with its one port: bytes both ways, which is what the carrier needs.
 * One thread of its own waits for interrupts; readers and writers wait for that one, in the monitor of this object.
 */
public final class VirtioConsole implements obol.system.carrier.Device {
    private static final int QUEUE_RECEIVE = 0, QUEUE_TRANSMIT = 1;
    private static final int QUEUE_SIZE = 256;
    /** What QEMU passes on at once. */
    private static final int RECEIVE_SIZE = 4 << 10, RECEIVE_COUNT = 64;
    private static final int TRANSMIT_SIZE = 64 << 10, TRANSMIT_COUNT = 4;

    private static final int STATUS_ACKNOWLEDGE = 1, STATUS_DRIVER = 2, STATUS_DRIVER_OK = 4, STATUS_FEATURES_OK = 8;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;

    private final Device device;
    private final Virtqueue receive;
    private final Virtqueue transmit;
    /** Buffers for writing that the device does not have. */
    private final ArrayDeque<Buffer> idle = new ArrayDeque<>();
    /** What is being read: the first bytes of a buffer, and how many of them have been taken. */
    private Buffer received;
    private int filled;
    private int taken;
    private boolean closed;

    private VirtioConsole(Device device) {
        this.device = device;
        device.write(VirtioMmio.STATUS, 0);
        device.write(VirtioMmio.STATUS, STATUS_ACKNOWLEDGE | STATUS_DRIVER);
        device.write(VirtioMmio.DRIVER_FEATURES_SELECT, 0);
        device.write(VirtioMmio.DRIVER_FEATURES, 0);
        device.write(VirtioMmio.DRIVER_FEATURES_SELECT, 1);
        device.write(VirtioMmio.DRIVER_FEATURES, FEATURE_VERSION_1);
        int agreed = STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK;
        device.write(VirtioMmio.STATUS, agreed);
        if ((device.read(VirtioMmio.STATUS) & STATUS_FEATURES_OK) == 0) {
            throw new IllegalStateException("the console device does not speak virtio 1");
        }
        receive = device.queue(QUEUE_RECEIVE, QUEUE_SIZE);
        transmit = device.queue(QUEUE_TRANSMIT, QUEUE_SIZE);
        if (receive == null || transmit == null) {
            throw new IllegalStateException("the console device has no port");
        }
        device.write(VirtioMmio.STATUS, agreed | STATUS_DRIVER_OK);
        for (int i = 0; i < TRANSMIT_COUNT; i++) {
            idle.add(Buffer.allocate(TRANSMIT_SIZE));
        }
        for (int i = 0; i < RECEIVE_COUNT; i++) {
            Buffer buffer = Buffer.allocate(RECEIVE_SIZE);
            if (!receive.offer(buffer, RECEIVE_SIZE, true)) {
                buffer.free();
                break;
            }
        }
        receive.announce();
    }

    /** Starts the machine's console device; null: there is none, or this process may not drive it. */
    public static VirtioConsole start() {
        Device device = Device.claim(Device.CONSOLE);
        if (device == null) {
            return null;
        }
        VirtioConsole console = new VirtioConsole(device);
        Thread interrupts = new Thread(console::seeToInterrupts, "console interrupts");
        interrupts.setDaemon(true);
        interrupts.start();
        return console;
    }

    private void seeToInterrupts() {
        try {
            while (true) {
                device.await();
                device.write(VirtioMmio.INTERRUPT_ACKNOWLEDGE, device.read(VirtioMmio.INTERRUPT_STATUS));
                synchronized (this) {
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    @Override public synchronized int read(byte[] to, int offset, int most) {
        while (received == null) {
            if (closed) {
                return -1;
            }
            received = receive.take();
            if (received == null) {
                rest();
            } else {
                filled = receive.length();
                taken = 0;
                if (filled == 0) {
                    recycle();
                }
            }
        }
        int count = Math.min(most, filled - taken);
        received.get(taken, to, offset, count);
        taken += count;
        if (taken == filled) {
            recycle();
        }
        return count;
    }

    /** The received buffer is empty: the device gets it again. There is room, as it has come from there. */
    private void recycle() {
        receive.offer(received, RECEIVE_SIZE, true);
        receive.announce();
        received = null;
    }

    @Override public synchronized boolean write(byte[] from, int offset, int count) {
        int done = 0;
        while (done < count) {
            if (closed) {
                return false;
            }
            Buffer buffer = idle.poll();
            if (buffer == null) {
                buffer = transmit.take();
            }
            if (buffer == null) {
                rest();
                continue;
            }
            int part = Math.min(TRANSMIT_SIZE, count - done);
            buffer.put(0, from, offset + done, part);
            if (transmit.offer(buffer, part, false)) {
                transmit.announce();
                done += part;
            } else {
                idle.add(buffer);
                rest();
            }
        }
        return !closed;
    }

    /** Waits until what was written is out of the machine. */
    public synchronized void drain() {
        while (!closed && !transmit.isEmpty()) {
            rest();
        }
    }

    @Override public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for the next interrupt, or the end. */
    private void rest() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
