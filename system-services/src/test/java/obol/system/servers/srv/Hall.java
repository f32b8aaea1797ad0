package obol.system.servers.srv;

import java.util.List;
import java.util.Set;
import obol.channels.AsFile;
import obol.channels.Contract;
import obol.channels.Opens;

/** A service with members that are files. */
public interface Hall extends Contract {
    @AsFile
    String motto();

    @AsFile
    void setMotto(String text);

    @AsFile("limits/most")
    int most();

    @AsFile("limits/most")
    void limit(int most) throws TooMany;

    @AsFile
    Color color();

    @AsFile("color")
    void paint(Color color);

    @AsFile
    void announce(String text);

    @AsFile
    List<String> announced();

    @AsFile
    @Opens Room lobby();

    @AsFile("rooms")
    Set<String> names();

    @AsFile("rooms")
    @Opens Room room(String name) throws NoRoom;

    @AsFile
    @Opens Room floor(int number);

    enum Color { RED, GREEN }

    /** A further channel. */
    interface Room extends Contract {
        @AsFile
        String topic();

        @AsFile
        void setTopic(String topic);

        @AsFile
        @Opens Room next();

        int chairs();
    }

    class TooMany extends Exception {
        public TooMany(String message) {
            super(message);
        }
    }

    class NoRoom extends Exception {
        public NoRoom(String message) {
            super(message);
        }
    }
}
