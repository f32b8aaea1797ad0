package obol.net.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketTest {
    private final Core core = new Core(() -> 1, 0);

    private final class Plain extends Socket {
        Plain() {
            super(SocketTest.this.core);
        }

        void change() {
            changed();
        }

        @Override
        public int readiness() {
            return 0;
        }

        @Override
        public Problem problem() {
            return null;
        }

        @Override
        public void close() {
        }
    }

    /** One that changed while nobody had it is reported to who has it then, in time and each time. */
    @Test
    void aChangeIsToldToWhoObservesByThen() {
        Plain first = new Plain();
        Plain second = new Plain();
        Plain third = new Plain();
        for (Plain each : List.of(first, second, third)) each.change();
        List<Socket> told = new ArrayList<>();
        second.observe(told::add);
        assertTrue(core.tellObserver());
        assertFalse(core.tellObserver());
        second.change();
        second.change();
        assertTrue(core.tellObserver());
        assertFalse(core.tellObserver());
        assertEquals(List.of(second, second), told);
        second.change();
        second.observe(null);
        assertFalse(core.tellObserver());
        assertSame(first, core.pollChanged());
        assertSame(third, core.pollChanged());
        assertSame(second, core.pollChanged());
        assertNull(core.pollChanged());
    }
}
