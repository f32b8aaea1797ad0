package library;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

final class Language {
    private Language() {}

    sealed interface Shape permits Circle, Square, Empty {}

    record Circle(double radius) implements Shape {}

    record Square(int side, String name, long[] more) implements Shape {
        Square {
            if (side < 0) {
                throw new IllegalArgumentException("side " + side);
            }
        }
    }

    record Empty() implements Shape {}

    record Pair<A, B>(A first, B second) {
        static int made;

        <C> Pair<A, C> with(C other) {
            made++;
            return new Pair<>(first, other);
        }
    }

    enum Op implements IntBinaryOperator {
        ADD("+") {
            @Override public int applyAsInt(int a, int b) {
                return a + b;
            }
        },
        MUL("*") {
            @Override public int applyAsInt(int a, int b) {
                return a * b;
            }
        };

        final String sign;

        Op(String sign) {
            this.sign = sign;
        }
    }

    interface Greeter {
        String name();

        default String greet() {
            return "Hello " + name() + helper();
        }

        private String helper() {
            return "!";
        }

        static Greeter of(String s) {
            return () -> s;
        }
    }

    static class Base {
        static final List<String> LOG = new ArrayList<>();
        String value = init("Base.value");

        Base() {
            LOG.add("Base()" + describe());
        }

        String describe() {
            return "base";
        }

        static String init(String what) {
            LOG.add(what);
            return what;
        }
    }

    static class Derived extends Base {
        static {
            LOG.add("Derived.<clinit>");
        }

        final String own = init("Derived.own");
        private int counter;

        Derived() {
            super();
            LOG.add("Derived()");
        }

        @Override String describe() {
            return "derived " + own;
        }

        class Inner {
            int next() {
                return ++counter;
            }
        }
    }

    static double area(Shape s) {
        if (s instanceof Circle c) {
            return Math.PI * c.radius() * c.radius();
        } else if (s instanceof Square q && q.side() > 0) {
            return q.side() * (double) q.side();
        }
        return 0;
    }

    static String classify(Object o) {
        return o instanceof String s && s.length() > 2 ? "long " + s : o instanceof Integer i ? "int " + (i + 1) : String.valueOf(o);
    }

    static int tryFinally(int how) {
        int x = 1;
        try {
            x = 2;
            if (how == 1) {
                return x;
            }
            if (how == 2) {
                throw new IllegalStateException();
            }
        } catch (IllegalStateException e) {
            return x + 10;
        } finally {
            x = 100;
            if (how == 3) {
                x = 200;
            }
        }
        return x;
    }

    static long sum(long... numbers) {
        long s = 0;
        for (long n : numbers) {
            s += n;
        }
        return s;
    }

    static void run() {
        Shape s = new Square(3, "q", null);
        System.out.println(s + " " + s.hashCode() + s.equals(new Square(3, "q", null)) + area(s) + area(new Circle(2)) + new Empty() + new Empty().hashCode() + new Pair<>(1, 'c').with(2.5f) + Pair.made);
        System.out.println(new Circle(-0.0).equals(new Circle(0.0)) + " " + new Circle(Double.NaN).equals(new Circle(Double.NaN)));
        try {
            new Square(-1, null, null);
        } catch (IllegalArgumentException e) {
            System.out.println(e);
        }
        for (Op op : Op.values()) {
            System.out.println(op + op.sign + op.applyAsInt(6, 7) + op.getDeclaringClass().getSimpleName() + op.getClass().isAnonymousClass() + op.compareTo(Op.MUL) + switch (op) {
                case ADD -> "plus";
                case MUL -> "times";
            });
        }
        try {
            Op.valueOf("SUB");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        int captured = 5;
        Function<Integer, Integer> plus = x -> x + captured;
        BiFunction<String, Integer, Character> charAt = String::charAt;
        Supplier<List<String>> maker = ArrayList::new;
        Function<Integer, int[]> array = int[]::new;
        System.out.println(plus.andThen(x -> x * 2).compose((Integer x) -> x - 1).apply(3) + "" + charAt.apply("obol", 1) + maker.get() + array.apply(3).length + Greeter.of("Charon").greet());
        Derived d = new Derived();
        Derived.Inner inner = d.new Inner();
        inner.next();
        System.out.println(Base.LOG + " " + inner.next() + d.describe());
        Runnable local = new Runnable() {
            int runs;

            @Override public void run() {
                class Local {
                    String say() {
                        return "local " + runs++ + captured;
                    }
                }
                System.out.println(new Local().say() + getClass().getName() + new Local().getClass().getName());
            }
        };
        local.run();
        System.out.println(classify("abc") + classify(4) + classify(null) + classify('x') + tryFinally(0) + tryFinally(1) + tryFinally(2) + tryFinally(3) + sum() + sum(1, 2, 3));
        String text = """
            A "text" block\tTab
              indented \
            joined
            """;
        System.out.print(text);
        outer:
        for (int i = 0; ; i++) {
            for (int j = 0; j < i; j++) {
                if (i * j > 20) {
                    System.out.println("at " + i + "," + j);
                    break outer;
                }
                if (j == 3) {
                    continue outer;
                }
            }
        }
        StringBuilder order = new StringBuilder();
        int[] a = {0, 0, 0};
        int i = 0;
        a[i++] = a[i] + i++ + (i = 0);
        a[i] += i = 2;
        order.append(a[0]).append(a[1]).append(a[2]).append(i);
        switch ("two") {
            case "one":
                order.append(1);
            case "two":
                order.append(2);
            case "three":
                order.append(3);
                break;
            default:
                order.append("none");
        }
        System.out.println(order);
        Object[] objects = {1, "s", 2.0, 'c', null, new int[0].getClass().getName(), new String[0][0].getClass().getSimpleName(), Runnable.class, int.class, Pair.class.getSimpleName(), Language.class.getPackageName()};
        for (Object o : objects) {
            System.out.print(o + ";");
        }
        System.out.println(long[].class.getComponentType() + " " + Integer.class.isInstance(3) + Number.class.isAssignableFrom(Integer.class) + Op.class.isEnum() + Pair.class.isRecord() + Shape.class.isInterface() + Circle.class.getSuperclass() + Object.class.getSuperclass());
    }
}
