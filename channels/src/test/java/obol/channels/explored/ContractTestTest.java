package obol.channels.explored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import obol.channels.Block;
import obol.channels.Pending;
import obol.channels.Services;
import obol.channels.Slot;
import obol.channels.Slots;
import obol.channels.testing.ContractTest;
import obol.channels.testing.Explored;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Services that are right pass, and each that is wrong in one way is found with the shortest conversation that shows it. */
class ContractTestTest {
    private static final String TRANSCRIPT = "Transcript, for ContractTest.replay:\n";

    private static ContractTest<Vault> test(Supplier<? extends Vault> service) {
        return ContractTest.of(Vault.class, service).words("sesame");
    }

    @Test
    void aRightServicePassesAndEverythingIsCalled() {
        Explored explored = test(VaultService::new).explore();
        assertEquals(Set.of(), explored.uncalled());
        assertTrue(explored.trials() > 100, explored.toString());
        assertEquals(explored, test(VaultService::new).explore());
    }

    @Test
    void withoutTheWordTheRoomIsNotReached() {
        assertEquals(Set.of("Room.leave", "Room.look"), ContractTest.explore(Vault.class, VaultService::new).uncalled());
    }

    @Example
    void withinJqwikToo() {
        assertTrue(test(VaultService::new).walks(3, 3).explore().trials() > 0);
    }

    /** Keeps each block, and says so only when all is over. */
    static class Keeping extends VaultService {
        private final Slot<Block> last = new Slot<>();

        @Override
        public int store(Block block) {
            last.put(block);
            return 1;
        }
    }

    @Test
    void aBlockThatIsKept() {
        assertEquals("Vault: when all clients have left there is still open: a Block of 0 bytes that the client gave in step 1\n"
                + TRANSCRIPT + "1.store \"\"\n", found(Keeping::new));
        assertTrue(test(Keeping::new).keeping().explore().trials() > 0);
    }

    /** Opens a channel to itself that nobody closes. */
    static class Leaking extends VaultService {
        private Shelf kept;

        @Override
        public Shelf shelf(int number) {
            if (number == 3) {
                kept = Services.export(Shelf.class, new Board(1));
            }
            return new Board(number);
        }
    }

    @Test
    void anEndpointThatIsLeaked() {
        String found = found(Leaking::new);
        String start = "Vault: when all clients have left there is still open: a channel made in Leaking.shelf, ContractTestTest.java:";
        assertTrue(found.startsWith(start), found);
        assertEquals("1.shelf 3\n", transcript(found));
    }

    @Test
    void aNextStateThatIsNone() {
        String found = found(() -> new VaultService() {
            @Override
            public Opening open(String key) {
                return new Opened(key.length() > 3 ? null : new Inside());
            }
        });
        assertTrue(found.startsWith("Vault: Vault.open: NullPointerException: Vault.open: result"), found);
        assertTrue(transcript(found).matches("1\\.open \"[^\"]{4}\"\n"), found);
    }

    @Test
    void aNextStateOfAnotherContract() {
        String found = found(() -> new VaultService() {
            @Override
            @SuppressWarnings("unchecked")
            public Opening open(String key) {
                return new Opened(((List<Room>) (List<?>) List.of(this)).get(0));
            }
        });
        assertTrue(found.startsWith("Vault: Vault.open: ClassCastException"), found);
        assertTrue(transcript(found).matches("1\\.open \"[^\"]\"\n"), found);
    }

    @Test
    void anExceptionThatIsNotDeclared() {
        String found = found(() -> new VaultService() {
            @Override
            public long sum(Block block) {
                byte[] bytes = block.toBytes();
                block.close();
                return bytes.length > 2 ? 1 / (bytes[2] / 100) : 0;
            }
        });
        assertTrue(found.startsWith("Vault: Vault.sum: ArithmeticException: / by zero in "), found);
        assertEquals("1.sum \"AAAA\"\n", transcript(found));
    }

    /** Must be looked into before it is left: the contract does not say so. */
    @Test
    void anOrderThatTheContractDoesNotSay() {
        String found = found(() -> new VaultService() {
            private Board shelf;

            @Override
            public Shelf shelf(int number) {
                shelf = new Board(number);
                return shelf;
            }

            @Override
            public int store(Block block) {
                block.close();
                return shelf.number();
            }
        });
        assertTrue(found.startsWith("Vault: Vault.store: NullPointerException"), found);
        assertEquals("1.store \"\"\n", transcript(found));
    }

    /** The third call of one method after another one. */
    @Test
    void whatTakesSeveralSteps() {
        String found = found(() -> new VaultService() {
            private int shelves;
            private int puts;

            @Override
            public Shelf shelf(int number) {
                shelves++;
                return new Board(number) {
                    @Override
                    public void put(int value) {
                        if (shelves > 1 && ++puts == 2 && value > 99) {
                            throw new IllegalStateException("full");
                        }
                    }
                };
            }
        });
        assertTrue(found.startsWith("Vault: Shelf.put: IllegalStateException: full in "), found);
        assertEquals(4, transcript(found).lines().count(), found);
        assertTrue(transcript(found).contains("put 100\n"), found);
        assertTrue(transcript(found).contains("put 0\n"), found);
    }

    @Test
    @Tag("slow")
    void aCallThatTakesForEver() {
        String found = assertThrows(AssertionError.class, () -> test(() -> new VaultService() {
            @Override
            public void take(Shelf shelf) {
                shelf.close();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            }
        }).patience(Duration.ofSeconds(2)).walks(100, 2).explore()).getMessage();
        assertTrue(found.startsWith("Vault: the service takes more than PT2S for Vault.take\n"), found);
    }

    /** Only when a client dies during the call: the state that it would have gone to is not closed. */
    @Test
    void whatIsLeftWhenAClientDies() {
        Supplier<VaultService> service = () -> new VaultService() {
            private int inside;

            @Override
            public Opening open(String key) {
                inside++;
                return new Opened(new Inside() {
                    @Override
                    public Vault leave() {
                        inside--;
                        return super.leave();
                    }

                    @Override
                    public void close() {
                        if (inside > 0) {
                            throw new StackOverflowError("never left");
                        }
                    }
                });
            }
        };
        String found = found(service);
        assertTrue(found.startsWith("Vault: an Error ends the service: java.lang.StackOverflowError: never left in "), found);
        assertTrue(transcript(found).matches("(kill )?1\\.open \"[^\"]\"\n"), found);
        ContractTest.replay(Vault.class, service, "1.shelf 1\n# that was fine\n2.close\n");
        assertThrows(AssertionError.class, () -> ContractTest.replay(Vault.class, service, "kill 1.open \"a\""));
        assertThrows(AssertionError.class, () -> ContractTest.replay(Vault.class, service, transcript(found)));
    }

    /** What only a regular end gives back is missing for whoever is started after a crash. */
    @Test
    void aServiceThatCannotBeStartedAgain() {
        AtomicBoolean taken = new AtomicBoolean();
        Supplier<VaultService> service = () -> {
            if (!taken.compareAndSet(false, true)) {
                taken.set(false);
                throw new IllegalStateException("taken");
            }
            return new VaultService() {
                @Override
                public void close() {
                    taken.set(false);
                }
            };
        };
        String found = found(service);
        assertTrue(found.startsWith("Vault: after its process has died in Vault."), found);
        assertTrue(found.contains(": the service cannot be made: java.lang.IllegalStateException: taken in "), found);
        assertTrue(transcript(found).matches("crash 1\\.[^\n]*\n"), found);
    }

    /** A call of the client's object goes through the codec both ways, and an object of it can be kept until the conversation ends. */
    @Test
    void objectsOfTheClient() {
        List<Integer> numbers = new ArrayList<>();
        ContractTest.replay(Vault.class, () -> new VaultService() {
            @Override
            public void take(Shelf shelf) {
                numbers.add(shelf.number());
                shelf.put(4);
                numbers.add(shelf.number());
                shelf.close();
            }
        }, "1.take {\"as\":\"Shelf\",\"Shelf.number\":7}\nkill 1.take {\"as\":\"Shelf\",\"Shelf.number\":8}");
        assertEquals(List.of(7, 7), numbers.subList(0, 2));
        assertThrows(IllegalArgumentException.class,
                () -> ContractTest.replay(Vault.class, VaultService::new, "1.take {\"as\":\"Room\"}"));
        assertThrows(IllegalArgumentException.class,
                () -> ContractTest.replay(Vault.class, VaultService::new, "1.take {\"as\":\"Shelf\",\"Shelf.weight\":7}"));
    }

    /** States, choices, further channels and exceptions of an object that the client makes up. */
    @Test
    void conversationsWithTheClient() {
        List<String> heard = new ArrayList<>();
        ContractTest.replay(Vault.class, () -> new VaultService() {
            @Override
            public void visit(Vault other) {
                Opening opening = other.open("a");
                heard.add(opening.getClass().getSimpleName());
                try (Room room = ((Opened) opening).next()) {
                    room.look();
                } catch (Dark dark) {
                    heard.add("dark");
                }
            }
        }, "1.visit {\"as\":\"Vault\",\"Vault.open\":{\"type\":\"Opened\",\"next\":null},\"Room.look\":{\"@throws\":\"Dark\"}}");
        assertEquals(List.of("Opened", "dark"), heard);
    }

    @Test
    void anObjectOfTheClientThatIsKept() {
        Supplier<VaultService> service = () -> new VaultService() {
            private final Slots<Integer, Shelf> shelves = new Slots<>();
            private int count;

            @Override
            public void take(Shelf shelf) {
                shelves.put(count++, shelf);
            }
        };
        String found = found(service);
        assertTrue(found.startsWith("Vault: when all clients have left there is still open: a channel "), found);
        assertEquals(1, transcript(found).lines().filter(line -> line.contains("take")).count(), found);
    }

    /** What the client has given fails: the conversation may end, but others may not suffer from it. */
    @Test
    void whatFailsInTheHandsOfTheService() {
        ContractTest.replay(Vault.class, VaultService::new, "1.later {\"@fails\":\"why\"}");
        ContractTest.replay(Vault.class, VaultService::new, "1.count 1 {\"@fails\":\"why\"} null");
        ContractTest.replay(Vault.class, VaultService::new, "1.count 1 [3] \"@gone\"");
        Supplier<VaultService> service = () -> new VaultService() {
            private final Slot<Pending<Integer>> kept = new Slot<>();

            @Override
            public Pending<String> later(Pending<Integer> number) {
                kept.put(number);
                return Pending.of("");
            }

            @Override
            public Shelf shelf(int number) {
                Pending<Integer> pending = kept.take();
                return new Board(pending == null ? 0 : pending.await());
            }

            @Override
            public void close() {
                kept.close();
            }
        };
        String found = found(service);
        assertTrue(found.startsWith("Vault: Vault.shelf: Failed: of the client in "), found);
        assertEquals("1.later {\"@fails\":\"of the client\"}\n1.shelf 1\n", transcript(found));
    }

    @Test
    void aTranscriptThatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> ContractTest.replay(Vault.class, VaultService::new, "2.look"));
        assertThrows(IllegalArgumentException.class, () -> ContractTest.replay(Vault.class, VaultService::new, "1.open \"1234567\""));
        assertThrows(IllegalArgumentException.class, () -> ContractTest.replay(Vault.class, VaultService::new, "open it"));
    }

    @Test
    void aServiceThatCannotBeMade() {
        String found = found(() -> {
            throw new IllegalStateException("no disk");
        });
        assertTrue(found.startsWith("Vault: the service cannot be made: java.lang.IllegalStateException: no disk"), found);
    }

    /** The failure, whose transcript shows it again. */
    private static String found(Supplier<? extends Vault> service) {
        String found = assertThrows(AssertionError.class, () -> ContractTest.explore(Vault.class, service)).getMessage();
        AssertionError again = assertThrows(AssertionError.class, () -> ContractTest.replay(Vault.class, service, transcript(found)));
        assertTrue(found.startsWith("Vault: " + again.getMessage()), again.getMessage());
        return found;
    }

    private static String transcript(String message) {
        return message.substring(message.indexOf(TRANSCRIPT) + TRANSCRIPT.length());
    }
}
