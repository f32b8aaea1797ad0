package obol.nucleus.threads;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;
import static obol.nucleus.Memory.putReference;

import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.heap.Heap;
import obol.nucleus.stack.StackTraces;
import obol.nucleus.stack.Uncaught;
import obol.nucleus.substitutions.lang.ThreadGroupSubstitution;
import obol.nucleus.substitutions.lang.ThreadSubstitution;

/** java.lang.Thread on threads of the nucleus: {@code eetop} names the one, JAVA_THREAD the other. */
public final class JavaThreads {
    /** Values of {@code Thread.threadStatus}: JVMTI's thread state bits. */
    private static final int RUNNABLE = 0x5;
    private static final int BLOCKED = 0x401;
    private static final int WAITING = 0x191;
    private static final int TIMED_WAITING = 0x1A1;
    private static final int TERMINATED = 0x2;

    private static final long MILLISECOND = 1_000_000;

    private JavaThreads() {}

    /** The running thread's name. */
    public static String currentName() {
        Thread current = current();
        return current == null ? "main" : current.getName();
    }

    private static Thread current() {
        return (Thread) getReference(Memory.thread() + ThreadLayout.JAVA_THREAD);
    }

    @NoAllocation
    private static ThreadSubstitution fields(Thread thread) {
        return (ThreadSubstitution) (Object) thread;
    }

    /** Makes the Thread object of a process's first thread, which runs already. */
    public static void adoptMain() {
        long self = Memory.thread();
        ThreadGroupSubstitution system = (ThreadGroupSubstitution) Heap.newInstance(Memory.hubOfClass(ThreadGroup.class));
        system.name = "system";
        system.maxPriority = Thread.MAX_PRIORITY;
        // The constructor of Thread takes after the running one: a nameless one for the time being.
        ThreadSubstitution parent = (ThreadSubstitution) Heap.newInstance(Memory.hubOfClass(Thread.class));
        parent.priority = Thread.NORM_PRIORITY;
        parent.group = (ThreadGroup) (Object) system;
        putReference(self + ThreadLayout.JAVA_THREAD, parent);
        ThreadGroup group = new ThreadGroup((ThreadGroup) (Object) system, "main");
        Thread main = new Thread(group, "main");
        ((ThreadGroupSubstitution) (Object) group).add(main);
        fields(main).eetop = self;
        fields(main).threadStatus = RUNNABLE;
        putReference(self + ThreadLayout.JAVA_THREAD, main);
        count(1, false);
    }

    /** {@code Thread.start0}. Throws OutOfMemoryError if there is no stack left. */
    public static void start(Thread thread) {
        if (!tryStart(thread)) {
            throw new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits reached");
        }
    }

    /** The same, false if there is no stack left. */
    @NoAllocation
    public static boolean tryStart(Thread thread) {
        long created = Threads.create(Nucleus.core(), Nucleus.sip());
        if (created == 0) {
            return false;
        }
        boolean daemon = fields(thread).daemon;
        putReference(created + ThreadLayout.JAVA_THREAD, thread);
        putInt(created + ThreadRuntime.DAEMON, daemon ? 1 : 0);
        fields(thread).eetop = created;
        fields(thread).threadStatus = RUNNABLE;
        count(1, daemon);
        if (getInt(Nucleus.sip() + SipLayout.THREAD_COUNT) == 2) {
            Scheduler.startTicks();
        }
        Scheduler.makeReady(created);
        return true;
    }

    /** A thread's whole life, once it has been started. Does not return. */
    public static void run() {
        StackPool.reclaim();
        Thread thread = current();
        try {
            thread.run();
        } catch (Throwable thrown) {
            Uncaught.report(thread, thrown);
        }
        finish(thread);
        removeCurrent();
        Scheduler.leave();
    }

    /** The main thread's main method has returned: waits until only daemons are left. */
    public static void finishMain() {
        finish(current());
        while (beginJoin()) {
            Scheduler.suspend();
        }
    }

    /** Ends the Thread object of the running thread and wakes who waits for that. */
    private static void finish(Thread thread) {
        try {
            fields(thread).exit();
        } catch (Throwable thrown) {
            Uncaught.report(thread, thrown);
        }
        synchronized (thread) {
            fields(thread).threadStatus = TERMINATED;
            fields(thread).eetop = 0;
            thread.notifyAll();
        }
        count(-1, getInt(Memory.thread() + ThreadRuntime.DAEMON) != 0);
    }

    @NoAllocation
    private static void count(int change, boolean daemon) {
        long sip = Nucleus.sip();
        putInt(sip + SipLayout.THREAD_COUNT, getInt(sip + SipLayout.THREAD_COUNT) + change);
        if (!daemon) {
            putInt(sip + SipLayout.USER_THREAD_COUNT, getInt(sip + SipLayout.USER_THREAD_COUNT) + change);
        }
        long joiner = getLong(sip + SipLayout.JOINER);
        if (joiner != 0 && getInt(sip + SipLayout.USER_THREAD_COUNT) == 0) {
            putLong(sip + SipLayout.JOINER, 0);
            Scheduler.wake(joiner, ThreadRuntime.WAKE_DONE);
        }
    }

    @NoAllocation
    private static boolean beginJoin() {
        long sip = Nucleus.sip();
        if (getInt(sip + SipLayout.USER_THREAD_COUNT) == 0) {
            return false;
        }
        putLong(sip + SipLayout.JOINER, Memory.thread());
        Scheduler.prepareWait(0, Long.MAX_VALUE);
        return true;
    }

    @NoAllocation
    private static void removeCurrent() {
        long thread = Memory.thread();
        Threads.remove(Nucleus.sip(), thread);
        putInt(thread + ThreadRuntime.PHASE, ThreadRuntime.PHASE_ENDED);
    }

    public static void yieldNow() {
        Scheduler.yieldNow();
    }

    /** {@code Thread.sleep}. */
    public static void sleep(long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("sleep interrupted");
        }
        if (millis == 0) {
            Scheduler.yieldNow();
            return;
        }
        long deadline = deadline(millis, 0);
        setStatus(TIMED_WAITING);
        boolean woken = false;
        while (!woken && Machine.monotonicTime() < deadline) {
            beginSleep(deadline);
            woken = Scheduler.suspend() == ThreadRuntime.WAKE_INTERRUPT;
        }
        endWait();
        if (woken && Thread.interrupted()) {
            throw new InterruptedException("sleep interrupted");
        }
    }

    @NoAllocation
    private static void beginSleep(long deadline) {
        putInt(Memory.thread() + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
        Scheduler.prepareWait(0, deadline);
    }

    /** {@code Object.wait}; 0 waits for ever. */
    public static void await(Object object, long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (!Monitors.isInside(object)) {
            throw Monitors.notOwner();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        setStatus(millis == 0 ? WAITING : TIMED_WAITING);
        putInt(Memory.thread() + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
        int why = Monitors.await(object, millis == 0 ? Long.MAX_VALUE : deadline(millis, 0));
        endWait();
        if (why == ThreadRuntime.WAKE_INTERRUPT && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** {@code Unsafe.park}: {@code time} is nanoseconds from now, 0 for ever, or milliseconds since 1970 if absolute. */
    public static void park(boolean absolute, long time) {
        long deadline = Long.MAX_VALUE;
        if (absolute) {
            deadline = deadline(Math.max(0, time - Machine.wallTime() / MILLISECOND), 0);
        } else if (time != 0) {
            deadline = deadline(0, time);
        }
        if (current().isInterrupted() || !beginPark(deadline)) {
            return;
        }
        setStatus(deadline == Long.MAX_VALUE ? WAITING : TIMED_WAITING);
        Scheduler.suspend();
        endWait();
        putInt(Memory.thread() + ThreadRuntime.PERMIT, 0);
    }

    @NoAllocation
    private static boolean beginPark(long deadline) {
        long thread = Memory.thread();
        if (getInt(thread + ThreadRuntime.PERMIT) != 0) {
            putInt(thread + ThreadRuntime.PERMIT, 0);
            return false;
        }
        putInt(thread + ThreadRuntime.WAITING, ThreadRuntime.WAITING_PARKED);
        Scheduler.prepareWait(0, deadline);
        return true;
    }

    /** {@code Unsafe.unpark}. */
    public static void unpark(Object thread) {
        long target = thread == null ? 0 : fields((Thread) thread).eetop;
        if (target != 0) {
            grant(target);
        }
    }

    @NoAllocation
    private static void grant(long thread) {
        putInt(thread + ThreadRuntime.PERMIT, 1);
        if (getInt(thread + ThreadRuntime.WAITING) == ThreadRuntime.WAITING_PARKED) {
            Scheduler.wake(thread, ThreadRuntime.WAKE_DONE);
        }
    }

    /** {@code Thread.interrupt0}: the flag is set already. */
    public static void interrupt(Thread thread) {
        long target = fields(thread).eetop;
        if (target != 0) {
            wakeInterrupted(target);
        }
    }

    @NoAllocation
    private static void wakeInterrupted(long thread) {
        putInt(thread + ThreadRuntime.PERMIT, 1);
        int waiting = getInt(thread + ThreadRuntime.WAITING);
        if (waiting == ThreadRuntime.WAITING_INTERRUPTIBLY || waiting == ThreadRuntime.WAITING_PARKED) {
            Scheduler.wake(thread, ThreadRuntime.WAKE_INTERRUPT);
        }
    }

    /** Whether the running thread's interrupt flag is set. */
    @NoAllocation
    public static boolean isInterrupted() {
        long object = Memory.getUnsignedInt(Memory.thread() + ThreadLayout.JAVA_THREAD);
        return object != 0 && Memory.getByte(object + Memory.fieldOffset(Thread.class, "interrupted")) != 0;
    }

    /** All Thread objects that are alive. */
    public static Thread[] all() {
        Thread[] threads = new Thread[getInt(Nucleus.sip() + SipLayout.THREAD_COUNT)];
        long thread = getLong(Nucleus.sip() + SipLayout.THREADS);
        for (int i = 0; i < threads.length && thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            Thread object = (Thread) getReference(thread + ThreadLayout.JAVA_THREAD);
            if (object != null && object.isAlive()) {
                threads[i++] = object;
            }
        }
        return threads;
    }

    /** {@code Thread.dumpThreads}: the stack of each thread, null for one that is not alive. */
    public static StackTraceElement[][] stacks(Thread[] threads) {
        StackTraceElement[][] stacks = new StackTraceElement[threads.length][];
        for (int i = 0; i < threads.length; i++) {
            long thread = fields(threads[i]).eetop;
            if (thread != 0) {
                boolean begun = getInt(thread + ThreadRuntime.PHASE) == ThreadRuntime.PHASE_STARTED;
                stacks[i] = begun ? StackTraces.ofThread(thread) : new StackTraceElement[0];
            }
        }
        return stacks;
    }

    static void setBlocked() {
        setStatus(BLOCKED);
    }

    static void setRunnable() {
        setStatus(RUNNABLE);
    }

    private static void endWait() {
        putInt(Memory.thread() + ThreadRuntime.WAITING, 0);
        setStatus(RUNNABLE);
    }

    private static void setStatus(int status) {
        Thread thread = current();
        if (thread != null && fields(thread).threadStatus != TERMINATED) {
            fields(thread).threadStatus = status;
        }
    }

    /** The monotonic clock's time so long from now; Long.MAX_VALUE if that is too far. */
    private static long deadline(long millis, long nanos) {
        long now = Machine.monotonicTime();
        if (millis > (Long.MAX_VALUE - now) / MILLISECOND - 1 || nanos > Long.MAX_VALUE - now - 1) {
            return Long.MAX_VALUE;
        }
        return now + millis * MILLISECOND + nanos;
    }
}
