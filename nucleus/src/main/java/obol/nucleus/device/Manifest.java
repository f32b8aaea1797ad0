package obol.nucleus.device;

import static obol.nucleus.Memory.getInt;

import obol.layout.SipLayout;
import obol.nucleus.Literal;
import obol.nucleus.Nucleus;
import obol.nucleus.Program;
import obol.nucleus.annotation.NoAllocation;

/** Which program drives which kind of device, and which one has sockets and the standard streams on Linux. */
@NoAllocation
final class Manifest {
    private static final String OUTSIDE = "system/outside", ETHER = "system/ether", DISK = "system/disk", RANDOM = "system/random",
            SHARE = "system/share";

    private Manifest() {}

    /** Whether the running process may claim devices of a kind. */
    static boolean allows(int kind) {
        switch (kind) {
            case Device.NETWORK: return runs(Nucleus.sip(), ETHER);
            case Device.BLOCK: return runs(Nucleus.sip(), DISK);
            case Device.CONSOLE: return runs(Nucleus.sip(), OUTSIDE);
            case Device.ENTROPY: return runs(Nucleus.sip(), RANDOM);
            case Device.SHARE: return runs(Nucleus.sip(), SHARE);
            default: return false;
        }
    }

    /** Whether that process may have sockets and the standard streams. */
    static boolean allowsHost(long sip) {
        return runs(sip, OUTSIDE);
    }

    private static boolean runs(long sip, String name) {
        int program = getInt(sip + SipLayout.PROGRAM);
        return Program.isBuiltIn(program) && Literal.is(Program.nameAt(program), name);
    }
}
