package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import obol.channels.Contract;
import obol.channels.Deadlock;
import obol.channels.Server;
import obol.channels.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that would wait for themselves. */
@Timeout(20)
class CirclesTest {
    /** A place that asks others on the way. */
    public interface Hop extends Contract {
        /** Calls the first of the places with the rest of them. */
        String hop(String places);
    }

    private static final class Place implements Hop {
        @Override
        public String hop(String places) {
            if (places.isEmpty()) {
                return "arrived";
            }
            int comma = places.indexOf(',');
            try (Hop next = Services.connect(Hop.class, comma < 0 ? places : places.substring(0, comma))) {
                return next.hop(comma < 0 ? "" : places.substring(comma + 1));
            } catch (Deadlock circle) {
                return circle.getMessage();
            }
        }
    }

    @Test
    void circlesAreNamed() throws InterruptedException {
        try (Server a = open("a"); Server b = open("b"); Server c = open("c"); Hop start = Services.connect(Hop.class, "a")) {
            assertEquals("arrived", start.hop("b,c"));
            assertEquals("b → a → b", start.hop("b,a"));
            assertEquals("c → a → b → c", start.hop("b,c,a,b"));
            assertEquals("c → b → c", start.hop("b,c,b"));
            assertEquals("a → a", start.hop("a"));
            assertEquals("arrived", start.hop("c,b"));
        }
    }

    private static Server open(String name) throws InterruptedException {
        return open(name, new Place());
    }

    private static Server open(String name, Hop place) throws InterruptedException {
        Server[] door = new Server[1];
        CountDownLatch opened = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            door[0] = Server.open(Hop.class, name, place);
            opened.countDown();
            while (door[0].isOpen()) {
                door[0].serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
        opened.await();
        return door[0];
    }
}
