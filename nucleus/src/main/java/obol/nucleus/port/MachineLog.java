package obol.nucleus.port;

import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/** The machine's own output for what has no other place: standard error of the executable, the serial line of the PC. */
public final class MachineLog {
    private static final int ERROR = 2;

    private MachineLog() {}

    /** Writes a part of the array. */
    public static void write(byte[] bytes, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        put(bytes, offset, length);
    }

    @NoAllocation
    private static void put(byte[] bytes, int offset, int length) {
        Machine.write(ERROR, Memory.addressOf(bytes) + ObjectLayout.ARRAY_ELEMENTS + offset, length);
    }
}
