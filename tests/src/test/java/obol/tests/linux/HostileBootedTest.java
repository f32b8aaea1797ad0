package obol.tests.linux;

import org.junit.jupiter.api.Tag;

/** Hostile clients of a machine, by the carrier: every thirtieth row of the tables; {@code -Dobol.hostile=1} for all of them. */
@Tag("slow")
@Tag("qemu")
class HostileBootedTest extends HostileClients {
    HostileBootedTest() {
        super(Integer.getInteger("obol.hostile", 30));
    }

    @Override
    int startObol() throws Exception {
        obol = new RunningObol();
        return obol.port();
    }
}
