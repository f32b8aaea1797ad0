package obol.system.servers.dev;

import java.time.Duration;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.Pending;
import obol.channels.Services;
import obol.channels.Slot;
import obol.system.random.RandomSource;

/**
 * The random numbers of {@code /dev/random}: those of the processor, and, where the machine has another source, its numbers, by exclusive
 * or, so that they are as good as the better of the two. Not thread-safe.
 */
final class Randomness {
    /** A source that takes longer is not asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What fills an array. */
    interface Filler {
        void fill(byte[] bytes);
    }

    /** How the other source is found. */
    interface Finder {
        /** @throws ChannelException if there is none */
        RandomSource find();
    }

    private final Filler processor;
    private final Finder finder;
    private final Duration patience;
    private final Slot<RandomSource> source = new Slot<>();
    private boolean sought;

    Randomness(Filler processor) {
        this(processor, () -> Services.connect(RandomSource.class, "random"), PATIENCE);
    }

    /** @param patience how long one call waits for the source */
    Randomness(Filler processor, Finder finder, Duration patience) {
        this.processor = processor;
        this.finder = finder;
        this.patience = patience;
    }

    void fill(byte[] bytes) {
        processor.fill(bytes);
        try (Deadline deadline = Deadline.in(patience)) {
            if (!sought) {
                sought = true;
                source.put(finder.find());
            }
            if (!mix(bytes)) source.close();
        } catch (ChannelException none) {
            source.close();
        }
    }

    /** Whether the source may be asked again. */
    private boolean mix(byte[] bytes) {
        RandomSource asked = source.take();
        if (asked == null) return true;
        for (int done = 0; done < bytes.length; ) {
            Pending<byte[]> coming = asked.take(Math.min(bytes.length - done, RandomSource.MOST));
            byte[] more = coming.await();
            if (more.length == 0 || more.length > bytes.length - done) {
                asked.close();
                return false;
            }
            for (byte b : more) bytes[done++] ^= b;
        }
        source.put(asked);
        return true;
    }
}
