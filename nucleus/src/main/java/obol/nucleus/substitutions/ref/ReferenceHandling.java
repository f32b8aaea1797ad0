package obol.nucleus.substitutions.ref;

import obol.nucleus.heap.PendingReferences;

/**
 * The thread that puts references into their queues. It is made with the first reference that has one, and starts when a collection has
 * cleared some, as most processes that wait never come to that.
 */
final class ReferenceHandling {
    private ReferenceHandling() {}

    /** A reference with a queue is about to be made. */
    static void begin() {
        if (PendingReferences.isHandled()) {
            return;
        }
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread handler = (Thread) (Object) new ReferenceHandlerSubstitution(group, "Reference Handler");
        handler.setPriority(Thread.MAX_PRIORITY);
        handler.setDaemon(true);
        if (!PendingReferences.isHandled()) {
            PendingReferences.handleBy(handler);
        }
    }
}
