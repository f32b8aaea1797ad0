package obol.aot.reach;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs of {@link TouchedMethodsTest}: run by HotSpot, and analysed. */
final class Touched {
    private Touched() {}

    /** What HotSpot does for any program, and to link a lambda, a concatenation, a record, an enum, is no business of the analysis. */
    static final class Baseline {
        record R(int a, String b, float c, double d) {}

        enum E { A }

        public static void main(String[] args) {
            Function<Object, String> f = o -> "x" + o + args.length;
            Runnable marked = (Runnable & java.io.Serializable) () -> f.apply(args);
            marked.run();
            f.apply(new R(1, "b", 1, 2)).length();
            System.out.println(new R(2, "c", 3, 4).hashCode() + " " + new R(1, null, 2, 3).equals(new R(1, null, 2, 3)) + E.valueOf("A"));
            new Throwable("t").getStackTrace();
            // The class loaders compare file names; whether that shows depends on the stub that HotSpot has for it.
            Arrays.mismatch(new byte[9], new byte[9]);
        }
    }

    static final class Collected {
        enum Colour { RED, GREEN { @Override int weight() { return 2; } }; int weight() { return 1; } }

        public static void main(String[] args) {
            Map<String, Integer> counts = new HashMap<>();
            Random random = new Random(3);
            for (int i = 0; i < 1000; i++) counts.merge("k" + random.nextInt(50), 1, Integer::sum);
            TreeMap<String, Integer> sorted = new TreeMap<>(Comparator.reverseOrder());
            sorted.putAll(counts);
            sorted.headMap("k5").clear();
            List<Integer> list = new ArrayList<>(counts.values());
            Collections.sort(list);
            Collections.shuffle(list, random);
            list.sort(Comparator.comparing(n -> -n));
            for (ListIterator<Integer> it = list.listIterator(); it.hasNext();) if (it.next() % 2 == 0) it.remove();
            ArrayDeque<Object> deque = new ArrayDeque<>(List.of(1, "a", 'c', 2L));
            deque.addFirst(Optional.of(list));
            PriorityQueue<Colour> queue = new PriorityQueue<>(List.of(Colour.GREEN, Colour.RED));
            EnumMap<Colour, Integer> weights = new EnumMap<>(Colour.class);
            while (!queue.isEmpty()) weights.put(queue.peek(), queue.poll().weight());
            LinkedHashMap<Object, Object> cache = new LinkedHashMap<>(4, 0.5f, true);
            cache.put(Colour.valueOf("RED"), Arrays.asList(1, 2, 3));
            cache.computeIfAbsent("absent", k -> new int[] {1});
            ConcurrentHashMap<String, AtomicInteger> shared = new ConcurrentHashMap<>();
            for (String s : sorted.keySet()) shared.computeIfAbsent(s, k -> new AtomicInteger()).incrementAndGet();
            BitSet bits = new BitSet();
            bits.set(3, 90);
            Iterator<Object> it = deque.descendingIterator();
            StringJoiner text = new StringJoiner(",", "[", "]");
            while (it.hasNext()) text.add(String.valueOf(it.next()));
            System.out.println(text + " " + weights + " " + bits + " " + shared.size() + cache + sorted);
        }
    }

    static final class Text {
        sealed interface Shape permits Circle, Square {}
        record Circle(double radius) implements Shape {}
        record Square(float side, long id) implements Shape {}

        public static void main(String[] args) {
            StringBuilder b = new StringBuilder("x").insert(0, 3.5).append(1e100).append(-7L).append((Object) null).reverse();
            String s = b.toString().toUpperCase().replace('X', 'y').strip().repeat(2) + "\u20ac".indexOf('c');
            for (String part : s.split("E")) b.append(part.compareToIgnoreCase("e")).append(part.chars().sum());
            Shape[] shapes = {new Circle(2), new Square(1.5f, 4), new Circle(Double.NaN)};
            for (Shape shape : shapes) b.append(shape).append(shape.hashCode()).append(shape.equals(shapes[0]));
            try {
                b.append(Integer.parseInt("12x"));
            } catch (NumberFormatException e) {
                b.append(e.getMessage());
            }
            try {
                Object o = s;
                b.append(((Number) o).intValue());
            } catch (ClassCastException e) {
                b.append(e.getClass().getSimpleName());
            }
            b.append(new BigInteger("123456789012345678901234567890").multiply(BigInteger.TEN).mod(BigInteger.valueOf(97)));
            b.append(Double.parseDouble("1.25e3")).append(Long.toHexString(255)).append(Integer.toBinaryString(5));
            byte[] utf = s.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            b.append(new String(utf, java.nio.charset.StandardCharsets.UTF_8).equals(s));
            System.out.println(b);
        }
    }

    static final class Streams {
        public static void main(String[] args) {
            Map<String, Long> counts = IntStream.range(0, 100).filter(i -> i % 3 == 0).mapToObj(i -> "n" + i % 7)
                    .collect(Collectors.groupingBy(s -> s, TreeMap::new, Collectors.counting()));
            System.out.println(counts);
            System.out.println(List.of(5, 3, 9).stream().sorted().map(i -> i * 2).reduce(0, Integer::sum));
            System.out.println(Arrays.stream(new String[] {"b", "a"}).sorted().collect(Collectors.joining("-")));
        }
    }

    static final class All {
        public static void main(String[] args) {
            Collected.main(args);
            Text.main(args);
            Streams.main(args);
        }
    }
}
