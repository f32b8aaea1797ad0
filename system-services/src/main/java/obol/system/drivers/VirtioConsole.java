package obol.system.drivers;

import java.util.ArrayDeque;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.VirtioMmio.Status;
import obol.nucleus.device.Virtqueue;

/**
 * The driver of a virtio console (virtio 1.1, section 5.3) with one port that is no console: bytes both ways, which is what the carrier
 * needs. (Of a port that is a console QEMU drops what its socket does not take at once.)
 * One thread of its own waits for interrupts; readers and writers wait for that one, in the monitor of this object.
 */
public final class VirtioConsole implements obol.system.carrier.Device {
    /** The port with the carrier. Port 0, whose queues are 0 and 1, is always a console. */
    private static final int PORT = 1;
    private static final int QUEUE_CONTROL_RECEIVE = 2, QUEUE_CONTROL_TRANSMIT = 3;
    private static final int QUEUE_RECEIVE = 2 * PORT + 2, QUEUE_TRANSMIT = 2 * PORT + 3;
    private static final int QUEUE_SIZE = 256;
    /** A control message: u32 port, u16 event, u16 value; more may follow that is not for us, such as a name. */
    private static final int CONTROL_MESSAGE = 8, CONTROL_SIZE = 64, CONTROL_COUNT = 8;
    private static final int EVENT_DEVICE_READY = 0, EVENT_PORT_ADD = 1, EVENT_PORT_READY = 3, EVENT_PORT_OPEN = 6;
    /** What QEMU passes on at once. */
    private static final int RECEIVE_SIZE = 4 << 10, RECEIVE_COUNT = 64;
    private static final int TRANSMIT_SIZE = 64 << 10, TRANSMIT_COUNT = 4;

    /** Bit 1: the device has ports and control queues. */
    private static final int FEATURE_MULTIPORT = 2;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;

    private final Device device;
    private final Virtqueue receive;
    private final Virtqueue transmit;
    private final Virtqueue controlReceive;
    private final Virtqueue controlTransmit;
    /** Buffers for writing that the device does not have. */
    private final ArrayDeque<Buffer> idle = new ArrayDeque<>();
    /** What is being read: the first bytes of a buffer, and how many of them have been taken. */
    private Buffer received;
    private int filled;
    private int taken;
    private boolean closed;

    private VirtioConsole(Device device) {
        this.device = device;
        VirtioMmio registers = device.registers();
        int agreed = negotiate(registers);
        receive = device.queue(QUEUE_RECEIVE, QUEUE_SIZE);
        transmit = device.queue(QUEUE_TRANSMIT, QUEUE_SIZE);
        controlReceive = device.queue(QUEUE_CONTROL_RECEIVE, CONTROL_COUNT);
        controlTransmit = device.queue(QUEUE_CONTROL_TRANSMIT, CONTROL_COUNT);
        if (receive == null || transmit == null || controlReceive == null || controlTransmit == null) {
            throw new IllegalStateException("the console device has no port " + PORT);
        }
        registers.status(agreed | Status.DRIVER_OK);
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
        for (int i = 0; i < CONTROL_COUNT; i++) {
            controlReceive.offer(Buffer.allocate(CONTROL_SIZE), CONTROL_SIZE, true);
        }
        controlReceive.announce();
        control(0, EVENT_DEVICE_READY);
    }

    /** Resets the device and agrees with it on ports (virtio 1.1, section 3.1.1); gives its status then. */
    static int negotiate(VirtioMmio registers) {
        registers.status(0);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER);
        registers.driverFeaturesSelect(0);
        registers.driverFeatures(FEATURE_MULTIPORT);
        registers.driverFeaturesSelect(1);
        registers.driverFeatures(FEATURE_VERSION_1);
        int agreed = Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK;
        registers.status(agreed);
        if (!registers.featuresOk()) {
            throw new IllegalStateException("the console device has no ports, or does not speak virtio 1");
        }
        return agreed;
    }

    /** Tells the device something about a port, with the value 1, yes. */
    private void control(int port, int event) {
        Buffer buffer = controlTransmit.take();
        if (buffer == null) {
            buffer = Buffer.allocate(CONTROL_MESSAGE);
        }
        buffer.put(0, new byte[] {(byte) port, 0, 0, 0, (byte) event, 0, 1, 0}, 0, CONTROL_MESSAGE);
        if (!controlTransmit.offer(buffer, CONTROL_MESSAGE, false)) {
            throw new IllegalStateException("the console device does not read what it is told");
        }
        controlTransmit.announce();
    }

    /** Does what the device says about its port. */
    private void seeToControl() {
        byte[] message = new byte[CONTROL_MESSAGE];
        for (Buffer buffer; (buffer = controlReceive.take()) != null; ) {
            int length = controlReceive.length();
            buffer.get(0, message, 0, CONTROL_MESSAGE);
            controlReceive.offer(buffer, CONTROL_SIZE, true);
            controlReceive.announce();
            if (length < CONTROL_MESSAGE || message[0] != PORT) {
                continue;
            }
            if (message[4] == EVENT_PORT_ADD) {
                control(PORT, EVENT_PORT_READY);
                control(PORT, EVENT_PORT_OPEN);
            } else if (message[4] == EVENT_PORT_OPEN) {
                closed |= message[6] == 0;
            }
        }
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
                device.registers().interruptAcknowledge(device.registers().interruptStatus());
                synchronized (this) {
                    seeToControl();
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
