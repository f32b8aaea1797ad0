package obol.system.drivers;

import java.util.ArrayDeque;
import java.util.Deque;
import obol.channels.Pending;
import obol.channels.Services;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.DeviceFault;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.VirtioMmio.Status;
import obol.nucleus.device.Virtqueue;
import obol.system.loop.Owed;
import obol.system.random.RandomSource;

/**
 * The program {@code random}: the driver of a virtio entropy device (virtio 1.1, section 5.4), which fills buffers. One buffer is with
 * the device while somebody waits; what it filled is one client's, and is overwritten here.
 */
public final class VirtioRandom implements RandomSource {
    private static final int QUEUE = 0, QUEUE_SIZE = 8;
    /** Clients that wait at most; one more gets none. */
    private static final int WAITING = 64;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;

    /** A client that waits. */
    private record Client(int most, Owed<byte[]> owed) {}

    private final Device device;
    private final Virtqueue queue;
    private final Buffer buffer = Buffer.allocate(MOST);
    private final Deque<Client> clients = new ArrayDeque<>();
    private boolean filling;
    private boolean failed;

    private VirtioRandom(Device device) {
        this.device = device;
        VirtioMmio registers = device.registers();
        negotiate(registers);
        queue = device.queue(QUEUE, QUEUE_SIZE);
        if (queue == null) throw new IllegalStateException("the source of random numbers has no queue");
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK | Status.DRIVER_OK);
    }

    /** Resets the device and agrees with it (virtio 1.1, section 3.1.1); it has no features of its own. */
    static void negotiate(VirtioMmio registers) {
        registers.status(0);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER);
        registers.driverFeaturesSelect(0);
        registers.driverFeatures(0);
        registers.driverFeaturesSelect(1);
        registers.driverFeatures(FEATURE_VERSION_1);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK);
        if (!registers.featuresOk()) throw new IllegalStateException("the source of random numbers does not speak virtio 1");
    }

    /** Serves until the machine ends; a machine without such a device has no such service. */
    public static void main(String[] arguments) {
        Device device = Device.claim(Device.ENTROPY);
        if (device == null) return;
        VirtioRandom random = new VirtioRandom(device);
        Thread interrupts = new Thread(random::seeToInterrupts, "random interrupts");
        interrupts.setDaemon(true);
        interrupts.start();
        Services.serve(RandomSource.class, "random", random);
    }

    @Override public synchronized Pending<byte[]> take(int most) {
        if (most < 1) throw new IllegalArgumentException(most + " random bytes");
        if (failed || clients.size() >= WAITING) return Pending.of(new byte[0]);
        Client client = new Client(Math.min(most, MOST), new Owed<>());
        Pending<byte[]> pending = client.owed.promise();
        clients.add(client);
        fill();
        return pending;
    }

    /** Gives the device the buffer, if somebody waits. */
    private void fill() {
        while (!clients.isEmpty() && !clients.peek().owed.isAwaited()) clients.remove();
        if (filling || clients.isEmpty()) return;
        filling = queue.offer(buffer, clients.peek().most, true);
        queue.announce();
    }

    private void seeToInterrupts() {
        try {
            while (true) {
                device.await();
                device.registers().interruptAcknowledge(device.registers().interruptStatus());
                deliver();
            }
        } catch (InterruptedException | DeviceFault e) {
            fail();
        }
    }

    private synchronized void deliver() {
        while (queue.take() != null) {
            filling = false;
            byte[] bytes = new byte[queue.length()];
            buffer.get(0, bytes, 0, bytes.length);
            buffer.put(0, new byte[bytes.length], 0, bytes.length);
            // The first one may have given up, and the next one want less.
            Client client = clients.poll();
            if (client != null) client.owed.keep(bytes.length <= client.most ? bytes : java.util.Arrays.copyOf(bytes, client.most));
            fill();
        }
    }

    private synchronized void fail() {
        failed = true;
        for (Client client; (client = clients.poll()) != null; ) client.owed.keep(new byte[0]);
    }
}
