package ex;

import obol.channels.*;
import java.util.*;

public class E10Supervisor {
    public static class CannotStart extends Exception { public CannotStart(String m) { super(m); } }
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
        default List<String> names() { return List.copyOf(running().keySet()); }   // since 2
    }
    public interface Child extends Contract { long pid(); int stop(java.time.Duration grace); }
    static final class Server implements Supervisor {
        private final Map<String, Long> pids = new TreeMap<>();
        public Child start(Spec s) throws CannotStart {
            if (pids.containsKey(s.name())) throw new CannotStart(s.name());
            pids.put(s.name(), 7L); return new Kid(this, s.name());
        }
        public Map<String, Long> running() { return pids; }
        public Source<Change> watch() { Pipe<Change> p = Pipe.of(8); p.sink().close(); return p.source(); }
    }
    static final class Kid implements Child {
        private final Server s; private final String name;
        Kid(Server s, String name) { this.s = s; this.name = name; }
        public long pid() { return s.pids.get(name); }
        public int stop(java.time.Duration g) { s.pids.remove(name); return 0; }
    }
    static int client() throws CannotStart {
        try (Supervisor s = Services.connect(Supervisor.class, "init");
             Child c = s.start(new Spec("a", "b", List.of(), Restart.NEVER))) {
            try (Deadline d = Deadline.in(java.time.Duration.ofSeconds(5))) { return c.stop(java.time.Duration.ofSeconds(1)); }
        }
    }
}
