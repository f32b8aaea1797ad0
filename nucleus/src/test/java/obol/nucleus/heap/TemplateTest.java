package obol.nucleus.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.layout.BlockLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.nucleus.Memory;
import org.junit.jupiter.api.Test;

final class TemplateTest {
    private static final int FULL = SipLayout.COLLECT_FULL;
    private static final int NODE = 24;
    /** More than one block can hold. */
    private static final int MANY = 2000;

    private final Fixture heap = new Fixture(256, SipLayout.STRESS_POISON | SipLayout.STRESS_VERIFY);

    private long next(long node) {
        return Memory.getUnsignedInt(node + 12);
    }

    private void checkRing(int count) {
        long node = heap.root(0);
        for (int i = 0; i < count; i++) {
            assertEquals(i, Memory.getInt(node + 8));
            assertEquals(BlockLayout.KIND_MATURE, heap.kind(node));
            node = next(node);
        }
        assertEquals(heap.root(0), node);
    }

    @Test
    void theObjectsReferToEachOtherWhereverTheyLie() {
        heap.newInstance(heap.leaf);
        heap.setTemplate(MANY);
        assertTrue(Template.install(heap.sip));
        checkRing(MANY);
        assertEquals(heap.root(0), next(heap.mirror()));
        assertEquals(3, heap.blocksUsed());
        heap.collect(0);
        heap.collect(FULL);
        checkRing(MANY);
    }

    @Test
    void theyAreCollectedAndWrittenLikeOthers() {
        heap.setTemplate(MANY);
        assertTrue(Template.install(heap.sip));
        long first = heap.root(0);
        long second = next(first);
        long young = heap.newInstance(heap.leaf);
        Memory.putInt(young + 8, 77);
        heap.store(first, first + 12, young);
        heap.setRoot(1, heap.mirror());
        heap.collect(0);
        assertEquals(BlockLayout.KIND_SURVIVOR, heap.kind(next(first)), "its card is dirty");
        heap.collect(0);
        assertEquals(77, Memory.getInt(next(first) + 8));
        assertTrue(Bits.isStart(second));
        heap.collect(FULL);
        assertTrue(Bits.isStart(first) && Bits.isStart(heap.mirror()));
        assertFalse(Bits.isStart(second), "nothing refers to it any more");
    }

    @Test
    void whatIsLeftOfTheBlockIsUsed() {
        heap.setTemplate(10);
        assertTrue(Template.install(heap.sip));
        heap.setRoot(1, heap.newArray(heap.byteArray, 9000));
        assertEquals(heap.root(0) + 10 * NODE, heap.root(1));
        heap.setRoot(2, heap.newArray(heap.byteArray, 12000));
        assertEquals(1, heap.blocksUsed());
        assertEquals(heap.root(0) >>> MemoryMap.BLOCK_SHIFT, heap.root(2) >>> MemoryMap.BLOCK_SHIFT);
        heap.collect(FULL);
        checkRing(10);
    }

    @Test
    void thereMustBeBlocksEnough() {
        Fixture small = new Fixture(3, SipLayout.STRESS_VERIFY);
        small.setTemplate(MANY);
        assertFalse(Template.install(small.sip));
        assertEquals(0, small.blocksUsed());
    }

    @Test
    void anImageNeedsNoTemplate() {
        assertTrue(Template.install(heap.sip));
        assertEquals(0, heap.blocksUsed());
    }
}
