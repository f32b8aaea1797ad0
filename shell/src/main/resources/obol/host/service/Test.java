package @name@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import obol.channels.Loopback;
import obol.channels.testing.ContractTest;
import org.junit.jupiter.api.Test;

class @Name@ServiceTest {
    @Test
    void greets() throws @Name@.TooMany {
        try (@Name@ service = Loopback.of(@Name@.class, new @Name@Service())) {
            assertEquals("Hello, ann!", service.greet("ann"));
            assertEquals(1, service.greeted());
            assertThrows(IllegalArgumentException.class, () -> service.greet(" "));
        }
    }

    /** Whatever the contract allows a client to do. */
    @Test
    void keepsItsContract() {
        ContractTest.explore(@Name@.class, @Name@Service::new);
    }
}
