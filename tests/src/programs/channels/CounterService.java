package channels;

import obol.channels.Services;
import obol.channels.Provides;

/** Counts for all its clients. */
@Provides("counter")
public final class CounterService implements Counter {
    private int sum;

    @Override
    public int add(int amount) {
        return sum += amount;
    }

    @Override
    public String greet(String name) {
        return "hello, " + name;
    }

    public static void main(String[] arguments) {
        Services.serve(Counter.class, "counter", new CounterService());
    }
}
