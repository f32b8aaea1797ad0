package obol.system.servers.srv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import obol.channels.NoService;
import obol.channels.Server;
import obol.channels.runtime.Platform;
import obol.channels.text.TextCall;
import obol.channels.transport.Link;
import obol.system.bridge.FileService;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members that are marked as files: values that are read and written as text, and folders of contracts that members open. */
class MemberFilesTest {
    private final FileService[] service = new FileService[1];
    private Server door;
    private TreeClient srv;

    private static final class Chamber implements Hall.Room {
        private String topic;
        private Chamber next;

        Chamber(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public void setTopic(String topic) {
            this.topic = topic;
        }

        @Override
        public Hall.Room next() {
            if (next == null) {
                next = new Chamber("behind " + topic);
            }
            return next;
        }

        @Override
        public int chairs() {
            return 4;
        }
    }

    private static final class House implements Hall {
        private final Map<String, Chamber> rooms = new TreeMap<>(Map.of("kitchen", new Chamber("soup"), "attic", new Chamber("dust")));
        private final Chamber lobby = new Chamber("welcome");
        private final List<String> announced = new ArrayList<>();
        private String motto = "none";
        private int most = 3;
        private Color color = Color.RED;

        @Override
        public String motto() {
            return motto;
        }

        @Override
        public void setMotto(String text) {
            motto = text;
        }

        @Override
        public int most() {
            return most;
        }

        @Override
        public void limit(int number) throws TooMany {
            if (number > 100) {
                throw new TooMany(number + " are more than 100");
            }
            most = number;
        }

        @Override
        public Color color() {
            return color;
        }

        @Override
        public void paint(Color paint) {
            color = paint;
        }

        @Override
        public void announce(String text) {
            announced.add(text);
        }

        @Override
        public List<String> announced() {
            return announced;
        }

        @Override
        public Room lobby() {
            return lobby;
        }

        @Override
        public Set<String> names() {
            return rooms.keySet();
        }

        @Override
        public Room room(String name) throws NoRoom {
            if (!rooms.containsKey(name)) {
                throw new NoRoom("there is no " + name);
            }
            return rooms.get(name);
        }

        @Override
        public Room floor(int number) {
            return new Chamber("floor " + number);
        }
    }

    @BeforeEach
    void serve() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Thread server = new Thread(() -> {
            door = Server.open(Hall.class, "hall", new House());
            open.countDown();
            while (door.isOpen()) {
                door.serve();
            }
        });
        server.setDaemon(true);
        server.start();
        open.await();
        service[0] = new FileService(new ServiceTree(new ServiceSource() {
            @Override
            public List<String> services() {
                return List.of("hall");
            }

            @Override
            public String contract(String name) {
                try {
                    return Platform.transport().contractOf(name);
                } catch (NoService none) {
                    return null;
                }
            }

            @Override
            public TextCall connect(String name) {
                return TextCall.to(name);
            }

            @Override
            public Link link(String name, long deadline) {
                return Platform.transport().connect(name, deadline);
            }
        }, work -> service[0].run(work), 0));
        srv = new TreeClient(service[0]);
    }

    @AfterEach
    void end() {
        door.close();
    }

    /** Each method has its file; those of the same name as a member's are the member's. */
    @Test
    void listing() throws FileException {
        assertEquals(List.of("contract", "session", "announce", "announced", "color", "floor", "limit", "limits", "lobby", "most", "motto",
            "names", "paint", "room", "rooms", "setMotto"), srv.names("hall"));
        assertEquals(0666, srv.status("hall/motto").mode());
        assertEquals(0222, srv.status("hall/announce").mode());
        assertEquals(0444, srv.status("hall/announced").mode());
        assertEquals(List.of("most"), srv.names("hall/limits"));
        assertEquals(List.of("next", "topic"), srv.names("hall/lobby"));
        assertEquals(List.of("attic", "kitchen"), srv.names("hall/rooms"));
        assertEquals(List.of(), srv.names("hall/floor"));
        assertTrue(srv.read("hall/contract").contains("    most   stays, int, file limits/most\n"), srv.read("hall/contract"));
    }

    @Test
    void valuesAreReadAndWrittenAsText() throws FileException {
        assertEquals("none\n", srv.read("hall/motto"));
        srv.write("hall/motto", "carpe diem\n");
        assertEquals("carpe diem\n", srv.read("hall/motto"));
        srv.write("hall/motto", "\"quoted\" as it is");
        assertEquals("\"quoted\" as it is\n", srv.read("hall/motto"));
        srv.write("hall/limits/most", "17\n");
        assertEquals("17\n", srv.read("hall/limits/most"));
        assertEquals("RED\n", srv.read("hall/color"));
        srv.write("hall/color", "GREEN\n");
        assertEquals("GREEN\n", srv.read("hall/color"));
        srv.write("hall/announce", "dinner\n");
        assertEquals("[\"dinner\"]\n", srv.read("hall/announced"));
    }

    @Test
    void whatIsWrongIsAnErrorOfTheWrite() throws FileException {
        refused("TooMany: 101 are more than 100", () -> srv.write("hall/limits/most", "101\n"));
        refused("limit: argument 1: expected a number (Integer), found \"x\", at character 1",
            () -> srv.write("hall/limits/most", "\"x\""));
        refused("paint: argument 1: expected one of [RED, GREEN] (Color), found a string, at character 1",
            () -> srv.write("hall/color", "BLUE\n"));
        refused("permission denied", () -> srv.open("hall/announce", OpenMode.READ));
        refused("permission denied", () -> srv.open("hall/announced", OpenMode.WRITE));
        assertEquals("3\n", srv.read("hall/limits/most"));
    }

    /** A text may come in pieces, of other values each line is one. */
    @Test
    void severalWritesToOneOpenFile() throws FileException {
        OpenFile motto = srv.open("hall/motto", TreeClient.READ_WRITE);
        TreeClient.write(motto, 0, "two\n");
        TreeClient.write(motto, 4, "lines\n");
        assertEquals("two\nlines\n", TreeClient.readAll(motto, 0));
        refused("a text is written from its beginning on, one piece behind the other", () -> TreeClient.write(motto, 100, "x"));
        TreeClient.write(motto, 0, "anew");
        assertEquals("anew\n", TreeClient.readAll(motto, 0));
        OpenFile most = srv.open("hall/limits/most", TreeClient.READ_WRITE);
        TreeClient.write(most, 0, "4\n");
        assertEquals("4\n", TreeClient.readAll(most, 0));
        TreeClient.write(most, 4, "5\n");
        assertEquals("5\n", TreeClient.readAll(most, 0));
        refused("TooMany: 1000 are more than 100", () -> TreeClient.write(most, 6, "1000\n"));
        TreeClient.write(most, 11, "6\n");
        assertEquals("6\n", srv.read("hall/limits/most"));
    }

    @Test
    void foldersAreContractsThatMembersOpen() throws FileException {
        assertEquals("welcome\n", srv.read("hall/lobby/topic"));
        srv.write("hall/lobby/topic", "hello\n");
        assertEquals("hello\n", srv.read("hall/lobby/topic"));
        assertEquals("behind hello\n", srv.read("hall/lobby/next/topic"));
        srv.write("hall/lobby/next/topic", "further\n");
        assertEquals("further\n", srv.read("hall/lobby/next/topic"));
        assertEquals("behind further\n", srv.read("hall/lobby/next/next/topic"));
    }

    @Test
    void foldersByName() throws FileException {
        assertEquals("soup\n", srv.read("hall/rooms/kitchen/topic"));
        srv.write("hall/rooms/kitchen/topic", "tea\n");
        assertEquals("tea\n", srv.read("hall/rooms/kitchen/topic"));
        assertEquals("behind dust\n", srv.read("hall/rooms/attic/next/topic"));
        refused("NoRoom: there is no cellar", () -> srv.read("hall/rooms/cellar/topic"));
        refused("NoRoom: there is no cellar", () -> srv.write("hall/rooms/cellar/topic", "x"));
        assertEquals("floor 3\n", srv.read("hall/floor/3/topic"));
        refused("file does not exist", () -> srv.fid("hall/floor/third"));
        assertEquals(Set.of("next", "topic"), Set.copyOf(srv.names("hall/floor/3")));
    }

    /** However many names are tried, the numbers of files are different, and what is kept of them is bounded. */
    @Test
    void manyNames() throws FileException {
        for (int i = 0; i < 12_000; i++) {
            srv.fid("hall/floor/" + i);
        }
        assertEquals("floor 11999\n", srv.read("hall/floor/11999/topic"));
        assertEquals("welcome\n", srv.read("hall/lobby/topic"));
    }

    private interface Action {
        void run() throws FileException;
    }

    private static void refused(String text, Action action) {
        assertEquals(text, assertThrows(FileException.class, action::run).getMessage());
    }
}
