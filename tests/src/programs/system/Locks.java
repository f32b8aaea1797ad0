package system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that meet at monitors, wait, are woken, interrupted, and joined. */
public final class Locks {
    static int shared;
    static int underLiteral;
    static volatile boolean stop;
    static final Object LOCK = new Object();

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? 20 : 2000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread t = new Thread(() -> {
                for (int k = 0; k < rounds; k++) {
                    synchronized (LOCK) {
                        synchronized (LOCK) {
                            int seen = shared;
                            if (k % 16 == 0) Thread.yield();
                            shared = seen + 1;
                        }
                    }
                    synchronized ("a literal") {
                        underLiteral++;
                    }
                }
            });
            threads.add(t);
            t.start();
        }
        for (Thread t : threads) t.join();
        System.out.println(shared + " " + underLiteral);

        int[] box = {0};
        Thread consumer = new Thread(() -> {
            int sum = 0;
            try {
                for (int i = 0; i < rounds; i++) {
                    synchronized (box) {
                        while (box[0] == 0) box.wait();
                        sum += box[0];
                        box[0] = 0;
                        box.notifyAll();
                    }
                }
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
            System.out.println("consumed " + sum);
        });
        consumer.start();
        for (int i = 1; i <= rounds; i++) {
            synchronized (box) {
                while (box[0] != 0) box.wait();
                box[0] = i % 7 + 1;
                box.notifyAll();
            }
        }
        consumer.join();

        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(100_000);
                System.out.println("slept");
            } catch (InterruptedException e) {
                System.out.println("woken " + Thread.currentThread().isInterrupted());
            }
        });
        sleeper.start();
        sleeper.interrupt();
        sleeper.join();
        synchronized (box) {
            long start = System.nanoTime();
            box.wait(20);
            System.out.println(System.nanoTime() - start >= 19_000_000);
        }
        try {
            box.notify();
        } catch (IllegalMonitorStateException e) {
            System.out.println("not the owner");
        }

        ReentrantLock lock = new ReentrantLock();
        CountDownLatch latch = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            new Thread(() -> {
                for (int k = 0; k < rounds; k++) {
                    lock.lock();
                    try {
                        shared--;
                    } finally {
                        lock.unlock();
                    }
                }
                latch.countDown();
            }).start();
        }
        latch.await();
        System.out.println(shared);

        ThreadLocal<String> local = ThreadLocal.withInitial(() -> "first");
        local.set("main");
        Thread other = new Thread(() -> System.out.println(local.get() + " " + Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon()), "other");
        other.setDaemon(true);
        other.start();
        other.join();
        System.out.println(local.get() + " " + other.getState() + " " + other.isAlive());
        Thread failing = new Thread(() -> {
            throw new IllegalStateException("in a thread");
        }, "failing");
        failing.start();
        failing.join();

        // A loop without calls gives way to the others.
        Thread spinner = new Thread(() -> {
            while (!stop) { }
            System.out.println("stopped");
        });
        spinner.start();
        Thread.sleep(5);
        stop = true;
        spinner.join();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        new Thread(() -> {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            System.out.println("last");
            System.exit(7);
        }).start();
    }
}
