package ex;

import obol.channels.*;
import java.util.*;

public class E12Chat {
    public sealed interface Said permits Line, Joined, Left {}
    public record Line(String who, String text) implements Said {}
    public record Joined(String who) implements Said {}
    public record Left(String who) implements Said {}
    public interface Lobby extends Contract {
        Entry enter(String nick);
        sealed interface Entry permits Welcome, Taken {}
        record Welcome(String motd, Source<Said> hear, Room next) implements Entry {}
        record Taken(Lobby next) implements Entry {}
    }
    public interface Room extends Contract { void say(String text); List<String> who(); Lobby leave(); }
    static final class Server implements Lobby {
        final Slots<String, Sink<Said>> ears = new Slots<>();
        public Entry enter(String nick) {
            if (ears.has(nick)) return new Taken(this);
            Pipe<Said> p = Pipe.of(32); ears.put(nick, p.sink()); tell(new Joined(nick));
            return new Welcome("hello", p.source(), new Member(this, nick));
        }
        void tell(Said s) {
            for (String k : List.copyOf(ears.keys())) {
                Sink<Said> e = ears.take(k);
                if (e != null) { if (e.ready()) { e.put(s); ears.put(k, e); } else e.close(); }   // too slow: out
            }
        }
    }
    static final class Member implements Room {
        private final Server s; private final String nick;
        Member(Server s, String nick) { this.s = s; this.nick = nick; }
        public void say(String t) { s.tell(new Line(nick, t)); }
        public List<String> who() { return List.copyOf(s.ears.keys()); }
        public Lobby leave() { close(); return s; }
        public void close() { Sink<Said> e = s.ears.take(nick); if (e != null) e.close(); s.tell(new Left(nick)); }
    }
    static void client() {
        try (Lobby lobby = Services.connect(Lobby.class, "chat")) {
            Lobby.Entry e = lobby.enter("ann");
            if (e instanceof Lobby.Welcome w) {
                try (Room room = w.next(); Source<Said> hear = w.hear()) {
                    room.say("hi");
                    for (Said s; (s = hear.next()) != null; ) if (s instanceof Line l) System.out.println(l.text());
                }
            } else if (e instanceof Lobby.Taken t) t.next().close();
        }
    }
}
