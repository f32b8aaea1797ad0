package ex;

import obol.channels.*;
import java.util.*;

public class E08PubSub {
    public record Event(long number, String text) {}
    public enum WhenFull { WAIT, DROP }
    public interface Topic extends Contract {
        Source<Event> subscribe(int window, WhenFull full);
        Sink<Event> publisher(int window);
    }
    static final class Server implements Topic {
        private final Slots<Integer, Sink<Event>> subscribers = new Slots<>(); private int id;
        public Source<Event> subscribe(int window, WhenFull f) {
            Pipe<Event> p = Pipe.of(window); subscribers.put(id++, p.sink()); return p.source();
        }
        public Sink<Event> publisher(int window) {
            Pipe<Event> p = Pipe.of(window); sources.put(id++, p.source()); return p.sink();
        }
        private final Slots<Integer, Source<Event>> sources = new Slots<>();
        void relay(Integer k) {
            Source<Event> in = sources.take(k);
            if (in == null) return;
            Event e = in.next();
            if (e == null) { in.close(); return; }
            sources.put(k, in); deliver(e);
        }
        void deliver(Event e) {
            for (Integer k : List.copyOf(subscribers.keys())) {
                Sink<Event> s = subscribers.take(k);
                if (s == null) continue;
                if (!s.open()) { s.close(); continue; }
                if (s.ready()) s.put(e);                                     // DROP; with WAIT: always put
                subscribers.put(k, s);
            }
        }
    }
    public static void main(String[] args) {
        Server topic = new Server();
        try (obol.channels.Server door = obol.channels.Server.open(Topic.class, "news", topic)) {
            while (door.isOpen()) switch (Wait.any(door, topic.sources)) {
                case 0 -> door.serve();
                case 1 -> topic.relay(topic.sources.whichReady());
                default -> { }
            }
        }
    }
    static void client() {
        try (Topic t = Services.connect(Topic.class, "news")) {
            try (Sink<Event> out = t.publisher(4)) { out.put(new Event(1, "hi")); }
            try (Source<Event> in = t.subscribe(8, WhenFull.DROP)) {
                for (Event e; (e = in.next()) != null; ) System.out.println(e.text());
            }
        }
    }
}
