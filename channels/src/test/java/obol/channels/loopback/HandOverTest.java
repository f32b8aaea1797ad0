package obol.channels.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BooleanSupplier;
import obol.channels.Loopback;
import obol.channels.Moved;
import obol.channels.samples.Desk;
import obol.channels.samples.Desk.Office;
import obol.channels.samples.Desk.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A next state, or a further channel, that another server serves. */
@Timeout(20)
class HandOverTest {
    private final Desk.Service service = new Desk.Service();
    private final Desk desk = Loopback.of(Desk.class, service);

    @Test
    void theConversationGoesOnWithTheOtherServer() {
        Room room = new Room("tax");
        desk.open("tax", Loopback.of(Office.class, room));
        Office office = desk.go("tax");
        assertEquals("tax", office.name());
        assertEquals(3, office.floor());
        assertThrows(Moved.class, () -> desk.go("tax"));
        await(() -> service.closed.size() == 1);
        assertEquals(0, room.closed);
        Office same = office.next();
        assertEquals("tax", same.name());
        assertThrows(Moved.class, office::name);
        same.close();
        await(() -> room.closed == 1);
    }

    @Test
    void inAChoice() {
        Desk.Unknown unknown = assertInstanceOf(Desk.Unknown.class, desk.ask("none"));
        Desk again = unknown.next();
        again.open("x", new Room("x"));
        Desk.Sent sent = assertInstanceOf(Desk.Sent.class, again.ask("x"));
        assertEquals("second door", sent.word());
        try (Office next = sent.next()) {
            assertEquals("x", next.name());
        }
    }

    @Test
    void fromServerToServer() {
        Room last = new Room("last");
        Room middle = new Room("middle").then(Loopback.of(Office.class, last));
        desk.open("first", Loopback.of(Office.class, new Room("first").then(Loopback.of(Office.class, middle))));
        Office first = desk.go("first");
        Office second = first.next();
        assertEquals("middle", second.name());
        Office third = second.next();
        assertEquals("last 3", third.name() + " " + third.floor());
        await(() -> middle.closed == 1);
        third.close();
        await(() -> last.closed == 1);
    }

    /** A further channel that another serves; this one stays. */
    @Test
    void anOwnedEndpointIsPassedOn() {
        desk.open("x", Loopback.of(Office.class, new Room("x")));
        try (Office office = desk.peek("x")) {
            assertEquals("x", office.name());
        }
        desk.open("y", new Room("y"));
        desk.close();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
