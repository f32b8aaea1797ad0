package obol.nucleus.substitutions.lang;

import obol.layout.HubLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.heap.Heap;
import obol.nucleus.threads.JavaThreads;
import obol.nucleus.threads.Monitors;

@Substitutes("java.lang.Object")
public class ObjectSubstitution {
    @Substitute(reason = "native")
    public int hashCode() {
        return Monitors.identityHash(this);
    }

    @Substitute(reason = "native")
    protected Object clone() throws CloneNotSupportedException {
        long hub = Memory.hubOf(this);
        if ((Hubs.flags(hub) & HubLayout.FLAG_CLONEABLE) == 0) {
            throw new CloneNotSupportedException(Hubs.name(hub));
        }
        return Heap.copyOf(this);
    }

    @Substitute(reason = "native")
    public Class<?> getClass_() {
        return Mirrors.of(Memory.hubOf(this));
    }

    @Substitute(reason = "native")
    public void notify_() {
        Monitors.notify(this, false);
    }

    @Substitute(reason = "native")
    public void notifyAll_() {
        Monitors.notify(this, true);
    }

    @Substitute(reason = "native")
    public void wait_(long millis) throws InterruptedException {
        JavaThreads.await(this, millis);
    }
}
