package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;

import obol.layout.SipLayout;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;

/** Decides what a collection does, and in which order. Runs on the stack of the thread that ran out of room. */
@NoAllocation
final class Collector {
    /** The last of the efforts that {@link #request} knows. */
    static final int UTMOST = 2;
    static final int NOTHING = -1;

    private Collector() {}

    /** What to ask of a collection at the n-th try to make room: minor, full, full with soft references. */
    static int request(int effort) {
        switch (effort) {
            case 0: return 0;
            case 1: return SipLayout.COLLECT_FULL;
            default: return SipLayout.COLLECT_FULL | SipLayout.COLLECT_SOFT;
        }
    }

    /** What collection is due before so many bytes are given out, although there may be room; or NOTHING. */
    static int due(long size) {
        long sip = Nucleus.sip();
        if (size > Allocator.MEDIUM_MAX && getInt(sip + SipLayout.MATURE_BLOCKS) + Allocator.blocksFor(size)
                > getInt(sip + SipLayout.FULL_TRIGGER)) {
            return SipLayout.COLLECT_FULL;
        }
        return (getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_COLLECT) != 0 ? 0 : NOTHING;
    }

    /** Called through {@link obol.nucleus.Machine#callCollector}; every thread's SAVED_SP is where its youngest frame had called. */
    @EntryPoint("collect")
    static void collect(long request) {
        Minor.collect(Nucleus.sip(), (int) request);
    }
}
