package obol.system.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PostingsTest {
    private int told;

    @Test
    void theFirstChangeIsToldAtOnceAndOthersNotEachOne() {
        Postings postings = new Postings(() -> told++);
        assertEquals(0, told);
        postings.changed();
        assertEquals(1, told);
        long begin = System.nanoTime();
        int changes = 0;
        while (System.nanoTime() - begin < 50_000_000) {
            postings.changed();
            changes++;
        }
        long pauses = (System.nanoTime() - begin) / 20_000_000;
        assertTrue(told >= 2 && told <= 2 + pauses, told + " times in " + changes + " changes");
    }
}
