package obol.nucleus.abi;

import obol.nucleus.Machine;
import obol.nucleus.annotation.Abi;
import obol.nucleus.annotation.NoAllocation;

/** Time in nanoseconds. */
@NoAllocation
public final class Clock {
    private Clock() {}

    /** Of a clock that never goes back, from an arbitrary start: what deadlines are given in. */
    @Abi
    public static long monotonic() {
        return Machine.monotonicTime();
    }

    /** Since 1970-01-01 UTC. */
    @Abi
    public static long wall() {
        return Machine.wallTime();
    }
}
