package obol.system.servers.dev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import obol.channels.Loopback;
import obol.channels.NoService;
import obol.channels.Pending;
import obol.channels.Promise;
import obol.system.random.RandomSource;
import org.junit.jupiter.api.Test;

/** The processor's numbers are all fives here, those of the source count. */
class RandomnessTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private int asked;
    private int failures;

    private static byte[] filled(Randomness randomness, int size) {
        byte[] bytes = new byte[size];
        randomness.fill(bytes);
        return bytes;
    }

    private Randomness with(Duration patience, RandomSource source) {
        return new Randomness(bytes -> Arrays.fill(bytes, (byte) 5), () -> Loopback.of(RandomSource.class, source), patience);
    }

    @Test
    void bothAreInIt() {
        Randomness randomness = with(LONG, most -> {
            asked++;
            byte[] bytes = new byte[Math.min(most, 1000)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i + 1);
            return Pending.of(bytes);
        });
        byte[] all = filled(randomness, 2500);
        for (int i = 0; i < all.length; i++) assertEquals((byte) (5 ^ i % 1000 + 1), all[i]);
        assertEquals(3, asked);
        assertArrayEquals(new byte[] {5 ^ 1, 5 ^ 2}, filled(randomness, 2));
    }

    /** Nobody waits for a source twice: there is none, it says that it has failed, it says nothing, it gives more than was asked for. */
    @Test
    void aSourceThatFailsIsDoneWithout() {
        Randomness none = new Randomness(bytes -> Arrays.fill(bytes, (byte) 5), () -> {
            asked++;
            throw new NoService("random");
        }, LONG);
        for (int i = 0; i < 3; i++) assertArrayEquals(new byte[] {5}, filled(none, 1));
        assertEquals(1, asked);
        Promise<byte[]> never = Promise.make();
        Randomness silent = with(Duration.ofMillis(1), most -> never.pending());
        Randomness failed = with(LONG, most -> {
            failures++;
            return Pending.of(new byte[0]);
        });
        Randomness lavish = with(LONG, most -> {
            failures++;
            return Pending.of(new byte[most + 1]);
        });
        for (Randomness randomness : new Randomness[] {silent, failed, lavish}) {
            for (int i = 0; i < 3; i++) assertArrayEquals(new byte[] {5}, filled(randomness, 1));
        }
        assertEquals(2, failures);
        never.close();
    }
}
