package ex;

import obol.channels.*;
import java.time.*;
import java.util.*;

public class E07Timer {
    public interface Timer extends Contract {
        Instant now();
        Pending<Instant> at(Instant when);                         // close it = cancel the alarm
        Source<Instant> every(Duration period);
    }
    static final class Server implements Timer {
        private final Slots<Instant, Promise<Instant>> alarms = new Slots<>();
        public Instant now() { return Instant.EPOCH; }
        public Pending<Instant> at(Instant when) {
            Promise<Instant> p = Promise.make();
            Pending<Instant> later = p.pending();
            alarms.put(when, p);
            return later;
        }
        public Source<Instant> every(Duration d) {
            Pipe<Instant> p = Pipe.of(1);
            Sink<Instant> s = p.sink(); s.put(Instant.EPOCH); s.close();
            return p.source();
        }
        void tick(Instant now) {
            Promise<Instant> p = alarms.take(now);
            if (p != null) { p.keep(now); p.close(); }
        }
    }
    static void client() {
        try (Timer t = Services.connect(Timer.class, "timer");
             Pending<Instant> alarm = t.at(t.now().plusSeconds(5));
             Source<Instant> ticks = t.every(Duration.ofSeconds(1))) {
            while (true) {
                if (Wait.any(alarm, ticks) == 0) { System.out.println(alarm.await()); return; }
                Instant i = ticks.next(); if (i == null) return;
                System.out.println(i);
            }
        }
    }
}
