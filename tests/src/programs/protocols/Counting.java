package protocols;

import obol.channels.Contract;
import obol.channels.Services;

/** One state, calls that stay. */
public final class Counting {
    private Counting() {}

    public interface Counter extends Contract {
        long add(long n);

        long value();
    }

    static final class Server implements Counter {
        private long total;

        @Override
        public long add(long n) {
            return total += n;
        }

        @Override
        public long value() {
            return total;
        }
    }

    static void client() {
        try (Counter c = Services.connect(Counter.class, "count")) {
            long before = c.value();
            c.add(2);
            System.out.println("count " + (c.value() - before));
        }
    }
}
