package protocols;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;
import obol.channels.Wait;

/** Closing a pending alarm cancels it; a server's own loop has its clock in the deadline. */
public final class Timers {
    private static final Duration TICK = Duration.ofMillis(2);

    private Timers() {}

    public interface Timer extends Contract {
        Instant now();

        Pending<Instant> at(Instant when);

        Source<Instant> every(Duration period);

        /** Alarms that somebody waits for. */
        int waiting();
    }

    static final class Server implements Timer {
        private final Slots<Instant, Promise<Instant>> alarms = new Slots<>();
        private final Slots<Integer, Sink<Instant>> ticks = new Slots<>();
        private int count;

        static void serve(String name) {
            Server timer = new Server();
            try (obol.channels.Server door = obol.channels.Server.open(Timer.class, name, timer)) {
                while (door.isOpen()) {
                    try (Deadline tick = Deadline.in(TICK)) {
                        door.serve();
                    }
                    timer.tick(Instant.now());
                }
            }
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Pending<Instant> at(Instant when) {
            Promise<Instant> promise = Promise.make();
            Pending<Instant> later = promise.pending();
            alarms.put(when, promise);
            return later;
        }

        /** The period is that of the loop. */
        @Override
        public Source<Instant> every(Duration period) {
            Pipe<Instant> pipe = Pipe.of(1);
            ticks.put(count++, pipe.sink());
            return pipe.source();
        }

        @Override
        public int waiting() {
            tick(Instant.MIN);
            return alarms.size();
        }

        private void tick(Instant now) {
            for (Instant when : alarms.keys()) {
                Promise<Instant> promise = alarms.take(when);
                if (promise.cancelled()) {
                    promise.close();
                } else if (when.isAfter(now)) {
                    alarms.put(when, promise);
                } else {
                    promise.keep(when);
                    promise.close();
                }
            }
            for (Integer key : List.copyOf(ticks.keys())) {
                Sink<Instant> sink = ticks.take(key);
                if (!sink.open()) {
                    sink.close();
                    continue;
                }
                if (sink.ready()) sink.put(now);
                ticks.put(key, sink);
            }
        }
    }

    static void client() {
        try (Timer t = Services.connect(Timer.class, "timer")) {
            Instant when = t.now().plusMillis(30);
            try (Pending<Instant> alarm = t.at(when); Source<Instant> ticks = t.every(Duration.ofMillis(1))) {
                System.out.println("timer " + (ticks.next() != null && ticks.next() != null));
                while (Wait.any(alarm, ticks) == 1) ticks.next();
                System.out.println("timer " + alarm.await().equals(when));
            }
            Pending<Instant> never = t.at(t.now().plusSeconds(3600));
            System.out.println("timer " + t.waiting());
            never.close();
            System.out.println("timer " + t.waiting());
        }
    }
}
