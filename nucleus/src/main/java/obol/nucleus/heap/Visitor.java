package obol.nucleus.heap;

import obol.nucleus.annotation.NoAllocation;

@NoAllocation
final class Visitor {
    static void visit(long sip, long slot, long place) {}
    static void visitReferent(long sip, long object, long place) {}
}
