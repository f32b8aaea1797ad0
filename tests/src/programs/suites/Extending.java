package suites;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classes of a suite between those of the base image: called by it, extending it, kept in its collections. */
public final class Extending {
    private static final String TEXT = "a literal of the suite";
    private static int comparisons;

    private enum Colour { RED, GREEN, BLUE }

    private record Point(int x, Colour colour) implements Comparable<Point> {
        @Override public int compareTo(Point other) {
            return Integer.compare(x, other.x);
        }
    }

    private interface Shape extends Comparable<Shape>, Serializable {
        double area();

        default int compareTo(Shape other) {
            return Double.compare(area(), other.area());
        }
    }

    private record Square(double side) implements Shape {
        @Override public double area() {
            return side * side;
        }
    }

    private static final class Squares extends AbstractList<Integer> {
        private final int size;

        Squares(int size) {
            this.size = size;
        }

        @Override public Integer get(int i) {
            return i * i;
        }

        @Override public int size() {
            return size;
        }

        @Override public String toString() {
            return "Squares" + super.toString();
        }
    }

    private static final class Recent extends LinkedHashMap<String, Integer> {
        @Override protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > 2;
        }
    }

    private static final class Downwards implements Comparator<Integer> {
        @Override public int compare(Integer a, Integer b) {
            comparisons++;
            return b.compareTo(a);
        }
    }

    private static final class Refused extends RuntimeException {
        Refused(String why, Throwable cause) {
            super(why, cause);
        }

        @Override public String getMessage() {
            return "refused: " + super.getMessage();
        }
    }

    private Extending() {}

    public static void main(String[] arguments) throws Exception {
        Squares squares = new Squares(5);
        System.out.println(squares + " " + String.valueOf((Object) squares.subList(1, 3)) + " " + squares.contains(9) + " " + squares.hashCode());
        List<Integer> sorted = new ArrayList<>(squares);
        sorted.sort(new Downwards());
        System.out.println(sorted + " " + (comparisons > 0) + " " + new TreeMap<>(Map.of(new Point(2, Colour.RED), 1, new Point(1, Colour.BLUE), 2)));
        Recent recent = new Recent();
        for (String key : "a b c d".split(" ")) recent.put(key, recent.size());
        System.out.println(recent + " " + recent.getOrDefault("x", 7) + " " + new HashMap<>(recent).equals(recent));
        Map<Colour, Integer> colours = new EnumMap<>(Colour.class);
        colours.merge(Colour.BLUE, 1, Integer::sum);
        System.out.println(colours + " " + Colour.valueOf("GREEN").ordinal() + " " + Arrays.toString(Colour.values()));
        System.out.println(Stream.of(new Square(3), new Square(2)).sorted().map(Square::area).collect(Collectors.toList()));
        arrays();
        literals();
        Supplier<Callable<String>> nested = () -> () -> TEXT.toUpperCase();
        FutureTask<String> task = new FutureTask<>(nested.get());
        new Thread(task).start();
        System.out.println(task.get() + String.format(" %s %5.2f %tY", new Point(1, Colour.RED), 1.5, 0L));
        try {
            squares.add(1);
        } catch (UnsupportedOperationException e) {
            Refused refused = new Refused("adding", e);
            System.out.println(refused + " " + refused.getStackTrace()[0] + " " + (refused.getCause() == e));
        }
        new Squares(2).forEach(i -> {
            if (i > 0) throw new Refused("too large", null);
        });
    }

    private static void arrays() {
        Point[][] points = new Point[2][1];
        points[1][0] = new Point(4, null);
        Object copy = Arrays.copyOf(points[1], 2, Object[].class);
        Object made = Array.newInstance(Comparator.class, 1);
        System.out.println(points.getClass() + " " + Array.newInstance(Point[].class, 1).getClass().getSimpleName() + " " + ((Object[]) copy)[0]
            + " " + made.getClass() + " " + (made instanceof Comparator<?>[]) + " " + (points instanceof Object[][]) + " " + new FutureTask<?>[1].getClass());
        try {
            Object[] strings = new Squares[1];
            strings[0] = "no";
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage());
        }
        try {
            Object point = points[1][0];
            System.out.println((Shape) point);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void literals() {
        System.out.println((TEXT == new StringBuilder(TEXT).toString().intern()) + " " + ("null" == new StringBuilder("null").toString().intern())
            + " " + (Colour.class == Colour.RED.getClass()) + " " + Colour.class.getEnumConstants().length);
    }
}
