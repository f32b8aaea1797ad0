package obol.system.drivers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.DeviceFault;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.VirtioMmio.Status;
import obol.nucleus.device.Virtqueue;

/**
 * The driver of a virtio 9P device: requests of 9P go to the host, each with room for its answer, and answers come back in any order.
 * A thread waits for interrupts and passes answers on.
 */
public final class VirtioShare {
    /** Bytes of the longest message. */
    public static final int MESSAGE = 64 << 10;

    private static final int QUEUE = 0, QUEUE_SIZE = 128;
    /** Requests that the device has at most; pairs of buffers are made when they are first needed. */
    private static final int DEPTH = 6;
    /** The device has a name, which is all of its configuration. */
    private static final int FEATURE_NAME = 1;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;

    /** What hears of answers. */
    public interface Receiver {
        /** An answer; the bytes are the receiver's. */
        void answer(byte[] message);

        /** There will be no more answers. */
        void end();
    }

    private record Place(Buffer question, Buffer answer) {}

    private final Device device;
    private final Virtqueue queue;
    private final Receiver receiver;
    private final List<Place> places = new ArrayList<>();
    private final ArrayDeque<Place> idle = new ArrayDeque<>();
    /** Requests that the device has no room for yet. */
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;

    private VirtioShare(Device device, Receiver receiver) {
        this.device = device;
        this.receiver = receiver;
        VirtioMmio registers = device.registers();
        negotiate(registers);
        queue = device.queue(QUEUE, QUEUE_SIZE);
        if (queue == null) throw new IllegalStateException("the 9P device has no queue");
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK | Status.DRIVER_OK);
    }

    /** Resets the device and agrees with it (virtio 1.1, section 3.1.1). */
    static void negotiate(VirtioMmio registers) {
        registers.status(0);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER);
        registers.driverFeaturesSelect(0);
        registers.driverFeatures(FEATURE_NAME);
        registers.driverFeaturesSelect(1);
        registers.driverFeatures(FEATURE_VERSION_1);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK);
        if (!registers.featuresOk()) throw new IllegalStateException("the 9P device does not speak virtio 1");
    }

    /** Starts the machine's 9P device; null: there is none, or this process may not drive it. */
    public static VirtioShare start(Receiver receiver) {
        Device device = Device.claim(Device.SHARE);
        if (device == null) return null;
        VirtioShare share = new VirtioShare(device, receiver);
        Thread interrupts = new Thread(share::seeToInterrupts, "share interrupts");
        interrupts.setDaemon(true);
        interrupts.start();
        return share;
    }

    /** Bytes of requests that wait for room. */
    public synchronized int waiting() {
        return waitingBytes;
    }

    /** Sends a request, of at most {@link #MESSAGE} bytes, which are the caller's again when this returns. */
    public synchronized void send(byte[] bytes, int offset, int length) {
        waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
        waitingBytes += length;
        sendAll();
    }

    private void sendAll() {
        for (byte[] next; (next = waiting.peek()) != null; ) {
            Place place = idle.poll();
            if (place == null && places.size() < DEPTH) {
                place = new Place(Buffer.allocate(MESSAGE), Buffer.allocate(MESSAGE));
                places.add(place);
            }
            if (place == null) return;
            place.question.put(0, next, 0, next.length);
            if (!queue.ask(place.question, next.length, place.answer, MESSAGE)) {
                idle.add(place);
                return;
            }
            queue.announce();
            waiting.remove();
            waitingBytes -= next.length;
        }
    }

    private void seeToInterrupts() {
        try {
            while (true) {
                device.await();
                device.registers().interruptAcknowledge(device.registers().interruptStatus());
                for (byte[] answer; (answer = next()) != null; ) receiver.answer(answer);
            }
        } catch (InterruptedException | DeviceFault e) {
            receiver.end();
        }
    }

    /** The next answer, null: none yet. */
    private synchronized byte[] next() {
        Buffer buffer = queue.take();
        if (buffer == null) return null;
        byte[] answer = new byte[queue.length()];
        buffer.get(0, answer, 0, answer.length);
        for (Place place : places) {
            if (place.answer == buffer) idle.add(place);
        }
        sendAll();
        return answer;
    }
}
