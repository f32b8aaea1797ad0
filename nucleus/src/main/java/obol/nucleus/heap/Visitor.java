package obol.nucleus.heap;

import static obol.nucleus.Memory.getInt;

import obol.layout.SipLayout;
import obol.nucleus.annotation.NoAllocation;

/**
 * What happens to a reference when roots or objects are walked: it is forwarded, marked or checked, as the process's PHASE
 * says. {@code slot} is the address of its four bytes; {@code old} tells that it is in a mature or large object, where a
 * reference to a younger one must be in a dirty card.
 */
@NoAllocation
final class Visitor {
    private Visitor() {}

    static void visit(long sip, long slot, boolean old) {
        switch (getInt(sip + SipLayout.PHASE)) {
            case SipLayout.PHASE_COPY:
                Minor.forward(sip, slot, old);
                break;
            case SipLayout.PHASE_MARK:
                Marker.mark(sip, slot);
                break;
            default:
                Verifier.check(sip, slot, old);
        }
    }

    /** The referent of a java.lang.ref.Reference: it keeps its object alive in a minor collection. */
    static void visitReferent(long sip, long reference, boolean old) {
        if (getInt(sip + SipLayout.PHASE) == SipLayout.PHASE_MARK) {
            References.discover(sip, reference);
        } else {
            visit(sip, Objects.referent(reference), old);
        }
    }
}
