package obol.system.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import obol.channels.Waitable;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final EventLoop loop = new EventLoop();

    /** They are set again where setting them took so long that another order would be right. */
    @Test
    void timersInTheirOrder() {
        while (true) {
            EventLoop loop = new EventLoop();
            List<Integer> order = new ArrayList<>();
            long start = System.nanoTime();
            loop.in(3_000_000, () -> order.add(3));
            loop.in(1_000_000, () -> order.add(1));
            loop.in(2_000_000, () -> order.add(2));
            loop.in(5_000_000, loop::stop);
            boolean quick = System.nanoTime() - start < 1_000_000;
            loop.run();
            if (quick) {
                assertEquals(List.of(1, 2, 3), order);
                return;
            }
        }
    }

    @Test
    void whatOtherThreadsPost() throws Exception {
        Thread thread = new Thread(loop::run);
        thread.start();
        assertEquals(thread, loop.call(Thread::currentThread));
        ExecutionException failed = assertThrows(ExecutionException.class, () -> loop.call(() -> {
            throw new IllegalStateException("broken");
        }));
        assertEquals("broken", failed.getCause().getMessage());
        loop.stop();
        thread.join();
    }

    /** A source that is always ready holds up neither posted work nor timers nor other sources. */
    @Test
    void turns() {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        Waitable always = () -> true;
        loop.serve(always, busy::incrementAndGet);
        loop.serve(() -> other.get() < 10, other::incrementAndGet);
        loop.post(() -> loop.in(1_000_000, loop::stop));
        loop.run();
        assertEquals(10, other.get());
        assertEquals(true, busy.get() >= 10);
    }
}
