package obol.nucleus.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.nucleus.Memory;
import org.junit.jupiter.api.Test;

final class HeapTest {
    private static final int FULL = SipLayout.COLLECT_FULL;

    private final Fixture heap = new Fixture(256, SipLayout.STRESS_POISON | SipLayout.STRESS_VERIFY);

    @Test
    void objectsGrowOldByCollections() {
        heap.setRoot(0, heap.newInstance(heap.node));
        assertEquals(BlockLayout.KIND_NURSERY, heap.kind(heap.root(0)));
        heap.collect(0);
        assertEquals(BlockLayout.KIND_SURVIVOR, heap.kind(heap.root(0)));
        heap.collect(0);
        assertEquals(BlockLayout.KIND_MATURE, heap.kind(heap.root(0)));
        long place = heap.root(0);
        heap.collect(FULL);
        assertEquals(place, heap.root(0), "mature objects stay");
    }

    @Test
    void stackWordsAndStaticsAreUpdatedTogether() {
        long object = heap.newInstance(heap.leaf);
        heap.setRoot(1, object);
        heap.setRoot(Fixture.ROOTS - 1, object);
        heap.collect(0);
        assertNotEquals(object, heap.root(1));
        assertEquals(heap.root(1), heap.root(Fixture.ROOTS - 1));
    }

    @Test
    void newObjectsAreZeroEvenWhereOthersHaveBeen() {
        for (int i = 0; i < 5000; i++) {
            long object = heap.newInstance(heap.node);
            assertEquals(0, Memory.getLong(object + 8) | Memory.getLong(object + 16));
            Memory.putInt(object + 8, -1);
        }
        long array = heap.newArray(heap.byteArray, 12000);
        for (int i = 0; i < 12000; i++) {
            assertEquals(0, Memory.getByte(array + ObjectLayout.ARRAY_ELEMENTS + i));
        }
    }

    @Test
    void lockWordMovesWithTheObject() {
        long object = heap.newInstance(heap.node);
        Memory.putInt(object + ObjectLayout.LOCK, 0x1234_5672);
        heap.setRoot(0, object);
        heap.collect(0);
        heap.collect(0);
        assertEquals(0x1234_5672, Memory.getInt(heap.root(0) + ObjectLayout.LOCK));
    }

    @Test
    void largeArrayKeepsYoungElementsStoredBehindItsFirstBlock() {
        int length = 40_000;
        heap.setRoot(0, heap.newArray(heap.objectArray, length));
        assertEquals(BlockLayout.KIND_LARGE, heap.kind(heap.root(0)));
        heap.collect(0);
        heap.collect(0);
        for (int i = 0; i < length; i += 1111) {
            long leaf = heap.newInstance(heap.leaf);
            Memory.putInt(leaf + 8, i);
            heap.store(heap.root(0), Fixture.element(heap.root(0), i), leaf);
        }
        heap.collect(0);
        heap.collect(FULL);
        for (int i = 0; i < length; i += 1111) {
            assertEquals(i, Memory.getInt(Memory.getUnsignedInt(Fixture.element(heap.root(0), i)) + 8));
        }
        heap.setRoot(0, 0);
        heap.collect(FULL);
        assertEquals(0, heap.blocksUsed());
    }

    @Test
    void referencesIntoTheImageAreLeftAlone() {
        heap.setRoot(0, heap.newInstance(heap.node));
        heap.store(heap.root(0), heap.root(0) + 12, heap.imageObject());
        heap.collect(0);
        heap.collect(FULL);
        assertEquals(heap.imageObject(), Memory.getUnsignedInt(heap.root(0) + 12));
    }

    @Test
    void deadReferentsArePendingAndSoftOnesOnlyWhenAsked() {
        heap.handleReferences();
        heap.setRoot(0, reference(heap.weak));
        heap.setRoot(1, reference(heap.phantom));
        heap.setRoot(2, reference(heap.soft));
        heap.setRoot(3, heap.newInstance(heap.leaf));
        heap.setRoot(4, heap.newInstance(heap.weak));
        heap.store(heap.root(4), heap.root(4) + 8, heap.root(3));
        heap.collect(FULL);
        assertEquals(0, referent(0));
        assertEquals(0, referent(1));
        assertNotEquals(0, referent(2));
        assertEquals(heap.root(3), referent(4));
        List<Long> pending = heap.pending();
        assertEquals(2, pending.size());
        assertTrue(pending.contains(heap.root(0)) && pending.contains(heap.root(1)));
        heap.collect(FULL | SipLayout.COLLECT_SOFT);
        assertEquals(0, referent(2));
        assertEquals(3, heap.pending().size());
    }

    private long reference(long hub) {
        heap.setRoot(31, heap.newInstance(hub));
        heap.store(heap.root(31), heap.root(31) + 8, heap.newInstance(heap.leaf));
        return heap.root(31);
    }

    private long referent(int root) {
        return Memory.getUnsignedInt(heap.root(root) + 8);
    }

    @Test
    void internedStringsDieAndTheirPlacesStayTaken() {
        long table = heap.newArray(heap.objectArray, 64);
        Memory.putInt(heap.sip + SipLayout.INTERNED, (int) table);
        heap.setRoot(0, heap.newInstance(heap.leaf));
        heap.store(table, Fixture.element(table, 7), heap.root(0));
        table = Memory.getUnsignedInt(heap.sip + SipLayout.INTERNED);
        heap.store(table, Fixture.element(table, 8), heap.newInstance(heap.leaf));
        heap.collect(FULL);
        table = Memory.getUnsignedInt(heap.sip + SipLayout.INTERNED);
        assertEquals(heap.root(0), Memory.getUnsignedInt(Fixture.element(table, 7)));
        assertEquals(table, Memory.getUnsignedInt(Fixture.element(table, 8)));
        assertEquals(0, Memory.getUnsignedInt(Fixture.element(table, 9)));
    }

    @Test
    void quotaEndsInAnErrorAndLeavesAHeapThatWorks() {
        assertThrows(OutOfMemoryError.class, () -> {
            while (true) {
                long node = heap.newInstance(heap.node);
                heap.store(node, node + 12, heap.root(0));
                heap.setRoot(0, node);
            }
        });
        assertTrue(heap.blocksUsed() <= 256);
        heap.verify();
        heap.setRoot(0, 0);
        heap.collect(FULL);
        assertEquals(0, heap.blocksUsed());
        assertThrows(OutOfMemoryError.class, () -> heap.newArray(heap.byteArray, 256 << MemoryMap.BLOCK_SHIFT));
        heap.newArray(heap.byteArray, 128 << MemoryMap.BLOCK_SHIFT);
    }

    @Test
    void negativeAndHugeLengthsAreRefusedInHotSpotsWords() {
        assertEquals("-5", assertThrows(NegativeArraySizeException.class, () -> heap.newArray(heap.byteArray, -5)).getMessage());
        assertEquals("Requested array size exceeds VM limit",
                assertThrows(OutOfMemoryError.class, () -> heap.newArray(heap.byteArray, Integer.MAX_VALUE)).getMessage());
        assertEquals("Java heap space",
                assertThrows(OutOfMemoryError.class, () -> heap.newArray(heap.objectArray, Integer.MAX_VALUE - 2)).getMessage());
    }

    /** A list longer than the mark stack can hold, as there is no block left for it. */
    @Test
    void markingSurvivesAStackThatCannotGrow() {
        int rows = 300;
        heap.setRoot(0, heap.newArray(heap.objectArray, rows));
        for (int i = 0; i < rows; i++) {
            heap.setRoot(1, heap.newArray(heap.objectArray, 40));
            for (int k = 0; k < 40; k++) {
                long node = heap.newInstance(heap.node);
                Memory.putInt(node + 8, 40 * i + k);
                heap.store(heap.root(1), Fixture.element(heap.root(1), k), node);
            }
            heap.store(heap.root(0), Fixture.element(heap.root(0), i), heap.root(1));
        }
        heap.setRoot(1, 0);
        heap.collect(FULL);
        int quota = Memory.getInt(heap.sip + SipLayout.BLOCKS_QUOTA);
        Memory.putInt(heap.sip + SipLayout.BLOCKS_QUOTA, heap.blocksUsed());
        heap.collect(FULL);
        Memory.putInt(heap.sip + SipLayout.BLOCKS_QUOTA, quota);
        heap.verify();
        for (int i = 0; i < rows; i++) {
            long row = Memory.getUnsignedInt(Fixture.element(heap.root(0), i));
            for (int k = 0; k < 40; k++) {
                assertEquals(40 * i + k, Memory.getInt(Memory.getUnsignedInt(Fixture.element(row, k)) + 8));
            }
        }
    }

    @Test
    void aLongListIsMarkedWithoutRecursion() {
        for (int i = 0; i < 100_000; i++) {
            long node = heap.newInstance(heap.node);
            Memory.putInt(node + 8, i);
            heap.store(node, node + 16, heap.root(0));
            heap.setRoot(0, node);
        }
        heap.collect(FULL);
        int length = 0;
        for (long node = heap.root(0); node != 0; node = Memory.getUnsignedInt(node + 16)) {
            assertEquals(99_999 - length++, Memory.getInt(node + 8));
        }
        assertEquals(100_000, length);
    }

    @Test
    void fullCollectionFreesLinesThatAreUsedAgain() {
        heap.setRoot(0, heap.newArray(heap.objectArray, 4000));
        for (int i = 0; i < 4000; i++) {
            heap.store(heap.root(0), Fixture.element(heap.root(0), i), heap.newArray(heap.byteArray, 200));
        }
        heap.collect(FULL);
        int before = heap.blocksUsed();
        for (int round = 0; round < 5; round++) {
            for (int i = round * 400; i < round * 400 + 2000; i++) {
                heap.store(heap.root(0), Fixture.element(heap.root(0), i), heap.newArray(heap.byteArray, 200));
            }
            heap.collect(FULL);
        }
        assertTrue(heap.blocksUsed() <= before + before / 4, before + " blocks have become " + heap.blocksUsed());
    }
}
