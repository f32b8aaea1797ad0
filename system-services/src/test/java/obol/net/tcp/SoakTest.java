package obol.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import obol.net.core.Counter;
import obol.net.core.NetworkException;
import obol.net.testing.Impairment;
import obol.net.testing.VirtualNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Gigabytes at ten per cent loss with reordering and duplication: no wrong byte. As many as the property {@code obol.net.gigabytes}
 * says, 10 for the whole proof; without it a tenth of one.
 */
@Tag("slow")
class SoakTest {
    private static final long MOST = 100_000 * VirtualNetwork.SECOND;
    private static final long PIECE = 50_000_000;

    @Test
    void noByteIsWrong() throws NetworkException {
        long bytes = (long) (Double.parseDouble(System.getProperty("obol.net.gigabytes", "0.1")) * 1e9);
        SplittableRandom seeds = new SplittableRandom(Long.getLong("obol.net.seed", 20));
        long begin = System.nanoTime();
        long virtual = 0;
        long done = 0;
        long again = 0;
        long sent = 0;
        while (done < bytes) {
            long seed = seeds.nextLong();
            SplittableRandom random = new SplittableRandom(seed);
            Impairment faults = new Impairment(0.1, 0.02, 0.3, 0.001, random.nextLong(100_000, 20_000_000), random.nextLong(100_000,
                    20_000_000), 0, 0, 65535);
            TransferTest.Pair pair = new TransferTest.Pair(seed, random.nextBoolean(), faults, PIECE, PIECE / 4, s -> {
                s.userTimeout = MOST;
                s.selectiveAcknowledgments = random.nextInt(4) > 0;
                s.timestamps = random.nextInt(4) > 0;
            });
            long start = pair.network.now();
            assertTrue(pair.network.until(pair::isDone, MOST), () -> "seed " + seed + ": " + pair.client.describe());
            virtual += pair.network.now() - start;
            assertNull(pair.asking.problem);
            assertFalse(pair.asking.wrong || pair.answering.wrong, () -> "seed " + seed);
            assertEquals(PIECE, pair.answering.received);
            assertEquals(PIECE / 4, pair.asking.received);
            done += pair.answering.received + pair.asking.received;
            again += pair.a.stack.counted(Counter.TCP_RETRANSMITTED) + pair.b.stack.counted(Counter.TCP_RETRANSMITTED);
            sent += pair.a.stack.counted(Counter.TCP_OUT) + pair.b.stack.counted(Counter.TCP_OUT);
        }
        System.out.printf("soak: %.2f GB at 10 %% loss in %.1f s (%.0f s of the network's time), %d segments, %d sent again%n", done / 1e9,
                (System.nanoTime() - begin) / 1e9, virtual / 1e9, sent, again);
    }
}
