package obol.nucleus.substitutions.ref;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.heap.PendingReferences;

@Substitutes("java.lang.ref.Reference")
abstract class ReferenceSubstitution {
    @Alias private static Object processPendingLock;
    @Alias private Object referent;
    @Alias private ReferenceQueue<?> queue;

    @Substitute(reason = "the original starts a thread, which ReferenceHandling does when it is needed")
    private static void initializer() {
        processPendingLock = new Object();
        Secrets.setJavaLangRefAccess((Access) (Object) new OwnAccess());
    }

    @Substitute(reason = "the original does not tell when the first reference is made that has a queue")
    private void constructor(Object referent, ReferenceQueue<?> queue) {
        if (queue != null) {
            ReferenceHandling.begin();
        }
        this.referent = referent;
        this.queue = queue == null ? Queues.NULL : queue;
    }

    @Substitute(reason = "native")
    private static Reference<?> getAndClearReferencePendingList() {
        return PendingReferences.take();
    }

    @Substitute(reason = "native; asked by those who would wait for the handler")
    private static boolean hasReferencePendingList() {
        return PendingReferences.isBeingTaken();
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

    @Substitutes("jdk.internal.access.SharedSecrets")
    private static final class Secrets {
        @Alias static native void setJavaLangRefAccess(Access access);
    }

    @Substitutes("jdk.internal.access.JavaLangRefAccess") private interface Access {}

    @Substitutes("java.lang.ref.Reference$1")
    private static final class OwnAccess {
        OwnAccess() {}
    }

    @Substitutes("java.lang.ref.ReferenceQueue")
    private static final class Queues {
        @Alias static ReferenceQueue<Object> NULL;
    }
}
