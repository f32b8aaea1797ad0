package obol.system.drivers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import obol.nucleus.device.Buffer;
import obol.nucleus.device.Device;
import obol.nucleus.device.DeviceFault;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.device.VirtioMmio.Status;
import obol.nucleus.device.Virtqueue;

/**
 * The driver of a virtio block device (virtio 1.1, section 5.2). A request is a header and what is written, which the device reads, and
 * room for what is read and a status, which it fills. A thread waits for interrupts and ends the requests that the device has done with.
 */
public final class VirtioDisk implements Medium {
    private static final int QUEUE = 0, QUEUE_SIZE = 256;
    /** Requests that the device has at most; pairs of buffers are made when they are first needed. */
    private static final int DEPTH = 8;
    /** u32 type, u32 0, u64 sector. */
    private static final int HEADER = 16, HEADER_SECTOR = 8;
    private static final int TYPE_READ = 0, TYPE_WRITE = 1, TYPE_FLUSH = 4;
    /** The status of a request that was carried out, and what stands there before the device has said anything. */
    private static final byte DONE = 0, UNSAID = -1;
    private static final int STATUS = 1;
    private static final int BUFFER = 64 << 10;
    /** Features: the device can only be read; what was written lies in a cache, which can be flushed. */
    static final int FEATURE_READ_ONLY = 1 << 5, FEATURE_FLUSH = 1 << 9;
    /** Bit 32, in the upper word: not a legacy device. */
    private static final int FEATURE_VERSION_1 = 1;

    /** Buffers for a request, and the one that they are used for. */
    private static final class Place {
        final Buffer question = Buffer.allocate(BUFFER);
        final Buffer answer = Buffer.allocate(BUFFER);
        DiskRequest request;
    }

    private final Device device;
    private final Virtqueue queue;
    private final long sectors;
    private final int features;
    private final List<Place> places = new ArrayList<>();
    private final ArrayDeque<Place> idle = new ArrayDeque<>();
    /** Why nothing works any more; null while it does. */
    private String failure;

    private VirtioDisk(Device device) {
        this.device = device;
        VirtioMmio registers = device.registers();
        features = negotiate(registers);
        queue = device.queue(QUEUE, QUEUE_SIZE);
        if (queue == null) throw new IllegalStateException("the disk has no queue");
        sectors = capacity(registers);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK | Status.DRIVER_OK);
    }

    /** Resets the device and agrees with it (virtio 1.1, section 3.1.1); gives the features of the lower word that it has and we use. */
    static int negotiate(VirtioMmio registers) {
        registers.status(0);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER);
        registers.deviceFeaturesSelect(0);
        int taken = registers.deviceFeatures() & (FEATURE_READ_ONLY | FEATURE_FLUSH);
        registers.driverFeaturesSelect(0);
        registers.driverFeatures(taken);
        registers.driverFeaturesSelect(1);
        registers.driverFeatures(FEATURE_VERSION_1);
        registers.status(Status.ACKNOWLEDGE | Status.DRIVER | Status.FEATURES_OK);
        if (!registers.featuresOk()) throw new IllegalStateException("the disk does not speak virtio 1");
        return taken;
    }

    /** Sectors of 512 bytes; both halves of the same time. More than a byte's number can say are none. */
    static long capacity(VirtioMmio registers) {
        int generation;
        long capacity;
        do {
            generation = registers.configurationGeneration();
            capacity = registers.configuration(0) & 0xFFFF_FFFFL | (long) registers.configuration(1) << 32;
        } while (registers.configurationGeneration() != generation);
        return capacity < 0 || capacity > Long.MAX_VALUE / SECTOR ? 0 : capacity;
    }

    /** Starts a disk of the machine that nobody drives yet; null: there is none, or this process may not drive it. */
    public static VirtioDisk start() {
        Device device = Device.claim(Device.BLOCK);
        if (device == null) return null;
        VirtioDisk disk = new VirtioDisk(device);
        Thread interrupts = new Thread(disk::seeToInterrupts, "disk interrupts");
        interrupts.setDaemon(true);
        interrupts.start();
        return disk;
    }

    @Override public long sectors() {
        return sectors;
    }

    @Override public boolean writable() {
        return (features & FEATURE_READ_ONLY) == 0;
    }

    @Override public boolean begin(DiskRequest request) {
        String why;
        synchronized (this) {
            why = failure;
            if (why == null && (request.kind != DiskRequest.Kind.FLUSH || (features & FEATURE_FLUSH) != 0)) {
                Place place = place();
                if (place == null) return false;
                if (ask(place, request)) return true;
                why = failure;
                if (why == null) return false;
            }
        }
        if (why == null) request.done(); // without a cache all is where it belongs
        else request.fail(why);
        return true;
    }

    private Place place() {
        Place place = idle.poll();
        if (place == null && places.size() < DEPTH) {
            place = new Place();
            places.add(place);
        }
        return place;
    }

    /** Whether the device has it now. */
    private boolean ask(Place place, DiskRequest request) {
        int asked = HEADER;
        int room = STATUS;
        switch (request.kind) {
            case READ -> room += request.bytes.length;
            case WRITE -> asked += request.bytes.length;
            default -> { }
        }
        place.question.put(0, header(request), 0, HEADER);
        if (asked > HEADER) place.question.put(HEADER, request.bytes, 0, request.bytes.length);
        place.answer.put(room - STATUS, new byte[] {UNSAID}, 0, STATUS);
        try {
            if (!queue.ask(place.question, asked, place.answer, room)) {
                idle.add(place);
                return false;
            }
        } catch (DeviceFault fault) {
            failure = fault.getMessage();
            return false;
        }
        place.request = request;
        queue.announce();
        return true;
    }

    private static byte[] header(DiskRequest request) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) switch (request.kind) {
            case READ -> TYPE_READ;
            case WRITE -> TYPE_WRITE;
            case FLUSH -> TYPE_FLUSH;
        };
        for (int i = 0; i < Long.BYTES; i++) header[HEADER_SECTOR + i] = (byte) (request.sector >>> 8 * i);
        return header;
    }

    private void seeToInterrupts() {
        try {
            while (true) {
                device.await();
                device.registers().interruptAcknowledge(device.registers().interruptStatus());
                while (endNext()) continue;
            }
        } catch (InterruptedException e) {
            end("the driver was stopped");
        } catch (DeviceFault fault) {
            end(fault.getMessage());
        }
    }

    /** Ends the next request that the device has done with; false: there is none. */
    private boolean endNext() {
        DiskRequest request = null;
        boolean good = false;
        synchronized (this) {
            Buffer answer = queue.take();
            if (answer == null) return false;
            for (Place place : places) {
                if (place.answer == answer) {
                    request = place.request;
                    place.request = null;
                    good = isDone(place, request, queue.length());
                    idle.add(place);
                }
            }
        }
        if (good) request.done();
        else request.fail("the disk cannot " + (request.kind == DiskRequest.Kind.FLUSH ? "flush" : request.kind == DiskRequest.Kind.READ ? "read" : "write") + " sector " + request.sector);
        return true;
    }

    /** Looks at the status, and takes over what was read. */
    private static boolean isDone(Place place, DiskRequest request, int length) {
        int read = request.kind == DiskRequest.Kind.READ ? request.bytes.length : 0;
        byte[] status = new byte[STATUS];
        place.answer.get(read, status, 0, STATUS);
        if (status[0] != DONE || length < read + STATUS) return false;
        if (read > 0) place.answer.get(0, request.bytes, 0, read);
        return true;
    }

    /** Nothing works from now on: what is under way has failed. The device keeps its buffers until the process ends. */
    private void end(String why) {
        List<DiskRequest> under = new ArrayList<>();
        synchronized (this) {
            failure = why;
            for (Place place : places) {
                if (place.request != null) under.add(place.request);
                place.request = null;
            }
        }
        for (DiskRequest request : under) request.fail(why);
    }
}
