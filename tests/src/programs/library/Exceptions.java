package library;

import java.io.Closeable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

final class Exceptions {
    private Exceptions() {}

    record Resource(String name, boolean fails) implements Closeable {
        @Override public void close() {
            System.out.println("close " + name);
            if (fails) {
                throw new IllegalStateException("closing " + name);
            }
        }
    }

    static final class Chained extends Exception {
        private static final long serialVersionUID = 1L;

        Chained(String message, Throwable cause) {
            super(message, cause);
        }
    }

    interface Action {
        void run() throws Exception;
    }

    static void show(Action action) {
        try {
            action.run();
        } catch (Throwable t) {
            System.out.println(t);
        }
    }

    static void deep(int n) throws Chained {
        try {
            if (n == 0) {
                Object[] a = new Integer[1];
                a[0] = "not an Integer";
            }
            deep(n - 1);
        } catch (ArrayStoreException e) {
            throw new Chained("level " + n, e);
        }
    }

    static int overflow(int n) {
        return overflow(n + 1) + 1;
    }

    static void run() {
        Object[] none = {};
        Object o = "string";
        int[] numbers = new int[2];
        show(() -> System.out.println(numbers[2]));
        show(() -> System.out.println(numbers[-1]));
        show(() -> System.out.println(none[0]));
        show(() -> System.out.println((Integer) o));
        show(() -> System.out.println(new int[-1].length));
        show(() -> "abc".charAt(3));
        show(() -> "abc".substring(2, 1));
        show(() -> List.of(1, 2).get(2));
        show(() -> new java.util.ArrayList<>(List.of(1)).get(1));
        show(() -> List.of().iterator().next());
        show(() -> Objects.requireNonNull(null, "nothing"));
        show(() -> Objects.checkIndex(3, 2));
        show(() -> Objects.checkFromToIndex(1, 5, 3));
        show(() -> Objects.checkFromIndexSize(1, 5, 3));
        show(() -> { throw new NoSuchElementException(); });
        show(() -> { throw new Error("plain", new RuntimeException("cause")); });
        show(() -> Thread.sleep(-1));
        show(() -> java.nio.charset.Charset.forName("no such"));
        show(() -> new Object().wait());
        show(() -> overflow(0));
        try (Resource a = new Resource("a", true); Resource b = new Resource("b", true)) {
            System.out.println("in " + a.name() + b.name());
            throw new IllegalArgumentException("body");
        } catch (IllegalArgumentException e) {
            System.out.println(e + " " + List.of(e.getSuppressed()));
        }
        try {
            deep(2);
        } catch (Chained e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            System.out.print(text);
            e.printStackTrace();
            System.out.println(e.getStackTrace()[0].getMethodName() + " " + e.getCause().getStackTrace().length);
        }
        throw new IllegalStateException("the end", new RuntimeException("of it"));
    }
}
