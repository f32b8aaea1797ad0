package system;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls of all kinds: virtual, interface, default, private, static, lambdas, bridges, covariant results, inner classes. */
public final class Dispatching {
    interface Animal {
        String name();

        default String greet() {
            return "I am " + name() + own();
        }

        private String own() {
            return "!";
        }

        static Animal of(String name) {
            return () -> name;
        }
    }

    interface Loud extends Animal {
        @Override default String greet() {
            return Animal.super.greet().toUpperCase();
        }
    }

    static class Dog implements Loud, Comparable<Dog> {
        @Override public String name() {
            return "dog";
        }

        @Override public int compareTo(Dog other) {
            return 0;
        }
    }

    static class Puppy extends Dog {
        @Override public String name() {
            return "small " + super.name();
        }
    }

    abstract static class Shape {
        abstract Number area();

        Object self() {
            return this;
        }
    }

    static class Square extends Shape {
        final int side;

        Square(int side) {
            this.side = side;
        }

        @Override Integer area() {
            return side * side;
        }

        @Override Square self() {
            return this;
        }
    }

    static class D0 { int d() { return 0; } }
    static class D1 extends D0 { @Override int d() { return 1; } }
    static class D2 extends D1 { @Override int d() { return super.d() + 2; } }
    static class D3 extends D2 { }
    static class D4 extends D3 { @Override int d() { return super.d() + 4; } }
    static class D5 extends D4 { }
    static class D6 extends D5 { }
    static class D7 extends D6 { }
    static class D8 extends D7 { @Override int d() { return super.d() + 8; } }
    static class D9 extends D8 { }

    class Inner {
        int x = base + 1;

        class Deeper {
            int y = x + base;
        }
    }

    int base = 40;

    static <T extends Comparable<T>> T max(List<T> list) {
        T best = list.get(0);
        for (T t : list) if (t.compareTo(best) > 0) best = t;
        return best;
    }

    static String kind(Object o) {
        if (o instanceof D9) return "D9";
        if (o instanceof D4 && !(o instanceof D8)) return "D4";
        if (o instanceof Number n && n.intValue() > 3) return "number " + n;
        if (o instanceof Comparable<?>[]) return "comparables";
        if (o instanceof Object[][]) return "matrix";
        if (o instanceof Cloneable) return "cloneable";
        return o == null ? "null" : o.getClass().getName();
    }

    static int sum(int... numbers) {
        int sum = 0;
        for (int n : numbers) sum += n;
        return sum;
    }

    static String choose(String s, int n) {
        String a = switch (s) {
            case "one", "eins" -> "1";
            case "two" -> "2";
            case "Aa", "BB" -> "same hash";
            default -> "?";
        };
        switch (n) {
            case -1: a += "m";
            case 0: a += "z";
                break;
            case 1000: a += "k";
                break;
            default: a += "d";
        }
        return a;
    }

    public static void main(String[] args) {
        for (Animal a : new Animal[] {new Dog(), new Puppy(), Animal.of("cat")}) System.out.println(a.greet());
        Shape s = new Square(5);
        System.out.println(s.area() + " " + (s.self() == s));
        System.out.println(new D9().d() + " " + new D3().d());
        Object[] things = {new D9(), new D5(), 3, 4.5, new String[1], new int[2][2], new Object[1][1], new int[1], null, "x", new Dog()};
        for (Object o : things) System.out.print(kind(o) + "; ");
        System.out.println();
        System.out.println(max(List.of("pear", "fig", "plum")) + sum() + sum(1, 2, 3));
        for (String t : new String[] {"one", "two", "Aa", "BB", "x"}) System.out.print(choose(t, t.length() - 3) + choose(t, 1000) + " ");
        System.out.println();
        Inner inner = new Dispatching().new Inner();
        System.out.println(inner.new Deeper().y);
        int captured = args.length + 5;
        Supplier<Function<Integer, Integer>> maker = () -> x -> x * captured;
        System.out.println(maker.get().apply(6));
        List<Supplier<String>> suppliers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int n = i;
            suppliers.add(() -> "s" + n);
        }
        suppliers.add(inner::toString);
        suppliers.remove(3);
        suppliers.add(String::new);
        for (Supplier<String> x : suppliers) System.out.print(x.get() + ",");
        System.out.println();
        List<String> words = new ArrayList<>(List.of("bb", "a", "ccc", "dd"));
        words.sort(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        System.out.println(words);
        int[][] clone = {{1, 2}, {3}};
        int[][] copy = clone.clone();
        copy[1] = new int[] {9};
        System.out.println(clone[1][0] + copy[1][0] + copy[0][1]);
        long[][][] cube = new long[2][3][];
        System.out.println(cube[1].length + " " + cube[1][2] + " " + cube.getClass().getName() + " " + int.class + " " + Animal.class + " " + new Object() { }.getClass().getName());
    }
}
