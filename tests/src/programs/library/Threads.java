package library;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

final class Threads {
    private Threads() {}

    private static int shared;

    static synchronized void increment() {
        shared++;
    }

    static void run() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AtomicInteger atomic = new AtomicInteger();
        AtomicLong sum = new AtomicLong();
        for (int i = 0; i < 8; i++) {
            int n = i;
            Thread t = new Thread(() -> {
                for (int k = 0; k < 10_000; k++) {
                    increment();
                    atomic.incrementAndGet();
                    sum.addAndGet(n);
                }
            }, "worker-" + i);
            threads.add(t);
            t.start();
        }
        for (Thread t : threads) {
            t.join();
        }
        System.out.println(shared + " " + atomic + " " + sum + threads.get(3).getName() + threads.get(3).getState() + threads.get(3).isAlive());
        Object lock = new Object();
        AtomicReference<String> handed = new AtomicReference<>();
        Thread consumer = new Thread(() -> {
            synchronized (lock) {
                while (handed.get() == null) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                System.out.println("got " + handed.get());
            }
        });
        consumer.start();
        Thread.sleep(20);
        synchronized (lock) {
            handed.set("coin");
            lock.notifyAll();
        }
        consumer.join();
        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                System.out.println(e + " " + Thread.currentThread().isInterrupted());
            }
        });
        sleeper.start();
        sleeper.interrupt();
        sleeper.join();
        ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 7);
        local.set(8);
        Thread reader = new Thread(() -> System.out.println(local.get() + Thread.currentThread().getName().substring(0, 6) + Thread.currentThread().getPriority() + Thread.currentThread().isDaemon()));
        reader.start();
        reader.join();
        Thread failing = new Thread(() -> {
            throw new IllegalStateException("in a thread");
        }, "failing");
        failing.start();
        failing.join();
        Thread handled = new Thread(() -> {
            throw new IllegalStateException("handled");
        });
        handled.setUncaughtExceptionHandler((t, e) -> System.out.println("handler " + e.getMessage()));
        handled.start();
        handled.join();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println(local.get() + Thread.currentThread().getName() + Thread.currentThread().getThreadGroup().getName());
    }
}
