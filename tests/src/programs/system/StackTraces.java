package system;

import java.util.function.Supplier;

/** What stack traces say, the end of the stack, other threads' stacks, and an exception that nobody catches. */
public final class StackTraces {
    static final class Base extends Exception {
        private static final long serialVersionUID = 1;

        Base(String message) {
            super(make(message));
        }

        private static String make(String message) {
            return message + "!";
        }
    }

    private static final Object LOCK = new Object();

    public static void main(String[] args) throws Exception {
        try {
            throw new Base("made");
        } catch (Base e) {
            print(e);
        }
        Supplier<String> supplier = () -> {
            throw new IllegalStateException("in a lambda");
        };
        try {
            supplier.get();
        } catch (IllegalStateException e) {
            print(e);
        }
        // Not where every call's poll walks the stack.
        for (int i = 0; i < (args.length > 0 ? 0 : 3); i++) {
            try {
                System.out.println(deep(0));
            } catch (StackOverflowError e) {
                System.out.println("stack overflow " + e.getStackTrace().length);
            }
        }
        Thread waiter = new Thread(StackTraces::waitForEver);
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) Thread.sleep(1);
        for (StackTraceElement element : waiter.getStackTrace()) {
            if (element.getClassName().equals("system.StackTraces")) System.out.println(element.getMethodName());
        }
        waiter.interrupt();
        waiter.join();
        System.out.println(waiter.getState() + " " + waiter.getStackTrace().length);
        Exception top = new Exception("top", new RuntimeException("cause"));
        top.addSuppressed(new Error("suppressed"));
        throw top;
    }

    private static void print(Throwable thrown) {
        System.out.println(thrown);
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getClassName().startsWith("system.")) System.out.println("  " + element);
        }
    }

    private static int deep(int depth) {
        return deep(depth + 1) + 1;
    }

    private static void waitForEver() {
        synchronized (LOCK) {
            try {
                LOCK.wait();
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
        }
    }
}
