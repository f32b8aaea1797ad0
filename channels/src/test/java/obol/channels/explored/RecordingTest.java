package obol.channels.explored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.channels.Block;
import obol.channels.Failed;
import obol.channels.Pending;
import obol.channels.Pipe;
import obol.channels.Promise;
import obol.channels.Server;
import obol.channels.ServerFault;
import obol.channels.Services;
import obol.channels.Sink;
import obol.channels.Source;
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

    /** Streams both ways with blocks and channels in them, a value that comes later and one that fails. */
    private static Recording recordedFeed() throws Feed.Full {
        Recording recording = new Recording(Feed.class);
        try (Feed feed = recording.of(Feed.class, new FeedService())) {
            feed.say("one");
            Source<String> follow = feed.follow();
            Sink<String> publish = feed.publish();
            Pending<String> next = feed.next();
            publish.put("two");
            publish.put("three");
            feed.say("four");
            assertEquals("four", next.await());
            assertEquals("one", follow.next());
            assertEquals("two", follow.next());
            publish.close();
            Pipe<Block> blocks = Pipe.of(4);
            Pipe<Block> told = Pipe.of(4);
            blocks.sink().put(Block.copyOf(new byte[] {1, 2}));
            blocks.sink().put(Block.allocate(3));
            blocks.sink().close();
            feed.copy(blocks.source(), told.sink());
            assertEquals(2, told.source().next().get(1));
            told.source().close();
            Source<Feed.Reader> readers = feed.readers(2);
            Feed.Reader first = readers.next();
            Feed.Reader second = readers.next();
            assertEquals(1, second.number());
            assertEquals(0, first.number());
            readers.close();
            Pending<String> fails = feed.next();
            assertThrows(Feed.Full.class, () -> feed.say("full"));
            assertThrows(Failed.class, fails::await);
            feed.end();
            assertEquals("three", follow.next());
            assertEquals("four", follow.next());
            assertEquals("2 bytes", follow.next());
            assertEquals("3 bytes", follow.next());
            assertNull(follow.next());
        }
        return recording;
    }

    @Test
    void pendingValuesAndStreams() throws Feed.Full {
        Recording recording = recordedFeed();
        recording.replay(Feed.class, new FeedService());
        Recording read = Recording.parse(Feed.class, recording.text());
        assertEquals(recording.text(), read.text());
        read.replay(Feed.class, new FeedService());
    }

    @Test
    void aChangeInAStreamIsFound() throws Feed.Full {
        Recording recording = recordedFeed();
        assertEquals("flow 3: expected \"four\", but was \"four!\"", differenceOfFeed(recording, new FeedService() {
            @Override
            String told(String text) {
                return text.equals("four") ? "four!" : text;
            }
        }));
        assertEquals("flow 1: expected \"2 bytes\", but was \"3 bytes\"", differenceOfFeed(recording, new FeedService() {
            @Override
            String told(String text) {
                return text.equals("2 bytes") ? "3 bytes" : text;
            }
        }));
        assertEquals("flow 7: expected failed: Full: no more, but was gone", differenceOfFeed(recording, new FeedService() {
            @Override
            public void say(String text) throws Full {
                if (text.equals("full")) {
                    close();
                    throw new Full("no more");
                }
                super.say(text);
            }
        }));
    }

    /** What a service puts into a client's stream is compared when the recording has been sent. */
    @Test
    void aChangeInAStreamOfTheClient() {
        Recording recording = new Recording(Vault.class);
        try (Vault vault = recording.of(Vault.class, new VaultService())) {
            Pipe<Integer> more = Pipe.of(2);
            more.sink().put(4);
            more.sink().put(5);
            more.sink().close();
            Pipe<String> log = Pipe.of(2);
            Source<Integer> counted = vault.count(2, more.source(), log.sink());
            assertEquals("sum 9", log.source().next());
            assertNull(log.source().next());
            assertEquals(0, counted.next());
            counted.close();
            assertEquals("n7", vault.later(Pending.of(7)).await());
            assertThrows(ServerFault.class, () -> vault.later(failed()));
        }
        recording.replay(Vault.class, new VaultService());
        Recording.parse(Vault.class, recording.text()).replay(Vault.class, new VaultService());
        String found = difference(recording, new VaultService() {
            @Override
            public Source<Integer> count(int most, Source<Integer> more, Sink<String> log) {
                log.put("sum 9");
                log.put("and more");
                return super.count(most, more, Pipe.<String>of(1).sink());
            }
        });
        assertEquals("flow 2: expected end, but was \"and more\"", found);
        assertEquals("flow 4: expected \"n7\", but was \"m7\"", difference(recording, new VaultService() {
            @Override
            public Pending<String> later(Pending<Integer> number) {
                return Pending.of("m" + number.await());
            }
        }).replaceAll("flow [0-9]+", "flow 4"));
    }

    private static Pending<Integer> failed() {
        Promise<Integer> promise = Promise.make();
        Pending<Integer> pending = promise.pending();
        promise.fail(new IllegalStateException("no number"));
        return pending;
    }

    private static String differenceOfFeed(Recording recording, Feed service) {
        return assertThrows(AssertionError.class, () -> recording.replay(Feed.class, service)).getMessage();
    }

    @Test
    void whatCannotBeRecordedSaysSo() {
        Recording recording = new Recording(Vault.class);
        Vault vault = recording.of(Vault.class, new VaultService());
        Vault.Shelf other = Services.export(Vault.Shelf.class, new VaultService.Board(1));
        assertTrue(assertThrows(IllegalStateException.class, () -> vault.take(other)).getMessage().contains("no channel of others"));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.class, "something"));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.Room.class, recording.text()));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.class, recording.text() + "1 jump\n1 call\n"));
        assertThrows(IllegalArgumentException.class, () -> Recording.parse(Vault.class, recording.text() + "flow 1 flies\n"));
    }
}
