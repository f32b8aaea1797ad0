package mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What is mutated: a little of everything, with types that are easy to confuse. */
public class Sample {
    interface Shape { int area(); }

    static class Box implements Shape {
        protected Object content;
        protected Box next;
        int size = 3;

        Box(Object content, Box next) {
            this.content = content;
            this.next = next;
        }

        public int area() {
            return size * size;
        }

        Box twin() {
            return new Box(content, this);
        }
    }

    static final class Crate extends Box {
        private final long weight;
        private final String label;

        Crate(String label, long weight) {
            super(label, null);
            this.label = label;
            this.weight = weight;
        }

        @Override
        public int area() {
            return super.area() + label.length() + (int) weight;
        }

        @Override
        Crate twin() {
            return new Crate(label + "'", weight + 1);
        }
    }

    enum Colour { RED, GREEN }

    record Pair(Box left, String right) { }

    private static String name = "sample";
    private static Box head;
    private static int[][] table = {{1, 2}, {3, 4, 5}};

    static int arrays(int n) {
        Box[] boxes = new Box[n];
        Object[] objects = boxes;
        for (int i = 0; i < n; i++) {
            boxes[i] = i % 2 == 0 ? new Box(name, i == 0 ? null : boxes[i - 1]) : new Crate("c" + i, i);
        }
        int sum = 0;
        for (Object each : objects) {
            sum += each instanceof Crate crate ? crate.area() : ((Box) each).size;
        }
        long total = sum;
        double scaled = total * 1.5;
        table[1][2] += (int) scaled;
        return table[1][2] + objects.length;
    }

    static int flow(int n) {
        Object value = null;
        int i = 0;
        loop:
        while (true) {
            switch (i++) {
                case 0: value = "text"; break;
                case 1: value = new Box(value, head); break;
                case 2: value = ((Box) value).twin(); continue;
                case 3: head = (Box) value; break;
                default: break loop;
            }
            if (i > n) {
                value = name;
            }
        }
        try {
            if (n == 7) {
                throw new IllegalStateException(name);
            }
            value = ((Box) value).content;
        } catch (ClassCastException | NullPointerException e) {
            value = e.getClass();
        } finally {
            i += value == null ? 1 : value.toString().length() > 3 ? 2 : 3;
        }
        return i;
    }

    static int calls() {
        List<Pair> pairs = new ArrayList<>();
        for (Colour colour : Colour.values()) {
            pairs.add(new Pair(colour == Colour.RED ? new Crate(colour.name(), 2L) : new Box(colour, head), colour.toString()));
        }
        IntFunction<Box> maker = n -> new Crate(name + n, n);
        Shape shape = maker.apply(3);
        int sum = shape.area();
        for (Pair pair : pairs) {
            sum += pair.left().area() + pair.right().length() + pair.hashCode() % 2;
        }
        return sum + "a".concat(name).compareTo(name);
    }

    public static void run() {
        head = null;
        name = "sample";
        arrays(4);
        flow(9);
        flow(3);
        calls();
    }
}
