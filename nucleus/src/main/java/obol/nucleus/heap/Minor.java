package obol.nucleus.heap;

import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;

@NoAllocation
final class Minor {
    static void collect(long sip, int request) {
        Nucleus.panic("out of memory");
    }
}
