package obol.styx.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import obol.styx.Mode;

/** Record locks against a model that notes for each byte who holds what. */
class RecordLocksTest {
    private static final int BYTES = 40;
    private static final int OWNERS = 3;

    @Property(tries = 300, seed = "9000")
    void agreeWithAMapOfBytes(@ForAll long seed) {
        Random r = new Random(seed);
        RecordLocks locks = new RecordLocks();
        // 0 nothing, 1 read, 2 write; the last place stands for all bytes behind
        int[][] held = new int[OWNERS][BYTES + 1];
        for (int i = 0; i < 300; i++) {
            int owner = r.nextInt(OWNERS);
            int type = r.nextInt(3);
            int start = r.nextInt(BYTES);
            int length = r.nextInt(4) == 0 ? 0 : 1 + r.nextInt(BYTES - start);
            int end = length == 0 ? BYTES + 1 : start + length;
            boolean free = true;
            for (int o = 0; o < OWNERS; o++) {
                for (int b = start; b < end && o != owner; b++) {
                    free &= held[o][b] == 0 || held[o][b] == 1 && type == Mode.LOCK_READ;
                }
            }
            RecordLocks.Lock lock = new RecordLocks.Lock(type, start, length, owner, "h", this);
            if (type != Mode.LOCK_UNLOCK) {
                RecordLocks.Lock conflict = locks.conflict(lock);
                assertEquals(free, conflict == null);
                if (conflict != null) {
                    int b = Math.max(start, (int) conflict.start());
                    assertEquals(conflict.type() + 1, held[conflict.process()][b]);
                }
            }
            int before = locks.size();
            boolean granted = locks.set(lock) == Mode.LOCK_SUCCESS;
            assertEquals(free || type == Mode.LOCK_UNLOCK, granted);
            assertTrue(locks.size() <= before + 2);
            for (int b = start; b < end && granted; b++) {
                held[owner][b] = type == Mode.LOCK_UNLOCK ? 0 : type + 1;
            }
        }
        locks.release(this);
        assertEquals(0, locks.size());
    }
}
