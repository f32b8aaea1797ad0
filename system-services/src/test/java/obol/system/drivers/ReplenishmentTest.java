package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A device that looks for buffers only when it hears of them, once it has found none. */
class ReplenishmentTest {
    /**
     * The queue of a device that has as many frames as one likes. What it has found when it looked last is all that it fills: a device
     * that looks oftener gets further.
     */
    private static final class Model {
        final Replenishment replenishment;
        int available, seen, filled, notifications;
        long frames;

        Model(int buffers) {
            replenishment = new Replenishment(buffers);
            available = buffers;
            seen = buffers;
        }

        void fill(int most) {
            int count = Math.min(seen, most);
            seen -= count;
            available -= count;
            filled += count;
        }

        void look() {
            seen = available;
        }

        void take(int most) {
            for (int i = 0; i < most && filled > 0; i++) {
                filled--;
                frames++;
                available++;
                if (replenishment.givenBack()) {
                    notifications++;
                    look();
                }
            }
        }
    }

    @Property(tries = 200)
    void framesGoOnWhateverTheOrder(@ForAll @IntRange(min = 1, max = 256) int buffers, @ForAll long seed) {
        Random random = new Random(seed);
        Model model = new Model(buffers);
        for (int turn = 0; turn < 300; turn++) {
            long before = model.frames;
            int notifications = model.notifications;
            for (int step = random.nextInt(8); step > 0; step--) {
                switch (random.nextInt(3)) {
                    case 0 -> model.fill(random.nextInt(buffers + 1));
                    case 1 -> model.take(random.nextInt(43));
                    default -> model.look();
                }
            }
            // The device fills what it has seen, and the driver takes all of it, as its client asks again and again.
            model.fill(buffers);
            model.take(buffers);
            assertTrue(model.seen > 0, "the device has stopped");
            assertTrue(model.frames > before || model.notifications > notifications, "nothing has passed");
        }
    }

    @Test
    void aQuarterAtATimeIsHeardOf() {
        Model model = new Model(256);
        for (int i = 0; i < 256; i++) {
            model.fill(1);
            model.take(1);
        }
        assertEquals(4, model.notifications);
    }
}
