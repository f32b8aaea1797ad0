package obol.nucleus.device;

import static obol.nucleus.Memory.getInt;

import obol.layout.SipLayout;
import obol.nucleus.Literal;
import obol.nucleus.Nucleus;
import obol.nucleus.Program;
import obol.nucleus.annotation.NoAllocation;

/** Which programs drive devices, and sockets on Linux: one, named here. */
@NoAllocation
final class Manifest {
    private static final String DRIVER = "system/outside";

    private Manifest() {}

    /** Whether the running process may claim devices. */
    static boolean allows() {
        return allows(Nucleus.sip());
    }

    /** Whether that process may. */
    static boolean allows(long sip) {
        int program = getInt(sip + SipLayout.PROGRAM);
        return Program.isBuiltIn(program) && Literal.is(Program.nameAt(program), DRIVER);
    }
}
