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
            SHARE = "system/share", NET = "system/net";
    /** The first descriptor of the network's program. */
    static final int NET_DESCRIPTORS = 512;

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
        return runs(sip, OUTSIDE) || runs(sip, NET);
    }

    /** The first descriptor of such a process; 0: the first of all. */
    static int firstDescriptor(long sip) {
        return runs(sip, NET) ? NET_DESCRIPTORS : 0;
    }

    private static boolean runs(long sip, String name) {
        int program = getInt(sip + SipLayout.PROGRAM);
        return Program.isBuiltIn(program) && Literal.is(Program.nameAt(program), name);
    }
}
