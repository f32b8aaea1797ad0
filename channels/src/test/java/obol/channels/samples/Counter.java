package obol.channels.samples;

import obol.channels.Contract;

/** The smallest contract. */
public interface Counter extends Contract {
    long add(long n);

    long value();

    /** A server that throws what the contract does not declare on negative numbers. */
    final class Service implements Counter {
        public int closed;
        private long total;

        @Override
        public long add(long n) {
            if (n < 0) {
                throw new IllegalArgumentException("negative: " + n);
            }
            total += n;
            return total;
        }

        @Override
        public long value() {
            return total;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
