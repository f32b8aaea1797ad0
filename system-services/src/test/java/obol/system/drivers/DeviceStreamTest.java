package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.channels.Block;
import obol.channels.Pending;
import obol.system.carrier.Device;
import obol.system.carrier.Stream;
import org.junit.jupiter.api.Test;

/** A stream over a device that makes its caller wait, here for the test. */
class DeviceStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] END = {};

    /** Gives what is put into {@link #input}, and takes a write for each permit. */
    private static final class FakeDevice implements Device {
        final BlockingQueue<byte[]> input = new ArrayBlockingQueue<>(100);
        final Semaphore reads = new Semaphore(0);
        final Semaphore permits = new Semaphore(0);
        final CountDownLatch closed = new CountDownLatch(1);
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();

        @Override public int read(byte[] to, int offset, int most) {
            try {
                reads.release();
                byte[] bytes = input.take();
                System.arraycopy(bytes, 0, to, offset, bytes.length);
                return bytes == END ? -1 : bytes.length;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override public boolean write(byte[] from, int offset, int count) {
            permits.acquireUninterruptibly();
            synchronized (output) {
                output.write(from, offset, count);
            }
            return true;
        }

        @Override public void close() {
            closed.countDown();
        }

        byte[] written() {
            synchronized (output) {
                return output.toByteArray();
            }
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    /** However the device cuts what it gives, and however much is asked for at a time. */
    @Property(tries = 30)
    void whatComesIsReadInOrder(@ForAll long seed) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            Random random = new Random(seed);
            byte[] data = new byte[5000];
            random.nextBytes(data);
            FakeDevice device = new FakeDevice();
            Thread source = new Thread(() -> {
                try {
                    for (int at = 0, count; at < data.length; at += count) {
                        count = Math.min(data.length - at, 1 + random.nextInt(900));
                        device.input.put(Arrays.copyOfRange(data, at, at + count));
                    }
                    device.input.put(END);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            source.start();
            DeviceStream stream = new DeviceStream(device, false);
            Random sizes = new Random(~seed);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                int most = 1 + sizes.nextInt(700);
                byte[] part = stream.read(most).await();
                if (part.length == 0) break;
                assertTrue(part.length <= most);
                all.write(part);
            }
            assertArrayEquals(data, all.toByteArray());
            assertEquals(0, stream.read(1).await().length);
        });
    }

    /** Nobody reads ahead, and what comes for one who has gone stays. */
    @Test
    void whatACancelledReadLeavesIsThereForTheNext() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            FakeDevice device = new FakeDevice();
            DeviceStream stream = new DeviceStream(device, false);
            assertFalse(device.reads.tryAcquire());
            Pending<byte[]> given = stream.read(10);
            device.reads.acquire();
            assertThrows(IllegalStateException.class, () -> stream.read(10));
            given.close();
            device.input.put(bytes(1, 2, 3));
            assertArrayEquals(bytes(1, 2), stream.read(2).await());
            assertArrayEquals(bytes(3), stream.read(2).await());
            assertFalse(device.reads.tryAcquire());
        });
    }

    /** Bytes come and go the same in blocks as in arrays, in turn; each block comes back. */
    @Test
    void blocksCarryWhatArraysDo() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            FakeDevice device = new FakeDevice();
            device.permits.release(1000);
            DeviceStream stream = new DeviceStream(device, false);
            byte[] data = new byte[90_000];
            new Random(1).nextBytes(data);
            for (int at = 0; at < data.length; at += 1000) device.input.put(Arrays.copyOfRange(data, at, at + 1000));
            device.input.put(END);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Block block = Block.allocate(700);
            for (int count = -1; count != 0; ) {
                Stream.Filled filled = stream.readBlock(block).await();
                block = filled.block();
                count = filled.count();
                assertEquals(700, block.size());
                byte[] part = new byte[count];
                block.read(0, part, 0, count);
                all.write(part);
                if (count == 0) break;
                Stream.Filled back = stream.writeBlock(block, count).await();
                block = back.block();
                assertEquals(count, back.count());
                part = stream.read(50).await();
                all.write(part);
                stream.write(part).await();
            }
            assertArrayEquals(data, all.toByteArray());
            stream.finish();
            stream.flushed().await();
            assertArrayEquals(data, device.written());
            block.close();
            Block large = Block.allocate(Stream.MOST_OF_BLOCK + 1);
            assertThrows(IllegalArgumentException.class, () -> stream.writeBlock(large, Stream.MOST_OF_BLOCK + 1));
        });
    }

    /** A block that its client gave up is freed, and what comes for it stays. */
    @Test
    void whatACancelledBlockLeavesIsThereForTheNext() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            FakeDevice device = new FakeDevice();
            DeviceStream stream = new DeviceStream(device, false);
            Pending<Stream.Filled> given = stream.readBlock(Block.allocate(10));
            device.reads.acquire();
            assertThrows(IllegalStateException.class, () -> stream.read(10));
            given.close();
            device.input.put(bytes(1, 2, 3));
            assertArrayEquals(bytes(1, 2), stream.read(2).await());
            Stream.Filled rest = stream.readBlock(Block.allocate(10)).await();
            assertEquals(1, rest.count());
            assertEquals(3, rest.block().get(0));
            rest.block().close();
        });
    }

    /** A writer waits while more than 64 KiB are on their way. */
    @Test
    void aSlowDeviceHoldsWritersUp() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            FakeDevice device = new FakeDevice();
            DeviceStream stream = new DeviceStream(device, false);
            byte[] part = new byte[30_000];
            Arrays.fill(part, (byte) 1);
            assertEquals(30_000, stream.write(part).await());
            assertEquals(30_000, stream.write(part).await());
            Pending<Integer> waiting = stream.write(part);
            assertFalse(waiting.ready());
            assertThrows(IllegalStateException.class, () -> stream.write(bytes(1)));
            device.permits.release();
            assertEquals(30_000, waiting.await());
            assertThrows(IllegalArgumentException.class, () -> stream.write(new byte[Stream.MOST + 1]));
            stream.finish();
            Pending<Integer> flushed = stream.flushed();
            assertFalse(flushed.ready());
            device.permits.release(2);
            flushed.await();
            assertEquals(90_000, device.written().length);
        });
    }

    /** The connection ends once what was written is out. */
    @Test
    void closingLetsOutWhatWasWritten() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            FakeDevice device = new FakeDevice();
            DeviceStream stream = new DeviceStream(device, true);
            stream.write(bytes(1, 2, 3)).await();
            stream.close();
            assertEquals(1, device.closed.getCount());
            device.permits.release();
            device.closed.await();
            assertArrayEquals(bytes(1, 2, 3), device.written());
        });
    }

    @Test
    void aStandardStreamStaysOpen() throws InterruptedException {
        FakeDevice device = new FakeDevice();
        device.permits.release(2);
        DeviceStream stream = new DeviceStream(device, false);
        stream.write(bytes(1)).await();
        stream.close();
        stream.write(bytes(2)).await();
        assertEquals(1, device.closed.getCount());
    }
}
