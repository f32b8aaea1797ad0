package obol.nucleus.core;

import obol.nucleus.annotation.NoAllocation;

/** What other cores send. */
@NoAllocation
final class Far {
    private Far() {}

    /** Sees to all that other cores have sent to this one, whose {@link obol.layout.CpuLayout} is {@code cpu}. */
    static void poll(long cpu) {
    }
}
