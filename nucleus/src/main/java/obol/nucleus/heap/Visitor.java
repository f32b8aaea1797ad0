package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;

import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * What happens to a reference when roots or objects are walked: it is forwarded, marked or checked, as the process's PHASE
 * says. {@code slot} is the address of its four bytes; {@code place} the address whose card stands for it if it is in a
 * mature or large object, else 0.
 */
@NoAllocation
final class Visitor {
    private Visitor() {}

    static void visit(long sip, long slot, long place) {
        switch (getInt(sip + SipLayout.PHASE)) {
            case SipLayout.PHASE_COPY:
                Minor.forward(sip, slot, place);
                break;
            case SipLayout.PHASE_MARK:
                Marker.mark(sip, slot);
                break;
            default:
                Verifier.check(sip, slot, place);
        }
    }

    /** The referent of a java.lang.ref.Reference: it keeps its object alive in a minor collection. */
    static void visitReferent(long sip, long reference, long place) {
        if (getInt(sip + SipLayout.PHASE) == SipLayout.PHASE_MARK) {
            References.discover(sip, reference);
        } else {
            visit(sip, Objects.referent(reference), place);
        }
    }
}
