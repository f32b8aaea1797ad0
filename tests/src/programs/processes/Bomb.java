package processes;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Links;

/** A process that takes all it can get, and goes on trying. Its argument says of what; "confined" before it: once its
 * parent has given it a block. Gives its parent a block when it has met its limit. */
public final class Bomb {
    private static final long FOR_EVER = 1_000_000;
    static Object kept;
    static int depth;
    static volatile int counter;

    private Bomb() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "confined" -> {
                while (ExchangeMemory.next(0) == 0) Thread.sleep(1);
                ExchangeMemory.free(ExchangeMemory.next(0));
                main(Arrays.copyOfRange(arguments, 1, arguments.length));
            }
            case "fork" -> fork();
            case "heap" -> heap();
            case "list" -> list();
            case "direct" -> direct();
            case "exchange" -> exchange();
            case "threads" -> threads(arguments.length == 1);
            case "handles" -> handles();
            case "recursion" -> recursion();
            case "stacks" -> stacks();
            case "roots" -> roots();
            case "locks" -> locks();
            case "locked" -> locked();
            case "spin" -> spin(Integer.parseInt(arguments[1]));
            case "initializer" -> Endless.touch();
            case "cleaners" -> cleaners();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void met() {
        long block = ExchangeMemory.allocate(8);
        ExchangeMemory.give(block, 1);
    }

    /** Each child does the same. */
    private static void fork() throws InterruptedException {
        boolean met = false;
        for (;;) {
            try {
                Child.start("bomb", 1 << 20, "fork");
            } catch (IllegalStateException limit) {
                if (!met) met();
                met = true;
                Thread.sleep(1);
            }
        }
    }

    private static void heap() {
        List<Object> all = new ArrayList<>();
        for (int met = 0;;) {
            try {
                for (;;) all.add(new int[50][100]);
            } catch (OutOfMemoryError limit) {
                if (met++ == 0) met();
                for (int i = 0; i < all.size(); i += 2) all.set(i, null);
                all.removeIf(each -> each == null);
            }
        }
    }

    /** Much for the collector to follow. */
    private static void list() {
        for (int met = 0;;) {
            java.util.LinkedList<Integer> all = new java.util.LinkedList<>();
            try {
                for (int i = 0;; i++) all.add(i);
            } catch (OutOfMemoryError limit) {
                if (met++ == 0) met();
            }
        }
    }

    private static void direct() throws InterruptedException {
        List<ByteBuffer> all = new ArrayList<>();
        try {
            for (;;) all.add(ByteBuffer.allocateDirect(1 << 16));
        } catch (OutOfMemoryError limit) {
            met();
        }
        Thread.sleep(FOR_EVER);
        kept = all;
    }

    private static void exchange() throws InterruptedException {
        long last = 0;
        for (long block = 1; block != 0; block = ExchangeMemory.allocate(1 << 16)) last = block;
        ExchangeMemory.free(last);
        met();
        Thread.sleep(FOR_EVER);
    }

    private static void threads(boolean sleeping) throws InterruptedException {
        for (boolean met = false;;) {
            try {
                Thread thread = new Thread(sleeping ? Bomb::sleep : Bomb::run);
                thread.start();
            } catch (OutOfMemoryError limit) {
                if (!met) met();
                met = true;
                Thread.sleep(1);
            }
        }
    }

    private static void handles() throws InterruptedException {
        while (Links.later(0) != 0) {
            kept = null;
        }
        met();
        Thread.sleep(FOR_EVER);
    }

    private static void recursion() {
        for (boolean met = false;; met = true) {
            try {
                recurse(0);
            } catch (StackOverflowError limit) {
                if (!met) met();
            }
        }
    }

    /** Each thread goes as deep as it can, is content with what it gets, and begins anew. */
    private static void stacks() {
        for (int i = 0; i < 40; i++) new Thread(Bomb::sink).start();
        while (counter < 400) Thread.yield();
        met();
        sink();
    }

    /** Each collection has deep stacks to walk. */
    private static void roots() {
        for (int i = 0; i < 40; i++) new Thread(() -> hang(4000)).start();
        while (counter < 40) Thread.yield();
        list();
    }

    private static int hang(int n) {
        if (n == 0) {
            counter++;
            sleep();
        }
        return hang(n - 1) + 1;
    }

    private static void sink() {
        for (;;) {
            try {
                dive(0);
            } catch (StackOverflowError limit) {
                counter++;
            }
        }
    }

    /** Lets others run now and then, so that many are deep at the same time. */
    private static int dive(int n) {
        if (n % 500 == 499) Thread.yield();
        return dive(n + 1) + 1;
    }

    /** Kills processes again and again in which a thread holds locks that others wait for. */
    private static void locks() throws Exception {
        for (int i = 0;; i++) {
            Child child = Child.start("bomb", 1 << 20, "locked");
            Thread.sleep(2);
            child.kill();
            child.await(Long.MAX_VALUE);
            child.release();
            if (i == 20) met();
        }
    }

    private static void locked() {
        for (int i = 0; i < 5; i++) new Thread(Bomb::hold).start();
        hold();
    }

    private static void hold() {
        synchronized (Bomb.class) {
            synchronized ("shared") {
                run();
            }
        }
    }

    private static int recurse(int n) {
        depth = n;
        return recurse(n + 1) + 1;
    }

    private static void spin(int threads) {
        for (int i = 1; i < threads; i++) new Thread(Bomb::run).start();
        met();
        run();
    }

    static void run() {
        for (;;) depth++;
    }

    private static void sleep() {
        try {
            Thread.sleep(FOR_EVER);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cleaners() {
        Cleaner cleaner = Cleaner.create();
        for (int i = 0;; i++) {
            cleaner.register(new Object(), () -> {
                counter++;
                throw new IllegalStateException("a cleaner");
            });
            if (i == 10_000) met();
            // No more than are left at a time: each is remembered until its action has run.
            while (i - counter > 50_000) System.gc();
        }
    }

    private static final class Endless {
        static {
            met();
            run();
        }

        static void touch() {}
    }
}
