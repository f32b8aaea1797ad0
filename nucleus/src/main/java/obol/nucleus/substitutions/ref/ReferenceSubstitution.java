package obol.nucleus.substitutions.ref;

import java.lang.ref.Reference;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.heap.PendingReferences;

@Substitutes("java.lang.ref.Reference")
abstract class ReferenceSubstitution {
    @Alias private Object referent;

    @Substitute(reason = "native")
    private static Reference<?> getAndClearReferencePendingList() {
        return PendingReferences.take();
    }

    @Substitute(reason = "native")
    private static boolean hasReferencePendingList() {
        return !PendingReferences.isEmpty();
    }

    @Substitute(reason = "native")
    private static void waitForReferencePendingList() {
        PendingReferences.await();
    }

    @Substitute(reason = "native")
    private boolean refersTo0(Object object) {
        return referent == object;
    }

    @Substitute(reason = "native")
    private void clear0() {
        referent = null;
    }

    /** Its argument lives until the call, which therefore has to be one. */
    @Substitute(reason = "must not be inlined away")
    @NeverInline
    public static void reachabilityFence(Object referent) {
    }
}
