package obol.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Linear values and what holds them, within one process. */
@Timeout(10)
class LinearTest {
    /** The oracle is a ByteBuffer. */
    @Test
    void blocksAreLittleEndianMemory() {
        Random random = new Random(3);
        byte[] image = new byte[61];
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        try (Block block = Block.allocate(image.length)) {
            for (int i = 0; i < 5000; i++) {
                int at = random.nextInt(image.length + 12) - 6;
                long value = random.nextLong();
                switch (random.nextInt(7)) {
                    case 0 -> same(() -> buffer.put(at, (byte) value), () -> block.put(at, (byte) value));
                    case 1 -> same(() -> buffer.putInt(at, (int) value), () -> block.putInt(at, (int) value));
                    case 2 -> same(() -> buffer.putLong(at, value), () -> block.putLong(at, value));
                    case 3 -> same(() -> assertEquals(buffer.getLong(at), block.getLong(at)), () -> block.getLong(at));
                    case 4 -> same(() -> assertEquals(buffer.getInt(at), block.getInt(at)), () -> block.getInt(at));
                    case 5 -> {
                        int to = random.nextInt(image.length);
                        int count = random.nextInt(30) - 2;
                        same(() -> System.arraycopy(image, at, image, to, count), () -> block.copyTo(at, block, to, count));
                    }
                    default -> {
                        byte[] part = new byte[random.nextInt(9)];
                        random.nextBytes(part);
                        same(() -> System.arraycopy(part, 0, image, at, part.length), () -> block.write(at, part, 0, part.length));
                    }
                }
                assertArrayEquals(image, block.toBytes());
            }
            byte[] some = new byte[10];
            block.read(3, some, 2, 5);
            assertArrayEquals(java.util.Arrays.copyOfRange(image, 3, 8), java.util.Arrays.copyOfRange(some, 2, 7));
        }
    }

    private static void same(Runnable expected, Runnable actual) {
        boolean fails = false;
        try {
            expected.run();
        } catch (IndexOutOfBoundsException outside) {
            fails = true;
        }
        if (fails) {
            assertThrows(IndexOutOfBoundsException.class, actual::run);
        } else {
            actual.run();
        }
    }

    @Test
    void closedBlocksRefuse() {
        Block block = Block.copyOf(new byte[] {1});
        block.close();
        block.close();
        assertThrows(Moved.class, () -> block.get(0));
        assertThrows(IllegalArgumentException.class, () -> Block.allocate(-1));
    }

    @Test
    void promisesAreSettledOnce() {
        Promise<String> promise = Promise.make();
        Pending<String> pending = promise.pending();
        assertThrows(IllegalStateException.class, promise::pending);
        assertThrows(NullPointerException.class, () -> promise.keep(null));
        promise.keep("a");
        assertThrows(Moved.class, () -> promise.keep("b"));
        promise.close();
        assertTrue(pending.ready());
        assertEquals("a", pending.await());
        assertThrows(Moved.class, pending::ready);
        pending.close();

        Promise<Block> forNobody = Promise.make();
        forNobody.pending().close();
        assertTrue(forNobody.cancelled());
        Block block = Block.allocate(1);
        forNobody.keep(block);
        assertThrows(Moved.class, block::size);

        Promise<Block> failing = Promise.make();
        Pending<Block> failed = failing.pending();
        failing.fail(new IllegalStateException("why"));
        assertEquals("IllegalStateException: why", assertThrows(Failed.class, failed::await).getMessage());
    }

    @Test
    void aSlotHoldsOneAndClosesTheOneBefore() {
        Block first = Block.allocate(1);
        Block second = Block.allocate(2);
        try (Slot<Block> slot = new Slot<>()) {
            assertTrue(slot.isEmpty());
            assertNull(slot.take());
            slot.put(first);
            slot.put(second);
            assertThrows(Moved.class, first::size);
            assertEquals(2, slot.take().size());
            assertTrue(slot.isEmpty());
            slot.put(second);
        }
        assertThrows(Moved.class, second::size);
    }

    @Test
    void slotsGiveWhatIsReadyInTurn() {
        Slots<String, Pending<Integer>> slots = new Slots<>();
        assertFalse(slots.ready());
        slots.put("a", Pending.of(1));
        slots.put("b", Promise.<Integer>make().pending());
        slots.put("c", Pending.of(3));
        assertEquals("a", slots.whichReady());
        assertEquals("c", slots.whichReady());
        assertEquals("a", slots.whichReady());
        assertEquals(java.util.Set.of("a", "b", "c"), slots.keys());
        assertTrue(slots.has("b"));
        assertNull(slots.take("d"));
        assertEquals(3, slots.size());
        slots.close();
        assertEquals(0, slots.size());
    }

    @Test
    void deadlinesNestAndOnlyComeNearer() {
        Pending<Integer> never = Promise.<Integer>make().pending();
        Pending<Integer> too = Promise.<Integer>make().pending();
        long start = System.nanoTime();
        try (Deadline near = Deadline.in(Duration.ofMillis(20))) {
            try (Deadline far = Deadline.in(Duration.ofDays(1_000_000))) {
                assertThrows(DeadlinePassed.class, never::await);
            }
            assertThrows(DeadlinePassed.class, too::await);
        }
        assertTrue(System.nanoTime() - start >= 20_000_000);
        Pending<Integer> here = Pending.of(1);
        try (Deadline passed = Deadline.in(Duration.ofSeconds(-1))) {
            assertEquals(1, here.await());
            assertEquals(-1, Wait.any(Promise.<Integer>make().pending(), Promise.<Integer>make().pending()));
        }
    }
}
