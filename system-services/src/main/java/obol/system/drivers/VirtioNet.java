package obol.system.drivers;

import java.util.ArrayDeque;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Slot;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.VirtioMmio.Status;
import obol.nucleus.device.Virtqueue;
import obol.system.ether.Ether;
import obol.system.ether.Frames;
import obol.system.ether.OwedBatch;

/**
 * The driver of a virtio network device (virtio 1.1, section 5.1), without offloading: QEMU offers none where the other side is its
 * user-mode network. A frame has a buffer of its own, as large as a page, which goes back to the device at once, as the frame is copied into the
 * client's block.
 *
 * <p>A thread of its own waits for interrupts and gives a waiting client what has come; calls are served by another one. All state is guarded
 * by this object's monitor. The device interrupts for frames that it has sent only while a client waits for room.
 */
final class VirtioNet implements Ether {
    private static final int QUEUE_RECEIVE = 0, QUEUE_TRANSMIT = 1, QUEUE_SIZE = 256;
    /** What lies in front of each frame (5.1.6): nothing that the features agreed upon give a meaning to. */
    private static final int HEADER = 12;
    private static final int BUFFER_SIZE = HEADER + MOST;
    private static final int MTU = 1500;

    /** Bits of the lower word: the device has an address of its own, and says whether there is a network. */
    private static final int FEATURE_MAC = 1 << 5, FEATURE_STATUS = 1 << 16;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;
    /** In the device's configuration: six bytes of address, then the status, whose lowest bit is the link's. */
    private static final int CONFIGURATION_UP = 1 << 16;
    /** Locally administered, for a device that has no address. */
    private static final long NAMELESS = 0x02_00_00_4F_42_4CL;

    private final Device device;
    private final Virtqueue receive;
    private final Virtqueue transmit;
    private final Replenishment replenishment;
    private final boolean hasStatus;
    private final long hardware;
    /** Buffers for sending that the device does not have. */
    private final ArrayDeque<Buffer> idle = new ArrayDeque<>();
    private int transmitBuffers;

    private final OwedBatch receiving = new OwedBatch();
    private final Slot<Block> empty = new Slot<>();
    private byte[] arrived = new byte[BATCH];

    private final OwedBatch sending = new OwedBatch();
    private final Slot<Block> sent = new Slot<>();
    private byte[] leaving = new byte[BATCH];
    private int leavingAt;
    private int leavingEnd;

    private long framesIn, bytesIn, framesOut, bytesOut, malformed, interrupts;

    VirtioNet(Device device) {
        this.device = device;
        VirtioMmio registers = device.registers();
        int features = negotiate(registers);
        hasStatus = (features & FEATURE_STATUS) != 0;
        hardware = (features & FEATURE_MAC) == 0 ? NAMELESS : address(registers);
        receive = device.queue(QUEUE_RECEIVE, QUEUE_SIZE);
        transmit = device.queue(QUEUE_TRANSMIT, QUEUE_SIZE);
        if (receive == null || transmit == null) throw new IllegalStateException("the network device has no queues");
        transmit.interrupts(false);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK | Status.DRIVER_OK);
        int buffers = 0;
        for (; buffers < QUEUE_SIZE; buffers++) {
            Buffer buffer = Buffer.allocate(BUFFER_SIZE);
            if (!receive.offer(buffer, BUFFER_SIZE, true)) {
                buffer.free();
                break;
            }
        }
        receive.announce();
        replenishment = new Replenishment(buffers);
    }

    /** Resets the device and agrees with it on features (virtio 1.1, section 3.1.1); gives those of the lower word. */
    static int negotiate(VirtioMmio registers) {
        registers.status(0);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER);
        registers.deviceFeaturesSelect(0);
        int features = registers.deviceFeatures() & (FEATURE_MAC | FEATURE_STATUS);
        registers.driverFeaturesSelect(0);
        registers.driverFeatures(features);
        registers.driverFeaturesSelect(1);
        registers.driverFeatures(FEATURE_VERSION_1);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK);
        if (!registers.featuresOk()) throw new IllegalStateException("the network device does not speak virtio 1");
        return features;
    }

    /** The hardware address, whose first byte is the lowest one of the configuration. */
    static long address(VirtioMmio registers) {
        long first = Integer.reverseBytes(registers.configuration(0)) & 0xFFFF_FFFFL;
        return first << 16 | Integer.reverseBytes(registers.configuration(1)) >>> 16;
    }

    /** Begins to wait for interrupts. */
    void start() {
        Thread thread = new Thread(this::seeToInterrupts, "ether interrupts");
        thread.setDaemon(true);
        thread.start();
    }

    private void seeToInterrupts() {
        try {
            while (true) {
                device.await();
                device.registers().interruptAcknowledge(device.registers().interruptStatus());
                synchronized (this) {
                    interrupts++;
                    deliver();
                    depart();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override public synchronized Facts facts() {
        return new Facts(hardware, MTU, !hasStatus || (device.registers().configuration(1) & CONFIGURATION_UP) != 0);
    }

    @Override public synchronized Pending<Batch> receive(Block block) {
        Pending<Batch> pending = receiving.promise();
        if (block.size() < Frames.room(MOST)) {
            block.close();
            receiving.close();
            return pending;
        }
        empty.put(block);
        deliver();
        return pending;
    }

    /** Gives who waits what has come, if anything has. */
    private void deliver() {
        Block block = empty.take();
        if (block == null) return;
        if (!receiving.isAwaited()) {
            block.close();
            return;
        }
        int end = Math.min(block.size(), arrived.length);
        int at = 0;
        while (end - at >= Frames.room(MOST)) {
            Buffer buffer = receive.take();
            if (buffer == null) break;
            int length = receive.length() - HEADER;
            if (length > 0) {
                Frames.putLength(arrived, at, length);
                buffer.get(HEADER, arrived, at + Frames.HEADER, length);
                at += Frames.room(length);
                framesIn++;
                bytesIn += length;
            } else {
                malformed++;
            }
            receive.offer(buffer, BUFFER_SIZE, true);
            if (replenishment.givenBack()) receive.announce();
        }
        if (at == 0) {
            empty.put(block);
            return;
        }
        block.write(0, arrived, 0, at);
        receiving.keep(block, at);
    }

    @Override public synchronized Pending<Batch> send(Block frames, int bytes) {
        Pending<Batch> pending = sending.promise();
        int count = Math.max(0, Math.min(bytes, frames.size()));
        if (leaving.length < count) leaving = new byte[count];
        frames.read(0, leaving, 0, count);
        leavingAt = 0;
        leavingEnd = count;
        sent.put(frames);
        depart();
        return pending;
    }

    /** Gives the device as much as it takes of what is to be sent, and the block back when it has taken all. */
    private void depart() {
        if (sent.isEmpty()) return;
        while (!fill()) {
            transmit.interrupts(true);
            // It may have sent one just before it heard of that.
            Buffer buffer = transmit.take();
            if (buffer == null) return;
            idle.add(buffer);
        }
        transmit.interrupts(false);
        Block block = sent.take();
        if (block != null) sending.keep(block, 0);
    }

    /** Offers frames until the device has all of them or there is no room. */
    private boolean fill() {
        int before = leavingAt;
        boolean room = true;
        while (leavingAt < leavingEnd && room) {
            int length = Frames.length(leaving, leavingAt, leavingEnd);
            if (length <= 0 || length > MOST) {
                malformed++;
                leavingAt = length < 0 ? leavingEnd : leavingAt + Frames.room(length);
            } else {
                room = offer(leavingAt + Frames.HEADER, length);
                if (room) leavingAt += Frames.room(length);
            }
        }
        if (leavingAt > before) transmit.announce();
        return room;
    }

    private boolean offer(int at, int length) {
        Buffer buffer = transmit.take();
        if (buffer == null) buffer = idle.poll();
        if (buffer == null) {
            if (transmitBuffers == QUEUE_SIZE) return false;
            buffer = Buffer.allocate(BUFFER_SIZE);
            transmitBuffers++;
        }
        buffer.put(HEADER, leaving, at, length);
        if (!transmit.offer(buffer, HEADER + length, false)) {
            idle.add(buffer);
            return false;
        }
        framesOut++;
        bytesOut += length;
        return true;
    }

    @Override public synchronized Counters counters() {
        return new Counters(framesIn, bytesIn, framesOut, bytesOut, malformed, interrupts);
    }
}
