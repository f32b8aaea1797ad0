package protocols;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;
import obol.channels.Wait;

/** Publish and subscribe: a server that waits for calls and for what publishers write. */
public final class News {
    private News() {}

    public record Event(long number, String text) {}

    public enum WhenFull { WAIT, DROP }

    public interface Topic extends Contract {
        Source<Event> subscribe(int window, WhenFull full);

        Sink<Event> publisher(int window);
    }

    static final class Server implements Topic {
        private final Slots<Integer, Sink<Event>> subscribers = new Slots<>();
        private final Slots<Integer, Source<Event>> sources = new Slots<>();
        private int id;

        static void serve(String name) {
            Server topic = new Server();
            try (obol.channels.Server door = obol.channels.Server.open(Topic.class, name, topic)) {
                while (door.isOpen()) {
                    switch (Wait.any(door, topic.sources)) {
                        case 0 -> door.serve();
                        case 1 -> topic.relay(topic.sources.whichReady());
                        default -> { }
                    }
                }
            }
        }

        @Override
        public Source<Event> subscribe(int window, WhenFull full) {
            Pipe<Event> pipe = Pipe.of(window);
            subscribers.put(id++, pipe.sink());
            return pipe.source();
        }

        @Override
        public Sink<Event> publisher(int window) {
            Pipe<Event> pipe = Pipe.of(window);
            sources.put(id++, pipe.source());
            return pipe.sink();
        }

        private void relay(Integer key) {
            Source<Event> in = sources.take(key);
            if (in == null) return;
            Event event = in.next();
            if (event == null) {
                in.close();
                subscribers.close();
                return;
            }
            sources.put(key, in);
            deliver(event);
        }

        private void deliver(Event event) {
            for (Integer key : List.copyOf(subscribers.keys())) {
                Sink<Event> sink = subscribers.take(key);
                if (sink == null) continue;
                if (!sink.open()) {
                    sink.close();
                    continue;
                }
                if (sink.ready()) sink.put(event);
                subscribers.put(key, sink);
            }
        }
    }

    static void client() {
        try (Topic t = Services.connect(Topic.class, "news");
             Source<Event> all = t.subscribe(8, WhenFull.DROP);
             Source<Event> slow = t.subscribe(1, WhenFull.DROP)) {
            try (Sink<Event> out = t.publisher(4)) {
                for (int i = 0; i < 4; i++) out.put(new Event(i, "hi"));
            }
            for (Event e = all.next(); e != null; e = all.next()) System.out.println("news " + e);
            System.out.println("news " + slow.next() + " " + slow.next());
        }
    }
}
