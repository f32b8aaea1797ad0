package system;

import java.util.ArrayList;
import java.util.List;

/** Exceptions in the middle of expressions, in their order, with finally, nesting, traces. */
public final class Exceptions {
    static final List<String> TRACE = new ArrayList<>();

    static int say(int n) {
        TRACE.add("say" + n);
        return n;
    }

    static int[] none() {
        TRACE.add("none");
        return null;
    }

    @SuppressWarnings("finally")
    static int overrides() {
        try {
            throw new IllegalStateException("lost");
        } finally {
            return 3;
        }
    }

    static int nested(int n) {
        int x = 1;
        try {
            x = 2;
            try {
                if (n == 0) throw new IllegalArgumentException("zero");
                x = 10 / (n - 1);
                x += new int[n - 3].length;
            } catch (ArithmeticException e) {
                x += 100;
                throw new RuntimeException("wrapped " + x, e);
            } finally {
                x += 1000;
                TRACE.add("inner" + x);
            }
        } catch (IllegalArgumentException e) {
            return x + 1;
        } catch (RuntimeException e) {
            TRACE.add(e.getClass().getSimpleName() + ":" + e.getMessage());
            return x + 2;
        } finally {
            TRACE.add("outer" + x);
        }
        return x;
    }

    static int deep(int n) {
        return n == 0 ? Integer.parseInt("no") : deep(n - 1) + 1;
    }

    static int overflow(int n) {
        return overflow(n + 1) + 1;
    }

    interface Thrower {
        Object run() throws Exception;
    }

    static void attempt(String name, Thrower thrower) {
        try {
            System.out.println(name + " gave " + thrower.run());
        } catch (Throwable e) {
            System.out.println(name + " threw " + e.getClass().getName() + ": " + (e instanceof NullPointerException ? "" : e.getMessage()));
        }
    }

    public static void main(String[] args) {
        int[] a = new int[3];
        attempt("index", () -> a[say(3)] = say(4));
        attempt("null store", () -> none()[say(5)] = say(6));
        attempt("divide", () -> say(1) / (say(2) - 2));
        attempt("remainder", () -> 5L % (long) (say(2) - 2));
        attempt("cast", () -> (Integer) (Object) "text");
        attempt("array cast", () -> (int[]) (Object) new long[1]);
        attempt("store", () -> ((Object[]) new String[1])[0] = 5);
        attempt("negative", () -> new int[say(-1)]);
        attempt("negative many", () -> new int[2][say(-2)]);
        attempt("overrides", Exceptions::overrides);
        for (int i = 0; i < 6; i++) {
            int n = i;
            attempt("nested " + i, () -> nested(n));
        }
        attempt("null monitor", () -> {
            synchronized (none()) {
                return 1;
            }
        });
        attempt("null throw", () -> {
            throw (RuntimeException) null;
        });
        // Too slow where every call is a collection.
        if (args.length == 0) attempt("overflow", () -> {
            try {
                return overflow(0);
            } catch (StackOverflowError e) {
                return "stack overflow";
            }
        });
        System.out.println(TRACE);
        try {
            deep(3);
        } catch (NumberFormatException e) {
            for (StackTraceElement at : e.getStackTrace()) if (at.getClassName().startsWith("system.Ex")) System.out.println(at);
        }
        throw new IllegalStateException("the end", new RuntimeException("its cause"));
    }
}
