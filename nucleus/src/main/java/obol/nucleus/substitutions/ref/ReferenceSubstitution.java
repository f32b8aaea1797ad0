package obol.nucleus.substitutions.ref;

import java.lang.ref.Reference;
import obol.layout.SipLayout;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.threads.Scheduler;

@Substitutes("java.lang.ref.Reference")
abstract class ReferenceSubstitution {
    /** How often the class library's thread looks whether a collection has cleared references. */
    private static final long PERIOD = 20_000_000;

    @Alias private Object referent;

    @Substitute(reason = "native")
    private static Reference<?> getAndClearReferencePendingList() {
        return (Reference<?>) takePending();
    }

    @NoAllocation
    private static Object takePending() {
        long list = Nucleus.sip() + SipLayout.PENDING;
        Object first = Memory.getReference(list);
        Memory.putReference(list, null);
        return first;
    }

    @Substitute(reason = "native")
    private static boolean hasReferencePendingList() {
        return Memory.getInt(Nucleus.sip() + SipLayout.PENDING) != 0;
    }

    @Substitute(reason = "native")
    private static void waitForReferencePendingList() {
        while (!hasReferencePendingList()) {
            Scheduler.pause(PERIOD);
        }
    }

    @Substitute(reason = "native")
    private boolean refersTo0(Object object) {
        return referent == object;
    }

    @Substitute(reason = "native")
    private void clear0() {
        referent = null;
    }
}
