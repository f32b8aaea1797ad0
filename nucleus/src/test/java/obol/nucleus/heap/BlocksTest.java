package obol.nucleus.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import obol.layout.BlockLayout;
import obol.layout.MemoryMap;

/** The pool of blocks against a bit set, and the searches in bitmaps against a plain loop. */
final class BlocksTest {
    private static final int QUOTA = 200;

    /** Positive: take a span of so many blocks; else give back the span taken at this place. */
    @Property(tries = 100, seed = "3")
    void spansAreDisjointAndWithinTheQuota(@ForAll @Size(max = 200) List<@IntRange(min = -50, max = 90) Integer> program) {
        Fixture heap = new Fixture(QUOTA, 0);
        BitSet taken = new BitSet();
        List<int[]> spans = new ArrayList<>();
        for (int instruction : program) {
            if (instruction > 0) {
                long block = Blocks.takeSpan(heap.sip, instruction, BlockLayout.KIND_LARGE, BlockLayout.KIND_LARGE_REST);
                if (block == 0) {
                    assertTrue(taken.cardinality() + instruction > QUOTA, "refused within the quota");
                    continue;
                }
                int first = (int) (block - MemoryMap.HEAP >>> MemoryMap.BLOCK_SHIFT);
                assertTrue(taken.nextSetBit(first) < 0 || taken.nextSetBit(first) >= first + instruction, "overlap");
                taken.set(first, first + instruction);
                spans.add(new int[] {first, instruction});
            } else if (!spans.isEmpty()) {
                int[] span = spans.remove(-instruction % spans.size());
                Blocks.give(heap.sip, MemoryMap.HEAP + Blocks.address(span[0]), span[1]);
                taken.clear(span[0], span[0] + span[1]);
            }
            assertEquals(taken.cardinality(), heap.blocksUsed());
        }
    }

    @Property(tries = 100, seed = "3")
    void startsAreFoundBothWays(@ForAll @Size(max = 40) List<@IntRange(max = 4095) Integer> starts,
            @ForAll @IntRange(max = 4095) int from, @ForAll @IntRange(max = 4096) int to) {
        new Fixture(QUOTA, 0);
        long block = MemoryMap.HEAP;
        BitSet model = new BitSet();
        for (int start : starts) {
            Bits.setStart(block + 8L * start);
            model.set(start);
        }
        int next = model.nextSetBit(from);
        assertEquals(next < 0 || next >= to ? Math.max(to, from) : next,
                (int) (Math.max(Bits.nextStart(block + 8L * from, block + 8L * to), block + 8L * from) - block >>> 3));
        int previous = to == 0 ? -1 : model.previousSetBit(to - 1);
        assertEquals(previous < from ? 0 : block + 8L * previous, Bits.previousStart(block + 8L * from, block + 8L * to));
    }
}
