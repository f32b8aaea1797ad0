package obol.nucleus.port;

import java.util.Objects;
import obol.layout.ObjectLayout;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.annotation.NoAllocation;

/** The machine's own output for what has no other place: standard output and error of the executable, the serial line of the PC. */
public final class MachineLog {
    public static final int OUTPUT = 1, ERROR = 2;

    private MachineLog() {}

    /** Writes a part of the array. @param stream {@link #OUTPUT} or {@link #ERROR} */
    public static void write(int stream, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        put(stream, bytes, offset, length);
    }

    @NoAllocation
    private static void put(int stream, byte[] bytes, int offset, int length) {
        Machine.write(stream, Memory.addressOf(bytes) + ObjectLayout.ARRAY_ELEMENTS + offset, length);
    }
}
