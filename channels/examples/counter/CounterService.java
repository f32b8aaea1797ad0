package counter;

import obol.channels.Provides;

/** One total for all clients. */
@Provides("counter")
public final class CounterService implements Counter {
    private long total;

    @Override
    public long add(long n) {
        total += n;
        return total;
    }

    @Override
    public long value() {
        return total;
    }
}
