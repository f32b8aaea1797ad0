package obol.channels.explored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Server;
import obol.channels.ServerFault;
import obol.channels.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What went by once is what a service that has not changed answers again, and a change is told by call, method and both answers. */
@Timeout(60)
class RecordingTest {
    /** Two clients, states, exceptions, blocks, further channels, one of them handed back, and the end of a channel. */
    private static Recording recorded(VaultService service) {
        Recording recording = new Recording(Vault.class);
        try (Vault other = recording.of(Vault.class, service)) {
            assertEquals(3, other.store(Block.copyOf(new byte[] {1, 2, 3})));
            use(recording.of(Vault.class, service));
            assertEquals(0, other.store(Block.allocate(0)));
        }
        return recording;
    }

    private static void use(Vault start) {
        Vault vault = ((Vault.Wrong) start.open("a")).next();
        Vault.Shelf first = vault.shelf(1);
        Vault.Shelf second = vault.shelf(2);
        first.put(5);
        vault.take(second);
        assertEquals(1, first.number());
        first.close();
        Vault.Room room = ((Vault.Opened) vault.open("sesame")).next();
        assertThrows(Vault.Dark.class, room::look);
        Vault again = room.leave();
        Vault last = ((Vault.Wrong) again.open("b")).next();
        assertTrue(last.open("c") instanceof Vault.Jammed);
    }

    @Test
    void theSameServiceAnswersTheSame() {
        Recording recording = recorded(new VaultService());
        assertEquals(13, recording.calls());
        recording.replay(Vault.class, new VaultService());
        Recording read = Recording.parse(Vault.class, recording.text());
        assertEquals(recording.text(), read.text());
        read.replay(Vault.class, new VaultService());
        read.replay(Vault.class, new VaultService());
    }

    @Test
    void aChangedServiceIsFound() {
        Recording recording = recorded(new VaultService());
        assertEquals("call 2, 2.open \"a\": expected {\"type\":\"Wrong\",\"attempts\":1,\"next\":\"next\"}, but was "
                + "{\"type\":\"Wrong\",\"attempts\":2,\"next\":\"next\"}", difference(recording, new VaultService() {
                    @Override
                    public Opening open(String key) {
                        wrong++;
                        return super.open(key);
                    }
                }));
        assertEquals("call 1, 1.store \"AQID\": expected 3, but was 4", difference(recording, new VaultService() {
            @Override
            public int store(Block block) {
                return super.store(block) + 1;
            }
        }));
        assertEquals("call 9, 2.look (): expected Dark: no light, but was 7", difference(recording, new VaultService() {
            @Override
            public Opening open(String key) {
                return !key.equals("sesame") ? super.open(key) : new Opened(new Inside() {
                    @Override
                    public int look() {
                        return 7;
                    }
                });
            }
        }));
        assertEquals("call 3, 2.shelf 1: expected \"@3\", but was ServerFault: IllegalStateException: no shelves",
                difference(recording, new VaultService() {
                    @Override
                    public Shelf shelf(int number) {
                        throw new IllegalStateException("no shelves");
                    }
                }));
    }

    private static String difference(Recording recording, VaultService service) {
        return assertThrows(AssertionError.class, () -> recording.replay(Vault.class, service)).getMessage();
    }

    /** A service of a name, whose fault is part of the recording. */
    @Test
    void faultsAreTraffic() {
        VaultService broken = new VaultService() {
            @Override
            public Shelf shelf(int number) {
                throw new IllegalStateException("broken");
            }
        };
        Recording recording = new Recording(Vault.class);
        Server door = Server.open(Vault.class, "recorded-vault", broken);
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.start();
        try (door; Vault vault = recording.connect(Vault.class, "recorded-vault")) {
            assertThrows(ServerFault.class, () -> vault.shelf(1));
        }
        recording.replay(Vault.class, broken);
        assertEquals("call 1, 1.shelf 1: expected ServerFault: IllegalStateException: broken, but was \"@2\"",
                difference(recording, new VaultService()));
    }

    @Test
    void whatCannotBeRecordedSaysSo() {
        Recording recording = new Recording(Vault.class);
        Vault vault = recording.of(Vault.class, new VaultService());
        assertTrue(assertThrows(IllegalStateException.class, () -> vault.later(Pending.of(1))).getMessage().contains("no Pending"));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.class, "something"));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.Room.class, recording.text()));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.class, recording.text() + "1 jump\n1 call\n"));
    }
}
