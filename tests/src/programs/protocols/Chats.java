package protocols;

import java.util.List;
import java.util.TreeSet;
import obol.channels.Contract;
import obol.channels.Pipe;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Slots;
import obol.channels.Source;

/** A choice with a stream and a next state. */
public final class Chats {
    private Chats() {}

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

    public interface Room extends Contract {
        void say(String text);

        List<String> who();

        Lobby leave();
    }

    static final class Server implements Lobby {
        private final Slots<String, Sink<Said>> ears = new Slots<>();

        @Override
        public Entry enter(String nick) {
            if (ears.has(nick)) return new Taken(this);
            Pipe<Said> pipe = Pipe.of(32);
            ears.put(nick, pipe.sink());
            tell(new Joined(nick));
            return new Welcome("hello", pipe.source(), new Member(this, nick));
        }

        /** Who does not listen fast enough is out. */
        private void tell(Said said) {
            for (String nick : List.copyOf(ears.keys())) {
                Sink<Said> ear = ears.take(nick);
                if (ear == null) continue;
                if (ear.ready()) {
                    ear.put(said);
                    ears.put(nick, ear);
                } else {
                    ear.close();
                }
            }
        }
    }

    private static final class Member implements Room {
        private final Server server;
        private final String nick;

        Member(Server server, String nick) {
            this.server = server;
            this.nick = nick;
        }

        @Override
        public void say(String text) {
            server.tell(new Line(nick, text));
        }

        @Override
        public List<String> who() {
            return List.copyOf(new TreeSet<>(server.ears.keys()));
        }

        @Override
        public Lobby leave() {
            close();
            return server;
        }

        @Override
        public void close() {
            Sink<Said> ear = server.ears.take(nick);
            if (ear != null) {
                ear.close();
                server.tell(new Left(nick));
            }
        }
    }

    static void client() {
        try (Lobby first = Services.connect(Lobby.class, "chat"); Lobby second = Services.connect(Lobby.class, "chat")) {
            Lobby.Welcome ann = (Lobby.Welcome) first.enter("ann");
            Lobby.Entry taken = second.enter("ann");
            System.out.println("chat " + (taken instanceof Lobby.Taken));
            Lobby.Welcome bob = (Lobby.Welcome) ((Lobby.Taken) taken).next().enter("bob");
            try (Room annsRoom = ann.next(); Room bobsRoom = bob.next(); Source<Said> annHears = ann.hear(); Source<Said> bobHears = bob.hear()) {
                annsRoom.say("hi");
                System.out.println("chat " + bobsRoom.who());
                Lobby out = bobsRoom.leave();
                for (Said s = bobHears.next(); s != null; s = bobHears.next()) System.out.println("chat bob: " + s);
                for (int i = 0; i < 4; i++) System.out.println("chat ann: " + annHears.next());
                out.close();
            }
        }
    }
}
