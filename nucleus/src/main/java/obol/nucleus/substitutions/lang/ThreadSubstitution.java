package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.threads.JavaThreads;
import obol.nucleus.threads.Monitors;

/** {@code eetop} is the address of the nucleus's thread while it is alive, else 0. */
@Substitutes("java.lang.Thread")
public class ThreadSubstitution {
    @Alias public volatile long eetop;
    @Alias public volatile int threadStatus;
    @Alias public volatile boolean interrupted;
    @Alias public int priority;
    @Alias public boolean daemon;
    @Alias public ThreadGroup group;

    /** Leaves the thread's group and forgets what it referred to. */
    @Alias public native void exit();

    @Substitute(reason = "nothing to register")
    private static void registerNatives() {}

    @Substitute(reason = "native")
    private void start0() {
        JavaThreads.start((Thread) (Object) this);
    }

    @Substitute(reason = "native")
    public static void yield() {
        JavaThreads.yieldNow();
    }

    @Substitute(reason = "native")
    public static void sleep(long millis) throws InterruptedException {
        JavaThreads.sleep(millis);
    }

    @Substitute(reason = "native")
    public static boolean holdsLock(Object object) {
        if (object == null) {
            throw new NullPointerException();
        }
        return Monitors.isInside(object);
    }

    @Substitute(reason = "native; all ready threads take turns")
    private void setPriority0(int newPriority) {}

    @Substitute(reason = "native; nobody else knows the thread")
    private void setNativeName(String text) {}

    @Substitute(reason = "native")
    private void interrupt0() {
        JavaThreads.interrupt((Thread) (Object) this);
    }

    @Substitute(reason = "native; a wait looks at the flag itself")
    private static void clearInterruptEvent() {}

    @Substitute(reason = "native")
    private static Thread[] getThreads() {
        return JavaThreads.all();
    }

    @Substitute(reason = "native")
    private static StackTraceElement[][] dumpThreads(Thread[] threads) {
        return JavaThreads.stacks(threads);
    }
}
