package obol.channels.samples;

import java.util.ArrayList;
import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Slots;

/** A desk that sends its visitors on: next states that are other servers' endpoints. */
public interface Desk extends Contract {
    /** Adds an office. */
    void open(String name, Office office);

    Office go(String name);

    Answer ask(String name);

    @Opens
    Office peek(String name);

    sealed interface Answer permits Sent, Unknown {
    }

    record Sent(String word, Office next) implements Answer {
    }

    record Unknown(Desk next) implements Answer {
    }

    /** Where one is sent. */
    interface Office extends Contract {
        String name();

        Office next();

        default int floor() {
            return -1;
        }
    }

    /** The desk's object. */
    final class Service implements Desk {
        public final List<String> closed = new ArrayList<>();
        private final Slots<String, Office> offices = new Slots<>();

        @Override
        public void open(String name, Office office) {
            offices.put(name, office);
        }

        @Override
        public Office go(String name) {
            return offices.take(name);
        }

        @Override
        public Answer ask(String name) {
            Office office = offices.take(name);
            return office == null ? new Unknown(this) : new Sent("second door", office);
        }

        @Override
        public Office peek(String name) {
            return offices.take(name);
        }

        @Override
        public synchronized void close() {
            closed.add("desk");
        }
    }

    /** An office; its next one is an endpoint that it was given, or itself. */
    final class Room implements Office {
        public int closed;
        private final String name;
        private final Slots<String, Office> next = new Slots<>();

        public Room(String name) {
            this.name = name;
        }

        public Room then(Office endpoint) {
            next.put("next", endpoint);
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Office next() {
            Office other = next.take("next");
            return other == null ? this : other;
        }

        @Override
        public int floor() {
            return 3;
        }

        @Override
        public synchronized void close() {
            closed++;
        }
    }
}
