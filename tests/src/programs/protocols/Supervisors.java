package protocols;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.channels.Contract;
import obol.channels.Deadline;
import obol.channels.Opens;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;

/** An optional method; events as a stream. */
public final class Supervisors {
    private Supervisors() {}

    public static class CannotStart extends Exception {
        private static final long serialVersionUID = 1;

        public CannotStart(String name) {
            super(name);
        }
    }

    public enum Restart { NEVER, ON_FAILURE, ALWAYS }

    public record Spec(String name, String image, List<String> args, Restart restart) {}

    public sealed interface Change permits Started, Ended, GaveUp {}

    public record Started(String name, long pid) implements Change {}

    public record Ended(String name, int status) implements Change {}

    public record GaveUp(String name, String why) implements Change {}

    public interface Supervisor extends Contract {
        @Opens Child start(Spec spec) throws CannotStart;

        Map<String, Long> running();

        Source<Change> watch();

        /** Since version 2. */
        default List<String> names() {
            return List.copyOf(running().keySet());
        }
    }

    public interface Child extends Contract {
        long pid();

        int stop(Duration grace);
    }

    static final class Server implements Supervisor {
        private final Map<String, Long> pids = new TreeMap<>();
        private final Slots<Integer, Sink<Change>> watchers = new Slots<>();

        @Override
        public Child start(Spec spec) throws CannotStart {
            if (pids.containsKey(spec.name())) throw new CannotStart(spec.name());
            pids.put(spec.name(), 7L);
            tell(new Started(spec.name(), 7));
            return new Kid(this, spec.name());
        }

        @Override
        public Map<String, Long> running() {
            return pids;
        }

        @Override
        public Source<Change> watch() {
            Pipe<Change> pipe = Pipe.of(8);
            watchers.put(watchers.size(), pipe.sink());
            return pipe.source();
        }

        private void tell(Change change) {
            for (Integer key : watchers.keys()) {
                Sink<Change> sink = watchers.take(key);
                if (sink.ready()) {
                    sink.put(change);
                    watchers.put(key, sink);
                } else {
                    sink.close();
                }
            }
        }
    }

    private static final class Kid implements Child {
        private final Server server;
        private final String name;

        Kid(Server server, String name) {
            this.server = server;
            this.name = name;
        }

        @Override
        public long pid() {
            return server.pids.get(name);
        }

        @Override
        public int stop(Duration grace) {
            server.pids.remove(name);
            server.tell(new Ended(name, 0));
            return 0;
        }
    }

    static void client() throws CannotStart {
        Spec spec = new Spec("a", "b", List.of("x", "y"), Restart.NEVER);
        try (Supervisor s = Services.connect(Supervisor.class, "supervisor"); Source<Change> changes = s.watch(); Child c = s.start(spec)) {
            System.out.println("supervisor " + c.pid() + " " + s.running() + " " + s.names());
            try {
                s.start(spec).close();
            } catch (CannotStart twice) {
                System.out.println("supervisor not twice " + twice.getMessage());
            }
            try (Deadline d = Deadline.in(Duration.ofSeconds(50))) {
                c.stop(Duration.ofSeconds(1));
            }
            System.out.println("supervisor " + changes.next() + " " + changes.next() + " " + s.names());
        }
    }
}
