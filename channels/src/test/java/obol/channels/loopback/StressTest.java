package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import obol.channels.ChannelException;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.Server;
import obol.channels.Services;
import obol.channels.samples.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once: the door takes one call at a time, and every object of a channel is closed once, however it ends. */
@Timeout(30)
class StressTest {
    private static final int THREADS = 6;

    /** A step that takes time, faults, or ends the channel. */
    public interface Fragile extends Contract {
        int work(int micros);

        int fail();

        Way go(boolean on);

        sealed interface Way permits On, Out {
        }

        record On(Fragile next) implements Way {
        }

        record Out() implements Way {
        }
    }

    private static final class Worker implements Fragile {
        private static final AtomicInteger INSIDE = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public int work(int micros) {
            assertEquals(1, INSIDE.incrementAndGet());
            long end = System.nanoTime() + micros * 1000L;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            INSIDE.decrementAndGet();
            return micros;
        }

        @Override
        public int fail() {
            throw new IllegalStateException();
        }

        @Override
        public Way go(boolean on) {
            return on ? new On(this) : new Out();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void everyObjectIsClosedOnceHoweverItsChannelEnds() throws Exception {
        ConcurrentLinkedQueue<Worker> workers = new ConcurrentLinkedQueue<>();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (Server door = Server.openEach(Fragile.class, "fragile", () -> {
            Worker worker = new Worker();
            workers.add(worker);
            return worker;
        })) {
            Thread server = start(wrong, () -> {
                while (door.isOpen()) {
                    door.serve();
                }
            });
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                clients.add(start(wrong, () -> {
                    for (int k = 0; k < 150; k++) {
                        converse(Services.connect(Fragile.class, "fragile"), random);
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            door.close();
            server.join();
        }
        assertEquals(null, wrong.get());
        assertTrue(workers.size() > THREADS * 100);
        for (Worker worker : workers) {
            assertEquals(1, worker.closed.get());
        }
    }

    private static void converse(Fragile start, Random random) {
        Fragile state = start;
        try (Deadline deadline = random.nextInt(4) == 0 ? Deadline.in(Duration.ofNanos(random.nextInt(400_000))) : null) {
            for (int steps = random.nextInt(6); steps >= 0; steps--) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        Fragile.Way way = state.go(random.nextInt(4) > 0);
                        if (way instanceof Fragile.On on) {
                            state = on.next();
                        } else {
                            return;
                        }
                    }
                    case 1 -> {
                        if (random.nextInt(4) == 0) {
                            state.fail();
                        }
                    }
                    default -> assertEquals(20, state.work(20));
                }
            }
            if (random.nextInt(8) > 0) { // else it is left to the end of the door
                state.close();
            }
        } catch (ChannelException ended) {
            state.close();
        }
    }

    @Test
    void oneObjectForAllClientsSeesOneCallAtATime() throws Exception {
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (Server door = Server.open(Counter.class, "busy", new Counter.Service())) {
            Thread server = start(wrong, () -> {
                while (door.isOpen()) {
                    door.serve();
                }
            });
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                clients.add(start(wrong, () -> {
                    try (Counter counter = Services.connect(Counter.class, "busy")) {
                        for (int k = 0; k < 500; k++) {
                            counter.add(1);
                        }
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            try (Counter counter = Services.connect(Counter.class, "busy")) {
                assertEquals(THREADS * 500L, counter.value());
            }
            door.close();
            server.join();
        }
        assertEquals(null, wrong.get());
    }

    private static Thread start(AtomicReference<Throwable> wrong, Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((where, what) -> wrong.compareAndSet(null, what));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
