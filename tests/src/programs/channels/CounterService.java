package channels;

import obol.channels.Provides;
import obol.channels.Services;

/** Counts for all its clients. */
@Provides("counter")
public final class CounterService implements Counter {
    private int sum;
    private int closed;

    public static void main(String[] arguments) {
        Services.serve(Counter.class, "counter", new CounterService());
    }

    @Override
    public int add(int amount) {
        return sum += amount;
    }

    @Override
    public int slow(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException early) {
            return -1;
        }
        return millis;
    }

    @Override
    public int fail() {
        throw new IllegalStateException("as asked");
    }

    @Override
    public int closed() {
        return closed;
    }

    @Override
    public void close() {
        closed++;
    }
}
