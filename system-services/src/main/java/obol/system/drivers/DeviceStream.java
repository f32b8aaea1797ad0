package obol.system.drivers;

import java.util.ArrayDeque;
import java.util.Arrays;
import obol.channels.Block;
import obol.channels.Pending;
import obol.styx.Workspace;
import obol.system.carrier.Device;
import obol.system.carrier.OwedBlock;
import obol.system.carrier.Stream;
import obol.system.loop.Owed;

/**
 * A stream on a device that makes its caller wait. A thread of its own reads, once somebody has asked, and another one writes what the
 * device does not take at once; both come when they are first needed. What is read for a client that has given up stays for the next read.
 */
public final class DeviceStream implements Stream {
    /** Bytes that may be queued before a writer has to wait. */
    private static final int ENOUGH = 64 << 10;
    /** Bytes read at once at first; each read that gets so many makes it four times as many, up to what its reader takes. */
    private static final int FIRST = 2 << 10;

    private final Device device;
    /** Whether the device is closed with its stream. */
    private final boolean owned;

    private final Owed<byte[]> reading = new Owed<>();
    private final OwedBlock filling = new OwedBlock();
    /** What the one of these that is open takes. */
    private int most;
    /** As large as reads have shown to pay: a thousand idle streams have little each. */
    private byte[] input = new byte[FIRST];
    private int inputAt;
    private int inputEnd;
    private boolean ended;
    private boolean readerRuns;

    private final ArrayDeque<byte[]> output = new ArrayDeque<>();
    private int unwritten;
    private final Owed<Integer> writing = new Owed<>();
    private final OwedBlock emptying = new OwedBlock();
    private final Workspace taking = new Workspace();
    private int accepted;
    private boolean writerRuns;
    /** No more is taken; the device is closed when what was taken is out. */
    private boolean finished;
    private final Owed<Integer> flushing = new Owed<>();

    /** @param owned whether the device is closed with its stream */
    public DeviceStream(Device device, boolean owned) {
        this.device = device;
        this.owned = owned;
    }

    @Override public synchronized Pending<byte[]> read(int atMost) {
        if (atMost <= 0) throw new IllegalArgumentException("a read of " + atMost + " bytes");
        requireOneRead();
        most = Math.min(atMost, MOST);
        Pending<byte[]> pending = reading.promise();
        read();
        return pending;
    }

    @Override public synchronized Pending<Filled> readBlock(Block block) {
        requireOneRead();
        most = Math.min(block.size(), MOST_OF_BLOCK);
        Pending<Filled> pending = filling.promise(block);
        read();
        return pending;
    }

    private void requireOneRead() {
        if (reading.isAwaited() || filling.isAwaited()) throw new IllegalStateException("two reads of one stream");
        reading.close();
        filling.close();
    }

    private boolean isRead() {
        return reading.isOpen() || filling.isOpen();
    }

    /** Answers what was just asked for, or lets the reader do that. */
    private void read() {
        answer();
        if (isRead() && !readerRuns) {
            readerRuns = start(this::readAll, "reader");
            if (!readerRuns) {
                ended = true;
                answer();
            }
        }
        notifyAll();
    }

    private void answer() {
        if (!isRead() || inputAt == inputEnd && !ended) return;
        int count = Math.min(most, inputEnd - inputAt);
        if (reading.isAwaited()) {
            reading.keep(Arrays.copyOfRange(input, inputAt, inputAt + count));
        } else if (filling.isAwaited()) {
            filling.fill(input, inputAt, count);
            filling.keep(count);
        } else {
            reading.close();
            filling.close();
            return;
        }
        inputAt += count;
    }

    private void readAll() {
        while (awaitRequest()) {
            int count = device.read(input, 0, input.length);
            synchronized (this) {
                inputAt = 0;
                inputEnd = Math.max(0, count);
                ended = count < 0;
                int wanted = filling.isOpen() ? MOST_OF_BLOCK : MOST;
                answer();
                if (inputAt == inputEnd && count == input.length && count < wanted) input = new byte[Math.min(4 * count, wanted)];
            }
        }
    }

    /** Waits until a client wants more than is there; false: nobody ever will. */
    private synchronized boolean awaitRequest() {
        while (!ended && !finished && (!isRead() || inputAt < inputEnd)) {
            if (!rest()) return false;
        }
        return !ended && !finished;
    }

    @Override public synchronized Pending<Integer> write(byte[] bytes) {
        if (bytes.length > MOST) throw new IllegalArgumentException("a write of " + bytes.length + " bytes");
        requireOneWrite();
        accepted = bytes.length;
        Pending<Integer> pending = writing.promise();
        take(bytes, bytes.length);
        return pending;
    }

    @Override public synchronized Pending<Filled> writeBlock(Block block, int count) {
        if (count > MOST_OF_BLOCK) {
            block.close();
            throw new IllegalArgumentException("a write of " + count + " bytes");
        }
        requireOneWrite();
        accepted = count;
        byte[] bytes = taking.atLeast(count);
        block.read(0, bytes, 0, count);
        Pending<Filled> pending = emptying.promise(block);
        take(bytes, count);
        return pending;
    }

    private void requireOneWrite() {
        if (writing.isAwaited() || emptying.isAwaited()) throw new IllegalStateException("two writes of one stream");
    }

    private void take(byte[] bytes, int count) {
        if (!finished) {
            int taken = unwritten == 0 ? device.offer(bytes, 0, count) : 0;
            if (taken >= 0 && taken < count) queue(Arrays.copyOfRange(bytes, taken, count));
        }
        progress();
    }

    private void queue(byte[] bytes) {
        output.add(bytes);
        unwritten += bytes.length;
        startWriter();
        notifyAll();
    }

    private void startWriter() {
        if (writerRuns) return;
        writerRuns = start(this::writeAll, "writer");
        if (!writerRuns) {
            output.clear();
            unwritten = 0;
            device.close();
        }
    }

    private void progress() {
        if (unwritten <= ENOUGH) {
            writing.keep(accepted);
            emptying.keep(accepted);
        }
        if (unwritten == 0) flushing.keep(0);
    }

    private void writeAll() {
        for (byte[] bytes; (bytes = awaitOutput()) != null; ) {
            device.write(bytes, 0, bytes.length);
            synchronized (this) {
                unwritten -= bytes.length;
                progress();
            }
        }
        if (owned) device.close();
    }

    /** Waits for the next bytes to be written; null: no more will come. */
    private synchronized byte[] awaitOutput() {
        while (output.isEmpty() && !finished) {
            if (!rest()) return null;
        }
        return output.poll();
    }

    /** No more is taken. */
    synchronized void finish() {
        finished = true;
        notifyAll();
    }

    /** The value comes when all that was taken is out. For one caller. */
    synchronized Pending<Integer> flushed() {
        Pending<Integer> pending = flushing.promise();
        progress();
        return pending;
    }

    /** The client has closed the stream or is gone. */
    @Override public synchronized void close() {
        reading.close();
        filling.close();
        if (!owned || finished) return;
        finished = true;
        if (!writerRuns) device.close(); // else the writer does in its time
        notifyAll();
    }

    private boolean rest() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether there could be one more thread; where there is none the stream ends. */
    private static boolean start(Runnable task, String name) {
        try {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }
}
