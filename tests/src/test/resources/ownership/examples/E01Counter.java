package ex;

import obol.channels.*;

public class E01Counter {
    public interface Counter extends Contract { long add(long n); long value(); }
    static final class Server implements Counter {
        private long total;
        public long add(long n) { return total += n; }
        public long value() { return total; }
        public static void main(String[] a) { Services.serve(Counter.class, "counter", new Server()); }
    }
    static void client() {
        try (Counter c = Services.connect(Counter.class, "counter")) { c.add(2); System.out.println(c.value()); }
    }
}
