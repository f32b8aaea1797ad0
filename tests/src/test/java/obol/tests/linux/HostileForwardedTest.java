package obol.tests.linux;

import org.junit.jupiter.api.Tag;

/** Hostile clients of a machine, by its network: every thirtieth row of the tables; {@code -Dobol.hostile=1} for all of them. */
@Tag("slow")
@Tag("qemu")
class HostileForwardedTest extends HostileClients {
    HostileForwardedTest() {
        super(Integer.getInteger("obol.hostile", 30));
    }

    @Override
    int startObol() throws Exception {
        obol = new RunningObol("--net", "--forward", "0:564");
        return obol.forwarded();
    }
}
