package obol.system.servers.net.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import obol.channels.Server;
import obol.channels.Services;
import obol.system.ether.Ether;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two machines on a cable, each with its engine and {@code /net}, as their programs see them. */
@Timeout(120)
class EngineTest {
    private static final Cable CABLE = new Cable();
    private static final Machine HERE = new Machine("here", CABLE.a);
    private static final Machine THERE = new Machine("there", CABLE.b);
    private static final String HERE_ADDRESS = "10.9.0.1", THERE_ADDRESS = "10.9.0.2", THERE_ADDRESS_6 = "fd00:9::2";

    /** A machine: a driver that can be pulled out, and the engine above it. */
    private static final class Machine {
        private final String name;
        private final Cable.End end;
        private Server driver;
        private Thread driving;
        private Thread running;

        Machine(String name, Cable.End end) {
            this.name = name;
            this.end = end;
        }

        void startDriver() {
            Server door = Server.open(Ether.class, name + ".ether", end);
            driver = door;
            driving = new Thread(() -> {
                while (door.isOpen()) door.serve();
            }, name + " driver");
            driving.start();
        }

        void start() throws Exception {
            startDriver();
            Random random = new Random(name.hashCode());
            running = new Thread(() -> new Engine(random::nextLong).run(name, name + ".ether"), name);
            running.setDaemon(true);
            running.start();
            while (true) {
                try {
                    Services.connect(Files.class, name).close();
                    return;
                } catch (obol.channels.NoService notYet) {
                    Thread.sleep(5);
                }
            }
        }

        void stopDriver() throws Exception {
            driver.close();
            driving.join();
        }

        OpenFile open(String path, OpenMode mode) throws FileException {
            try (Files files = Services.connect(Files.class, name); Fid root = files.attach("glenda", ""); Fid file = root.walk(List.of(path.split("/")))) {
                return file.open(mode);
            }
        }

        String read(String path) throws FileException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (OpenFile file = open(path, OpenMode.READ)) {
                for (byte[] part; (part = Transfer.bytes(file.read(OpenFile.SHARED, 8192))).length > 0; ) all.writeBytes(part);
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        void write(String path, String text) throws FileException {
            try (OpenFile file = open(path, OpenMode.WRITE)) {
                EngineTest.write(file, text.getBytes(StandardCharsets.UTF_8));
            }
        }

        /** A conversation after one control message: its {@code ctl} must stay open while it lasts. */
        Conversation converse(String protocol, String control) throws FileException {
            OpenFile ctl = open(protocol + "/clone", TreeClient.READ_WRITE);
            String folder = protocol + "/" + new String(Transfer.bytes(ctl.read(OpenFile.SHARED, 20)), StandardCharsets.US_ASCII).trim();
            EngineTest.write(ctl, control.getBytes(StandardCharsets.US_ASCII));
            return new Conversation(this, folder, ctl);
        }
    }

    private record Conversation(Machine machine, String folder, OpenFile ctl) implements AutoCloseable {
        OpenFile data() throws FileException {
            return machine.open(folder + "/data", TreeClient.READ_WRITE);
        }

        /** Waits for a call. */
        Conversation listen() throws FileException {
            OpenFile listen = machine.open(folder + "/listen", TreeClient.READ_WRITE);
            String number = new String(Transfer.bytes(listen.read(OpenFile.SHARED, 20)), StandardCharsets.US_ASCII).trim();
            return new Conversation(machine, folder.substring(0, folder.indexOf('/') + 1) + number, listen);
        }

        String read(String file) throws FileException {
            return machine.read(folder + "/" + file);
        }

        @Override
        public void close() {
            ctl.close();
        }
    }

    private static void write(OpenFile file, byte[] bytes) throws FileException {
        for (int at = 0; at < bytes.length; at += 16 << 10) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + (16 << 10)));
            assertEquals(part.length, Transfer.count(file.write(OpenFile.SHARED, part)));
        }
    }

    private static byte[] readAll(OpenFile file) throws FileException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part; (part = Transfer.bytes(file.read(OpenFile.SHARED, 32 << 10))).length > 0; ) all.writeBytes(part);
        return all.toByteArray();
    }

    @BeforeAll
    static void start() throws Exception {
        HERE.start();
        THERE.start();
        HERE.write("ipifc/1/ctl", "add " + HERE_ADDRESS + "/24");
        THERE.write("ipifc/1/ctl", "add " + THERE_ADDRESS + "/24");
        HERE.write("ipifc/1/ctl", "add fd00:9::1/64");
        THERE.write("ipifc/1/ctl", "add " + THERE_ADDRESS_6 + "/64");
    }

    @AfterAll
    static void stop() throws Exception {
        HERE.stopDriver();
        THERE.stopDriver();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> async(Action action) {
        return CompletableFuture.runAsync(() -> {
            try {
                action.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** There echoes, here sends and reads what comes back; then both ends are gone. */
    private static void echo(String address, int port, int size) throws Exception {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        try (Conversation announced = THERE.converse("tcp", "announce *!" + port)) {
            CompletableFuture<Void> served = async(() -> {
                try (Conversation call = announced.listen(); OpenFile there = call.data()) {
                    for (byte[] part; (part = Transfer.bytes(there.read(OpenFile.SHARED, 32 << 10))).length > 0; ) write(there, part);
                }
            });
            try (Conversation call = HERE.converse("tcp", "connect " + address + "!" + port);
                    OpenFile out = call.data(); OpenFile here = call.data()) {
                assertEquals(address + "!" + port + "\n", call.read("remote"));
                assertTrue(call.read("status").startsWith("Established"), call.read("status"));
                CompletableFuture<Void> sent = async(() -> {
                    write(out, data);
                    call.ctl.write(OpenFile.SHARED, "finish".getBytes());
                });
                assertArrayEquals(data, readAll(here));
                sent.get(60, TimeUnit.SECONDS);
            }
            served.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void bytesOfBothVersions() throws Exception {
        echo(THERE_ADDRESS, 7, 1_000_000);
        echo(THERE_ADDRESS_6, 7, 300_000);
    }

    /** A client that speaks, or is gone, before its call is taken is heard as any other is, then and later. */
    @Test
    void whatComesBeforeTheCallIsTaken() throws Exception {
        try (Conversation announced = THERE.converse("tcp", "announce *!72");
                Conversation call = HERE.converse("tcp", "connect 10.9.0.2!72"); OpenFile here = call.data()) {
            write(here, "first".getBytes());
            while (!call.read("status").endsWith("qout 0\n")) Thread.sleep(1);
            try (Conversation taken = announced.listen(); OpenFile there = taken.data()) {
                assertEquals("first", new String(Transfer.bytes(there.read(OpenFile.SHARED, 100))));
                CompletableFuture<byte[]> second = new CompletableFuture<>();
                async(() -> second.complete(Transfer.bytes(there.read(OpenFile.SHARED, 100))));
                write(here, "second".getBytes());
                assertEquals("second", new String(second.get(60, TimeUnit.SECONDS)));
            }
        }
    }

    @Test
    void aPortThatIsBoundIsTaken() throws Exception {
        int port;
        try (Conversation bound = HERE.converse("tcp", "bind " + HERE_ADDRESS + "!0")) {
            String local = bound.read("local").strip();
            port = Integer.parseInt(local.substring(local.indexOf('!') + 1));
            assertTrue(port > 0, local);
            for (String other : List.of("announce *!" + port, "bind " + HERE_ADDRESS + "!" + port)) {
                assertEquals("Address already in use", assertThrows(FileException.class, () -> HERE.converse("tcp", other)).getMessage());
            }
        }
        HERE.converse("tcp", "announce *!" + port).close();
        assertEquals("Cannot assign requested address", assertThrows(FileException.class, () -> HERE.converse("tcp", "bind 10.77.0.1!0")).getMessage());
    }

    @Test
    void nobodyListens() {
        assertEquals("Connection refused", assertThrows(FileException.class, () -> HERE.converse("tcp", "connect 10.9.0.2!9")).getMessage());
        assertEquals("Network is unreachable", assertThrows(FileException.class, () -> HERE.converse("tcp", "connect 1.2.3.4!9")).getMessage());
    }

    @Test
    void datagramsAndEchoes() throws Exception {
        try (Conversation announced = THERE.converse("udp", "announce *!53"); Conversation call = HERE.converse("udp", "connect 10.9.0.2!53");
                OpenFile there = announced.data(); OpenFile here = call.data()) {
            announced.ctl.write(OpenFile.SHARED, "headers".getBytes());
            write(here, "question".getBytes());
            byte[] asked = Transfer.bytes(there.read(OpenFile.SHARED, 1000));
            assertEquals("question", new String(asked, 52, asked.length - 52));
            byte[] answer = java.util.Arrays.copyOf(asked, 52 + 6);
            System.arraycopy("answer".getBytes(), 0, answer, 52, 6);
            write(there, answer);
            assertEquals("answer", new String(Transfer.bytes(here.read(OpenFile.SHARED, 1000))));
        }
        for (String[] way : new String[][] {{"icmp", THERE_ADDRESS, "8", "0"}, {"icmpv6", THERE_ADDRESS_6, "-128", "-127"}}) {
            try (Conversation call = HERE.converse(way[0], "connect " + way[1]); OpenFile here = call.data()) {
                byte[] request = new byte[64];
                request[0] = Byte.parseByte(way[2]);
                request[7] = 5;
                request[63] = 77;
                write(here, request);
                byte[] reply = Transfer.bytes(here.read(OpenFile.SHARED, 1000));
                assertEquals(64, reply.length);
                assertEquals(Byte.parseByte(way[3]), reply[0]);
                assertEquals(5, reply[7]);
                assertEquals(77, reply[63]);
            }
        }
    }

    @Test
    void whatIsSetUpIsShown() throws Exception {
        assertTrue(HERE.read("ipifc/1/status").startsWith("device ether0\nhardware 02:00:00:00:00:0a\nmtu 1500\n"));
        assertTrue(HERE.read("ipifc/1/status").contains("\naddress 10.9.0.1/24 preferred static\n"), HERE.read("ipifc/1/status"));
        HERE.write("ipifc/1/ctl", "add 10.8.0.1/30");
        HERE.write("iproute", "add 10.7.0.0/16 10.8.0.2 7");
        assertTrue(HERE.read("iproute").contains("10.7.0.0/16 10.8.0.2 ether0 7\n"), HERE.read("iproute"));
        HERE.write("iproute", "remove 10.7.0.0/16 10.8.0.2");
        HERE.write("ipifc/1/ctl", "remove 10.8.0.1");
        assertFalse(HERE.read("iproute").contains("10.7.0.0") || HERE.read("ipifc/1/status").contains("10.8.0.1"));
        for (String wrong : List.of("", "add", "add 1.2.3.4/33", "add x/1", "become 1.2.3.4/8", "add 1.2.3.4/-1")) {
            assertTrue(assertThrows(FileException.class, () -> HERE.write("ipifc/1/ctl", wrong + " ")).getMessage().startsWith("bad request"), wrong);
        }
    }

    /** What is read is a capture file of what passes. */
    @Test
    void framesAreCaptured() throws Exception {
        try (OpenFile snoop = HERE.open("ether0/snoop", OpenMode.READ)) {
            echo(THERE_ADDRESS, 70, 10);
            ByteBuffer header = ByteBuffer.wrap(Transfer.bytes(snoop.read(OpenFile.SHARED, 1 << 16))).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(24, header.limit());
            assertEquals(0xA1B23C4D, header.getInt());
            boolean syn = false;
            for (int i = 0; i < 4; i++) {
                ByteBuffer frame = ByteBuffer.wrap(Transfer.bytes(snoop.read(OpenFile.SHARED, 1 << 16))).order(ByteOrder.LITTLE_ENDIAN);
                assertEquals(frame.limit() - 16, frame.getInt(8));
                assertEquals(frame.getInt(8), frame.getInt(12));
                // Behind the two headers TCP's flags, and its port.
                syn |= frame.limit() > 64 && frame.get(16 + 12) == 8 && frame.get(16 + 14 + 20 + 13) == 2 && frame.get(16 + 14 + 20 + 3) == 70;
            }
            assertTrue(syn);
        }
    }

    /** A connection outlives the driver below it. */
    @Test
    void aDriverEnds() throws Exception {
        try (Conversation announced = THERE.converse("tcp", "announce *!71")) {
            CompletableFuture<Conversation> called = new CompletableFuture<>();
            CompletableFuture<Void> serving = async(() -> called.complete(announced.listen()));
            try (Conversation call = HERE.converse("tcp", "connect 10.9.0.2!71"); OpenFile here = call.data()) {
                serving.get(60, TimeUnit.SECONDS);
                try (Conversation peer = called.join(); OpenFile there = peer.data()) {
                    HERE.stopDriver();
                    write(here, "still here".getBytes());
                    Thread.sleep(100);
                    HERE.startDriver();
                    assertEquals("still here", new String(Transfer.bytes(there.read(OpenFile.SHARED, 100))));
                }
            }
        }
    }
}
