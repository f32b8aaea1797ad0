package obol.verifier.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Dense examples of what the type rules speak of: the seed of most mutants. Nothing here is ever run. */
public class Constructs extends ProtectedMembers implements Comparable<Constructs>, Cloneable {
    private final int number;
    private long wide;
    double real;
    static final List<String> NAMES = new ArrayList<>();
    static int counter;

    public Constructs(int number, boolean flag) {
        super(flag ? number : -number);
        this.number = number;
    }

    Constructs(long wide) {
        this((int) wide, wide > 3L && wide < 100L);
        this.wide = wide;
        try {
            this.real = Double.parseDouble("1.5");
        } catch (NumberFormatException e) {
            this.real = 0;
        }
    }

    int loops(int[] ints, long[] longs, double d, float f, String[] strings) {
        int sum = 0;
        long total = 0;
        for (int i = 0; i < ints.length; i++) {
            sum += ints[i] << 2;
            total += longs[i] * sum;
            d = d * total + f;
            if (d > 3 && f < 1.5f) {
                strings[i] = "s" + i;
            }
        }
        return sum + (int) total + (int) d + strings.length;
    }

    static long arrays(byte[] bytes, boolean[] flags, char[] chars, short[] shorts, Object[] objects, int[][] grid) {
        bytes[0] = 1;
        flags[1] = true;
        chars[2] = 'c';
        shorts[3] = 4;
        objects[4] = grid;
        grid[0][1] = bytes[0] + chars[2];
        int[][][] cube = new int[3][4][];
        String[][] names = new String[2][2];
        names[1] = new String[] {"a", "b"};
        objects[0] = names;
        objects = names[1];
        objects[0] = "c";
        return cube[0].length + (long) ((float[]) new float[1])[0] + ((String) objects[0]).length();
    }

    Object handlers(Supplier<String> supplier) throws IOException {
        String result = null;
        StringBuilder text = new StringBuilder();
        long mark = 5;
        try {
            result = supplier.get();
            mark = result.length();
            text.append(new StringBuilder(result).append(mark));
            if (mark > 7) {
                throw new IOException(result);
            }
        } catch (IllegalStateException | ArithmeticException e) {
            result = e.getMessage();
        } catch (RuntimeException e) {
            synchronized (this) {
                counter++;
            }
            throw e;
        } finally {
            text.append(mark);
        }
        return result == null ? text : result;
    }

    static String switches(int i, String s, Object o) {
        String result;
        switch (i) {
            case 1:
                result = "one";
                break;
            case 2:
                result = s;
                break;
            case 3:
            default:
                result = null;
        }
        switch (i) {
            case 100 -> result = "hundred";
            case -7 -> result = "less";
            case 100000 -> throw new IllegalStateException(result);
            default -> { }
        }
        return switch (s) {
            case "a", "b" -> result;
            case "c" -> o instanceof String t ? t : String.valueOf(o);
            default -> o == null ? "" : o.toString();
        };
    }

    IntUnaryOperator lambdas(int base) {
        Runnable r = () -> NAMES.add("x" + base + wide);
        r.run();
        return x -> x + base + number;
    }

    @Override
    public int compareTo(Constructs other) {
        int c = Integer.compare(number, other.number);
        return c != 0 ? c : Long.compare(wide++, other.wide--);
    }

    @Override
    public Constructs clone() throws CloneNotSupportedException {
        Constructs copy = (Constructs) super.clone();
        copy.shared += shared;
        copy.real = real / 2;
        int[] array = {1, 2};
        return array.clone().length > 1 ? copy : this;
    }

    static <T extends Comparable<T>> T max(List<? extends T> list, T least) {
        T best = least;
        for (T t : list) {
            if (t.compareTo(best) > 0) {
                best = t;
            }
        }
        return best;
    }

    record Pair(long left, Object right) {
        Pair {
            if (left < 0) {
                throw new IllegalArgumentException(String.valueOf(left));
            }
        }
    }

    sealed interface Shape permits Circle, Square { }

    record Circle(double radius) implements Shape { }

    record Square(float side) implements Shape { }

    static double area(Shape shape) {
        if (shape instanceof Circle c) {
            return c.radius() * c.radius() * Math.PI;
        }
        return ((Square) shape).side();
    }

    enum Colour {
        RED, GREEN { @Override int code() { return 7; } };

        int code() {
            return ordinal() * 2;
        }
    }

    class Inner extends Constructs {
        private final String name;

        Inner(String name) {
            super(name == null ? 0 : name.length(), counter > 0);
            this.name = name;
            Constructs.this.wide += hidden() + this.shared;
        }

        String both() {
            return name + Constructs.this.number + Colour.valueOf(name);
        }
    }
}
