package obol.nucleus.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The driver's side of a queue against a device in memory, honest and not. */
class SplitRingTest {
    private static final long BASE = 0x1_2345_6000L;

    private static List<FakeDevice.Piece> randomPieces(Random random, int most) {
        int count = 1 + random.nextInt(most);
        int readable = random.nextInt(count + 1);
        List<FakeDevice.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(new FakeDevice.Piece(BASE + 4096L * random.nextInt(1000), 1 + random.nextInt(4096), i >= readable));
        }
        return pieces;
    }

    private static int add(SplitRing ring, List<FakeDevice.Piece> pieces) {
        return ring.add(pieces.stream().mapToLong(FakeDevice.Piece::address).toArray(),
            pieces.stream().mapToInt(FakeDevice.Piece::length).toArray(), pieces.size(), (int) pieces.stream().filter(p -> !p.writable()).count());
    }

    private static int writable(List<FakeDevice.Piece> pieces) {
        return pieces.stream().filter(FakeDevice.Piece::writable).mapToInt(FakeDevice.Piece::length).sum();
    }

    /** Whatever the order: the device sees each chain once as it was added, and each that it returns is taken once, in the order of its returns. */
    @Property(tries = 200)
    void everyChainGoesThereAndBack(@ForAll long seed, @ForAll @IntRange(min = 0, max = 8) int shift) {
        Random random = new Random(seed);
        int size = 1 << shift;
        FakeDevice device = new FakeDevice(size);
        SplitRing ring = new SplitRing(device, size);
        Map<Integer, List<FakeDevice.Piece>> under = new HashMap<>();
        List<int[]> returned = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    List<FakeDevice.Piece> pieces = randomPieces(random, Math.min(size, 20));
                    if (pieces.size() <= ring.room()) under.put(add(ring, pieces), pieces);
                    else assertThrows(IllegalArgumentException.class, () -> add(ring, pieces));
                }
                case 1 -> {
                    device.fetch();
                    if (device.chains.isEmpty()) break;
                    int head = new ArrayList<>(device.chains).get(random.nextInt(device.chains.size()));
                    List<FakeDevice.Piece> pieces = device.pieces(head);
                    assertEquals(under.get(head), pieces);
                    int written = random.nextInt(writable(pieces) + 1);
                    device.use(head, written);
                    returned.add(new int[] {head, written});
                }
                default -> {
                    assertEquals(returned.size() == under.size(), ring.isIdle());
                    int head = ring.take();
                    if (returned.isEmpty()) {
                        assertEquals(-1, head);
                    } else {
                        int[] first = returned.remove(0);
                        assertEquals(first[0], head);
                        assertEquals(first[1], ring.length());
                        under.remove(head);
                    }
                }
            }
            assertEquals(size - under.values().stream().mapToInt(List::size).sum(), ring.room());
        }
    }

    /** Indices of 16 bits go round. */
    @Example
    void manyMoreThanTheIndexCounts() {
        FakeDevice device = new FakeDevice(2);
        SplitRing ring = new SplitRing(device, 2);
        for (int i = 0; i < 200_000; i++) {
            int head = ring.add(new long[] {BASE + i}, new int[] {1}, 1, 1);
            assertEquals(1, device.fetch());
            device.use(head, 0);
            assertEquals(head, ring.take());
        }
        assertTrue(ring.isIdle());
    }

    /** Nothing that the used ring can say makes the ring return a chain that the device does not have, or more bytes than fit. */
    @Property(tries = 500)
    void aLyingDeviceIsFound(@ForAll long seed) {
        Random random = new Random(seed);
        FakeDevice device = new FakeDevice(8);
        SplitRing ring = new SplitRing(device, 8);
        Map<Integer, List<FakeDevice.Piece>> under = new HashMap<>();
        try {
            for (int step = 0; step < 100; step++) {
                List<FakeDevice.Piece> pieces = randomPieces(random, 3);
                if (pieces.size() <= ring.room()) under.put(add(ring, pieces), pieces);
                switch (random.nextInt(4)) {
                    case 0 -> device.memory.putInt(random.nextInt(SplitRing.BYTES - 4), random.nextInt());
                    case 1 -> device.say(random.nextInt(12) - 2, random.nextInt(20_000) - 1);
                    default -> device.say(random.nextInt(8), 0);
                }
                device.advance(random.nextInt(3));
                for (int head; (head = ring.take()) >= 0; ) {
                    List<FakeDevice.Piece> taken = under.remove(head);
                    assertTrue(taken != null, "chain " + head + " was not there");
                    assertTrue(ring.length() >= 0 && ring.length() <= writable(taken));
                }
            }
        } catch (DeviceFault expected) {
            assertThrows(DeviceFault.class, ring::take);
            assertThrows(DeviceFault.class, () -> ring.add(new long[] {BASE}, new int[] {1}, 1, 0));
        }
    }

    @Example
    void eachLieByItself() {
        lie(d -> d.say(7, 0), 1, "used chain 7");
        lie(d -> d.say(-1, 0), 1, "used chain -1");
        lie(d -> d.say(8, 0), 1, "used chain 8");
        lie(d -> d.say(0, 101), 1, "written 101 bytes");
        lie(d -> d.say(0, -1), 1, "written 4294967295 bytes");
        lie(d -> { }, 2, "used 2 chains, has 1");
        lie(d -> { }, 0xFFFF, "used 65535 chains");
    }

    private static void lie(java.util.function.Consumer<FakeDevice> what, int entries, String fault) {
        FakeDevice device = new FakeDevice(8);
        SplitRing ring = new SplitRing(device, 8);
        assertEquals(0, ring.add(new long[] {BASE}, new int[] {100}, 1, 0));
        what.accept(device);
        device.advance(entries);
        String message = assertThrows(DeviceFault.class, ring::take).getMessage();
        assertTrue(message.contains(fault), message);
    }

    /** The same chain a second time. */
    @Example
    void aChainReturnsOnce() {
        FakeDevice device = new FakeDevice(4);
        SplitRing ring = new SplitRing(device, 4);
        int first = ring.add(new long[] {BASE}, new int[] {1}, 1, 0);
        ring.add(new long[] {BASE}, new int[] {1}, 1, 0);
        device.fetch();
        device.use(first, 1);
        assertEquals(first, ring.take());
        device.say(first, 1);
        device.advance(1);
        assertThrows(DeviceFault.class, ring::take);
        assertFalse(ring.room() == 4);
    }
}
