package processes;

import java.util.concurrent.locks.LockSupport;
import obol.nucleus.Memory;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.ExchangeMemory;
import obol.nucleus.abi.Processes;

/** A child process: its first argument says what it does. One that is to be killed hands its parent a block when it is there. */
public final class Victim {
    static int counter;
    static Object kept;

    private Victim() {}

    /** Never gets initialised. */
    static final class Endless {
        static int value;

        static {
            ready();
            while (value >= 0) {
                value = value + 1 & 0xFFFF;
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } finally {
            if (arguments.length > 0 && arguments[0].startsWith("kill-")) {
                System.out.println("a finally of " + arguments[0] + " has run");
            }
        }
    }

    private static void run(String[] arguments) throws Exception {
        counter++;
        switch (arguments.length == 0 ? "return" : arguments[0]) {
            case "return" -> { }
            case "echo" -> System.out.println(String.join("|", arguments));
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "thread-exit" -> {
                new Thread(() -> System.exit(9)).start();
                Thread.sleep(100_000);
            }
            case "last-thread" -> new Thread(() -> sleepQuietly(20)).start();
            case "daemon" -> {
                Thread daemon = new Thread(Victim::spin);
                daemon.setDaemon(true);
                daemon.start();
            }
            case "throw" -> throw new IllegalStateException("on purpose");
            case "counter" -> System.exit(counter);
            case "intern" -> System.exit(isOwnString(arguments[1], Long.parseLong(arguments[2])) ? 0 : 1);
            case "forge" -> forge(Long.parseLong(arguments[1]));
            case "exhaust" -> exhaust();
            case "fill" -> fill();
            case "keep" -> keep();
            case "allocate" -> allocate(Integer.parseInt(arguments[1]));
            case "send" -> send(arguments[1]);
            case "kill-parent" -> System.exit(Processes.kill(1, 137) ? 1 : 3);
            case "parent" -> {
                Child.start("victim", 1 << 22, "kill-orphan");
                sleepQuietly(100_000);
            }
            default -> beKilled(arguments[0], arguments.length > 1 ? arguments[1] : null);
        }
    }

    private static void beKilled(String how, String other) throws Exception {
        switch (how) {
            case "kill-loop", "kill-orphan" -> {
                ready();
                spin();
            }
            case "kill-arraycopy" -> {
                byte[] all = new byte[much(1)];
                ready();
                while (true) {
                    System.arraycopy(all, 0, all, 1, all.length - 1);
                }
            }
            case "kill-allocation" -> {
                ready();
                while (new long[much(8)].length > 0) {
                    counter++;
                }
            }
            case "kill-initializer" -> System.out.println(Endless.value);
            case "kill-monitor" -> {
                Object lock = new Object();
                for (int i = 0; i < 3; i++) {
                    new Thread(() -> lockAndSpin(lock)).start();
                }
                lockAndSpin(Victim.class);
            }
            case "kill-sleep" -> {
                ready();
                Thread.sleep(100_000);
            }
            case "kill-wait" -> {
                synchronized (Victim.class) {
                    ready();
                    Victim.class.wait();
                }
            }
            case "kill-join" -> {
                Thread spinner = new Thread(Victim::spin);
                spinner.start();
                ready();
                spinner.join();
            }
            case "kill-park" -> {
                ready();
                while (true) {
                    LockSupport.park();
                }
            }
            case "kill-await" -> {
                Child child = Child.start("victim", 1 << 22, "last-thread");
                ready();
                while (true) {
                    child.await(100_000_000_000L);
                }
            }
            case "kill-await-other" -> {
                ready();
                System.out.println("woken: " + Processes.await(Integer.parseInt(other), Long.MAX_VALUE));
            }
            case "kill-throwing" -> {
                ready();
                while (true) {
                    try {
                        throw new Exception();
                    } catch (Throwable expected) {
                        counter++;
                    }
                }
            }
            case "kill-collecting" -> {
                ready();
                Object[] kept = new Object[1000];
                for (int i = 0; ; i = (i + 1) % kept.length) {
                    kept[i] = new int[100];
                }
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** How many elements of this size fill a good part of the heap. */
    private static int much(int size) {
        return (int) Math.min(100_000_000, Runtime.getRuntime().maxMemory() / 2) / size;
    }

    /** Lets the parent know that it is time. */
    static void ready() {
        ExchangeMemory.give(ExchangeMemory.allocate(1), (int) Processes.info(Processes.self(), Processes.PARENT));
    }

    private static void spin() {
        while (counter >= 0) {
            counter = counter + 1 & 0xFFFF;
        }
    }

    private static void lockAndSpin(Object lock) {
        synchronized (lock) {
            ready();
            spin();
        }
    }

    private static void sleepQuietly(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the string with this text is interned here, and is not the one that another process has interned. */
    private static boolean isOwnString(String text, long address) {
        String own = new String(text).intern();
        return own == new StringBuilder(text).toString().intern() && Memory.addressOf(own) != address;
    }

    /** A reference into another heap: what verified code can never make. */
    private static void forge(long address) {
        Object[] holder = new Object[1];
        holder[0] = Memory.objectAt(address);
        System.gc();
        System.out.println("the forged reference was not found, " + holder.length);
    }

    private static void exhaust() {
        Object[] all = null;
        try {
            while (true) {
                Object[] next = new Object[1000];
                next[0] = all;
                all = next;
            }
        } catch (OutOfMemoryError e) {
            all = null;
            System.exit(42);
        }
    }

    private static void keep() {
        try {
            fill();
        } catch (OutOfMemoryError e) {
            spin();
        }
    }

    /** Not even the error can be printed. */
    private static void fill() {
        while (true) {
            try {
                while (true) kept = new Object[] {kept, new byte[10_000]};
            } catch (OutOfMemoryError e) {
                while (true) kept = new Object[] {kept};
            }
        }
    }

    private static void allocate(int megabytes) {
        byte[][] all = new byte[megabytes * 10][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new byte[100_000];
            Thread.yield();
        }
        System.exit(all.length == megabytes * 10 ? 0 : 1);
    }

    private static void send(String text) {
        long block = ExchangeMemory.allocate(2L * text.length() + 4);
        long address = ExchangeMemory.address(block);
        Memory.putInt(address, text.length());
        for (int i = 0; i < text.length(); i++) {
            Memory.putChar(address + 4 + 2L * i, text.charAt(i));
        }
        ExchangeMemory.give(block, 1);
    }
}
