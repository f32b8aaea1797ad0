package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import obol.channels.Mismatch;
import obol.channels.PeerGone;
import obol.channels.Server;
import obol.channels.ServerFault;
import obol.channels.Services;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Operation;
import obol.channels.runtime.Platform;
import obol.channels.samples.Depot;
import obol.channels.samples.Javac;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client and server that share no class, in loaders of their own, as processes do; and clients that keep to no contract. */
@Timeout(20)
class ProcessesTest {
    private static final String NOTES = """
            package notes;
            import obol.channels.*;
            public interface Notes extends Contract {
                Note last(Note note) throws Bad;
                record Note(int number, String text) { }
                class Bad extends Exception { public Bad(String m) { super(m); } }
            }
            """;
    private static final String SERVER = """
            package notes;
            import obol.channels.*;
            public class NotesServer implements Notes {
                public static Server open() { return Server.open(Notes.class, "notes", new NotesServer()); }
                public Note last(Note note) throws Bad {
                    if (note.number() < 0) throw new Bad("negative");
                    return new Note(note.number() + 1, note.text() + note.getClass().getClassLoader().hashCode());
                }
            }
            """;
    private static final String CLIENT = """
            package notes;
            import obol.channels.*;
            public class NotesClient {
                public static String call(int number) throws Exception {
                    try (Notes notes = Services.connect(Notes.class, "notes")) {
                        return notes.last(new Notes.Note(number, "n")).toString();
                    } catch (Notes.Bad bad) {
                        return "bad " + bad.getMessage();
                    }
                }
            }
            """;

    @Test
    void classesAreNotShared() throws Exception {
        ClassLoader server = load("NotesServer", NOTES, SERVER);
        ClassLoader client = load("NotesClient", NOTES, CLIENT);
        assertNotSame(server.loadClass("notes.Notes"), client.loadClass("notes.Notes"));
        try (Server door = (Server) server.loadClass("notes.NotesServer").getMethod("open").invoke(null)) {
            serve(door);
            assertEquals("Note[number=4, text=n" + server.hashCode() + "]", call(client, 3));
            assertEquals("bad negative", call(client, -1));
        }
    }

    @Test
    void contractsThatDifferDoNotMeet() throws Exception {
        ClassLoader server = load("NotesServer", NOTES, SERVER);
        ClassLoader client = load("NotesClient", NOTES.replace("int number", "long number"), CLIENT);
        try (Server door = (Server) server.loadClass("notes.NotesServer").getMethod("open").invoke(null)) {
            serve(door);
            Throwable mismatch = assertThrows(InvocationTargetException.class, () -> call(client, 3)).getCause();
            assertEquals(Mismatch.class, mismatch.getClass());
            assertEquals("notes: Notes.last takes Note(number:long, text:String) as parameter 1 here, "
                    + "Note(number:int, text:String) there", mismatch.getMessage());
        }
    }

    /** Random bytes for every method of a rich contract: the client gets a fault, the door goes on. */
    @Test
    void aDoorSurvivesAnyBytes() {
        Depot.Service service = new Depot.Service();
        service.hanging = false;
        AtomicReference<Throwable> died = new AtomicReference<>();
        try (Server door = Server.open(Depot.class, "besieged", service)) {
            Thread thread = serve(door);
            thread.setUncaughtExceptionHandler((where, what) -> died.set(what));
            ContractModel model = ContractModel.parse(Platform.transport().contractOf("besieged"));
            Random random = new Random(5);
            for (int i = 0; i < 600; i++) {
                Operation operation = model.startState().operations().get(random.nextInt(model.startState().operations().size()));
                byte[] bytes = new byte[random.nextInt(12)];
                random.nextBytes(bytes);
                Link link = Platform.transport().connect("besieged", Transport.NEVER);
                try {
                    link.call(random.nextInt(20) == 0 ? i : operation.ordinal(), Message.of(bytes), Transport.NEVER).drop();
                } catch (ServerFault | PeerGone expected) {
                    assertTrue(expected.getMessage().startsWith("besieged: "), expected.getMessage());
                }
                link.drop();
            }
            try (Depot depot = Services.connect(Depot.class, "besieged")) {
                assertEquals(0, depot.hang().size());
            }
        }
        assertEquals(null, died.get());
    }

    private static ClassLoader load(String name, String contract, String source) {
        return Javac.compile(Map.of("notes/Notes.java", contract, "notes/" + name + ".java", source)).loader();
    }

    private static Object call(ClassLoader client, int number) throws Exception {
        return client.loadClass("notes.NotesClient").getMethod("call", int.class).invoke(null, number);
    }

    private static Thread serve(Server door) {
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
