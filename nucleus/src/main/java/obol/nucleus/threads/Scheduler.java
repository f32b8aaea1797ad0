package obol.nucleus.threads;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.AlwaysInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.core.Cores;
import obol.nucleus.heap.Collector;
import obol.nucleus.process.Death;

/**
 * Which thread runs. Processes share the processor in proportion to their priorities: each has a {@link SipLayout#VIRTUAL_TIME}, which
 * grows while its threads run, the slower the higher its priority is, and the ready process that has least of it is next (stride
 * scheduling by time used, after Waldspurger). Within a process ready threads take turns. A process that has waited begins
 * {@link #HEAD_START} behind the others, whatever it has not used: so it soon runs, but not long before others. So what computes
 * holds up neither those that wait most of the time nor, by many threads, those with few.
 *
 * <p>{@link CpuLayout#RUNNABLE} are the processes with ready threads, the one with the least virtual time first. The running thread
 * stands in no queue.
 *
 * <p>A switch is a call of {@link Machine#switchThread}, a safepoint. That the methods around it have no stack check, as
 * they are marked NoAllocation, keeps a thread that has begun to wait from running into the end of its stack before it waits.
 */
public final class Scheduler {
    /** Period of the ticks by which ready threads take turns, in nanoseconds; no thread that is woken waits longer for a sleeper's turn. */
    private static final long TICK = 2_000_000;
    /** Virtual time for a nanosecond of a process with priority 1. */
    private static final long UNIT = 1000;
    /** By how much virtual time a process that has waited may be behind: what one of the usual priority gets in two ticks. */
    private static final long HEAD_START = 2 * TICK * UNIT / SipLayout.PRIORITY_USUAL;

    /** Nobody runs longer than this without a look at whose turn it is: more is the host's standing still, for which no process has to wait. */
    private static final long LONGEST_TURN = 2 * TICK;

    /** {@link CpuLayout#CYCLE_LENGTH} has so many bits behind the point. */
    private static final int CYCLE_SHIFT = 32;
    /** Cycles for which a look at the clock is good enough for deadlines, while threads run. */
    private static final long CYCLES_BETWEEN_LOOKS = 100_000;
    /** Cycles for which a core that has nothing to do looks for what others send, before it sleeps: some 20 us. */
    private static final long SPIN = 50_000;
    /** Looks at the rings for each look at the cycle counter. */
    private static final int LOOKS = 16;

    private Scheduler() {}

    /**
     * Begins a wait of the running thread, until it is woken or the monotonic clock reaches {@code deadline}
     * (Long.MAX_VALUE: never); {@code queue} is the wait queue to stand in, 0: none. {@link #suspend} must be called next;
     * until then the thread goes on, and is not switched at polls.
     */
    @NoAllocation
    public static void prepareWait(long queue, long deadline) {
        long thread = Memory.thread();
        putInt(thread + ThreadRuntime.WAKE, ThreadRuntime.WAKE_NONE);
        putLong(thread + ThreadLayout.DEADLINE, deadline);
        putInt(thread + ThreadLayout.STATE, ThreadLayout.BLOCKED);
        if (deadline != Long.MAX_VALUE) {
            addTimer(thread, deadline);
        }
        if (queue != 0) {
            WaitQueue.append(queue, thread);
        }
    }

    /** Gives the processor away until the wait has ended; gives why: WAKE_DONE, WAKE_TIMEOUT, WAKE_INTERRUPT. */
    @AlwaysInline
    @NoAllocation
    public static int suspend() {
        long thread = Memory.thread();
        charge(Nucleus.cpu());
        long next = choose(Nucleus.cpu());
        if (next != thread) {
            handOver(thread, next);
            Machine.switchThread(next);
            StackPool.reclaim();
        }
        Death.comeByRequest();
        return getInt(thread + ThreadRuntime.WAKE);
    }

    /** Lets other ready threads run first: those of other processes, and those of its own if it is their turn. */
    @NoAllocation
    static void yieldNow() {
        long cpu = Nucleus.cpu();
        expire(cpu);
        charge(cpu);
        if (!isIdle(cpu)) {
            long next = take(cpu);
            append(Memory.thread());
            run(next);
        }
    }

    /** At a tick: the running thread's time is over if another one of its process is ready, or a process that has had less. */
    @NoAllocation
    private static void preempt() {
        long cpu = Nucleus.cpu();
        expire(cpu);
        charge(cpu);
        if (isStopped(Memory.thread())) {
            WaitQueue.append(Nucleus.sip() + SipLayout.HELD, Memory.thread());
            suspend();
            return;
        }
        if (isIdle(cpu)) {
            return;
        }
        putLong(cpu + CpuLayout.PREFERRED, 0);
        long sip = Nucleus.sip();
        if (WaitQueue.isEmpty(sip + SipLayout.READY)
                && getLong(sip + SipLayout.VIRTUAL_TIME) <= getLong(getLong(cpu + CpuLayout.RUNNABLE) + SipLayout.VIRTUAL_TIME)) {
            return;
        }
        append(Memory.thread());
        run(take(cpu));
    }

    /** Whether no thread is ready, but perhaps the running one. */
    @NoAllocation
    private static boolean isIdle(long cpu) {
        return getLong(cpu + CpuLayout.RUNNABLE) == 0;
    }

    /** Takes the thread that is next out of its queue. There is one. */
    @NoAllocation
    private static long take(long cpu) {
        long next = getLong(cpu + CpuLayout.PREFERRED);
        if (next == 0) {
            long sip = getLong(cpu + CpuLayout.RUNNABLE);
            putLong(cpu + CpuLayout.VIRTUAL_TIME, Math.max(getLong(cpu + CpuLayout.VIRTUAL_TIME), getLong(sip + SipLayout.VIRTUAL_TIME)));
            next = WaitQueue.first(sip + SipLayout.READY);
        }
        leaveQueue(next);
        return next;
    }

    /** The thread is ready, behind the others of its process; it is in no queue. */
    @NoAllocation
    private static void append(long thread) {
        long sip = getLong(thread + ThreadLayout.SIP);
        WaitQueue.append(sip + SipLayout.READY, thread);
        enterRunnable(sip);
    }

    /** Takes the thread out of whatever queue it stands in. */
    @NoAllocation
    private static void leaveQueue(long thread) {
        long cpu = getLong(thread + ThreadLayout.CPU);
        if (getLong(cpu + CpuLayout.PREFERRED) == thread) {
            putLong(cpu + CpuLayout.PREFERRED, 0);
        }
        WaitQueue.remove(thread);
        long sip = getLong(thread + ThreadLayout.SIP);
        if (WaitQueue.isEmpty(sip + SipLayout.READY)) {
            leaveRunnable(sip);
        }
    }

    /** The process has a ready thread. */
    @NoAllocation
    private static void enterRunnable(long sip) {
        if (getInt(sip + SipLayout.IS_RUNNABLE) != 0) {
            return;
        }
        long cpu = getLong(sip + SipLayout.CPU);
        long time = getLong(sip + SipLayout.VIRTUAL_TIME);
        long previous = 0;
        long next = getLong(cpu + CpuLayout.RUNNABLE);
        while (next != 0 && getLong(next + SipLayout.VIRTUAL_TIME) <= time) {
            previous = next;
            next = getLong(next + SipLayout.NEXT_RUNNABLE);
        }
        putInt(sip + SipLayout.IS_RUNNABLE, 1);
        putLong(sip + SipLayout.NEXT_RUNNABLE, next);
        putLong(sip + SipLayout.PREVIOUS_RUNNABLE, previous);
        putLong(previous == 0 ? cpu + CpuLayout.RUNNABLE : previous + SipLayout.NEXT_RUNNABLE, sip);
        if (next != 0) {
            putLong(next + SipLayout.PREVIOUS_RUNNABLE, sip);
        }
    }

    @NoAllocation
    private static void leaveRunnable(long sip) {
        if (getInt(sip + SipLayout.IS_RUNNABLE) == 0) {
            return;
        }
        putInt(sip + SipLayout.IS_RUNNABLE, 0);
        long next = getLong(sip + SipLayout.NEXT_RUNNABLE);
        long previous = getLong(sip + SipLayout.PREVIOUS_RUNNABLE);
        putLong(previous == 0 ? getLong(sip + SipLayout.CPU) + CpuLayout.RUNNABLE : previous + SipLayout.NEXT_RUNNABLE, next);
        if (next != 0) {
            putLong(next + SipLayout.PREVIOUS_RUNNABLE, previous);
        }
    }

    /** A thread of the process waits no more. What the process has not used while all its threads waited is not kept for it. */
    @NoAllocation
    private static void limitHeadStart(long thread) {
        long sip = getLong(thread + ThreadLayout.SIP);
        if (getInt(sip + SipLayout.IS_RUNNABLE) != 0 || sip == Nucleus.sip()) {
            return;
        }
        long least = getLong(getLong(sip + SipLayout.CPU) + CpuLayout.VIRTUAL_TIME) - HEAD_START;
        if (getLong(sip + SipLayout.VIRTUAL_TIME) < least) {
            putLong(sip + SipLayout.VIRTUAL_TIME, least);
        }
    }

    /** The running thread has ended, perhaps with its process (then its SIP is 0): another one runs. Does not return. */
    @NoAllocation
    public static void leave() {
        charge(Nucleus.cpu());
        long next = choose(Nucleus.cpu());
        StackPool.abandon(Memory.thread());
        handOver(Memory.thread(), next);
        Machine.switchThread(next);
    }

    /** Sees to what has been asked of the running thread; at a poll. */
    @NoAllocation
    public static void attend() {
        long thread = Memory.thread();
        int stress = getInt(Nucleus.sip() + SipLayout.STRESS);
        int requests = getInt(thread + ThreadLayout.REQUESTS);
        putInt(thread + ThreadLayout.REQUESTS, requests & ThreadLayout.REQUEST_KILL);
        boolean waits = getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED;
        if ((requests & ThreadLayout.REQUEST_SWITCH) != 0) {
            count(CpuLayout.INTERRUPTS, 1);
            Cores.poll(Nucleus.cpu());
            if (!waits) {
                Death.comeByRequest();
            }
            Signals.poll(Nucleus.cpu());
        }
        if (!waits && (requests & ThreadLayout.REQUEST_SWITCH) != 0) {
            preempt();
        } else if (!waits && (stress & SipLayout.STRESS_PREEMPT) != 0) {
            yieldNow();
        }
        if (Collector.isStressed(Nucleus.sip())) {
            Machine.callCollector(0);
        }
        if ((stress & SipLayout.STRESS_AT_POLLS) != 0) {
            putLong(thread + ThreadLayout.LIMIT, ThreadLayout.POLL_REQUESTED);
        }
    }

    /** The wait of a thread ends; it becomes ready. Nothing happens if it does not wait. */
    @NoAllocation
    public static void wake(long thread, int why) {
        if (getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED) {
            endWait(thread, why);
            makeReady(thread);
        }
    }

    /** The thread, which waits, does so no longer; it is in no queue. */
    @NoAllocation
    private static void endWait(long thread, int why) {
        WaitQueue.remove(thread);
        if (getLong(thread + ThreadLayout.DEADLINE) != Long.MAX_VALUE) {
            removeTimer(thread);
        }
        putInt(thread + ThreadRuntime.WAKE, why);
        setRunning(thread);
        limitHeadStart(thread);
    }

    @NoAllocation
    private static void setRunning(long thread) {
        boolean trusted = getInt(thread + ThreadLayout.TRUSTED_DEPTH) != 0;
        putInt(thread + ThreadLayout.STATE, trusted ? ThreadLayout.TRUSTED : ThreadLayout.USER);
    }

    @NoAllocation
    public static void makeReady(long thread) {
        setRunning(thread);
        limitHeadStart(thread);
        if (isStopped(thread)) {
            WaitQueue.append(getLong(thread + ThreadLayout.SIP) + SipLayout.HELD, thread);
        } else {
            append(thread);
        }
    }

    @NoAllocation
    private static boolean isStopped(long thread) {
        return getInt(getLong(thread + ThreadLayout.SIP) + SipLayout.STOPPED) != 0;
    }

    /** Whether the thread could run and only waits for its turn. */
    @NoAllocation
    public static boolean isReady(long thread) {
        return getLong(thread + ThreadRuntime.QUEUE) == getLong(thread + ThreadLayout.SIP) + SipLayout.READY;
    }

    /** From now on no thread of the process runs, the running one from its next tick on. Their waits end as they do, but they go on later. */
    @NoAllocation
    public static void stop(long sip) {
        hold(sip, SipLayout.STOPPED_BY_USER);
    }

    @NoAllocation
    private static void hold(long sip, int why) {
        putInt(sip + SipLayout.STOPPED, getInt(sip + SipLayout.STOPPED) | why);
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if (isReady(thread)) {
                leaveQueue(thread);
                WaitQueue.append(sip + SipLayout.HELD, thread);
            }
        }
    }

    /** The threads of the process run again; while it is collected, the one that collects. */
    @NoAllocation
    public static void start(long sip) {
        release(sip, SipLayout.STOPPED_BY_USER);
    }

    @NoAllocation
    private static void release(long sip, int why) {
        int left = getInt(sip + SipLayout.STOPPED) & ~why;
        putInt(sip + SipLayout.STOPPED, left);
        long next;
        for (long thread = WaitQueue.first(sip + SipLayout.HELD); thread != 0; thread = next) {
            next = getLong(thread + ThreadLayout.NEXT);
            if (left == 0 || left == SipLayout.STOPPED_BY_COLLECTION && thread == getLong(sip + SipLayout.COLLECTING)) {
                WaitQueue.remove(thread);
                limitHeadStart(thread);
                append(thread);
            }
        }
    }

    /** The process may run that its parent, on another core, has held until it had its birth. */
    @NoAllocation
    public static void begin(long sip) {
        release(sip, SipLayout.STOPPED_BY_BIRTH);
        startTicks();
    }

    /** The process is about to end: whatever keeps its threads from running does so no more. A collection under way is never gone on with. */
    @NoAllocation
    public static void endStops(long sip) {
        release(sip, SipLayout.STOPPED_BY_USER | SipLayout.STOPPED_BY_COLLECTION | SipLayout.STOPPED_BY_BIRTH);
    }

    /**
     * In the middle of a collection: if a tick has come, other processes run if it is their turn. No thread of this process does, but it may be
     * killed meanwhile.
     */
    @NoAllocation
    public static void shareCollection() {
        if ((getInt(Memory.thread() + ThreadLayout.REQUESTS) & ThreadLayout.REQUEST_SWITCH) != 0) {
            shareAtTick();
        }
    }

    @NoAllocation
    private static void shareAtTick() {
        long thread = Memory.thread();
        long cpu = Nucleus.cpu();
        long sip = Nucleus.sip();
        putInt(thread + ThreadLayout.REQUESTS, getInt(thread + ThreadLayout.REQUESTS) & ~ThreadLayout.REQUEST_SWITCH);
        if (getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED) {
            return; // it has begun to wait, so it stands in a queue
        }
        Cores.poll(cpu);
        // Killed by another core, this process is not collected any further: that has used its cursor, too.
        Death.comeByRequest();
        Signals.poll(cpu);
        expire(cpu);
        charge(cpu);
        putLong(cpu + CpuLayout.PREFERRED, 0);
        hold(sip, SipLayout.STOPPED_BY_COLLECTION);
        if (!isIdle(cpu) && getLong(getLong(cpu + CpuLayout.RUNNABLE) + SipLayout.VIRTUAL_TIME) < getLong(sip + SipLayout.VIRTUAL_TIME)) {
            putLong(sip + SipLayout.COLLECTING, thread);
            putLong(sip + SipLayout.COLLECTING_SP, getLong(thread + ThreadLayout.SAVED_SP));
            append(thread);
            run(take(cpu));
            putLong(thread + ThreadLayout.SAVED_SP, getLong(sip + SipLayout.COLLECTING_SP));
            putLong(sip + SipLayout.COLLECTING, 0);
        }
        release(sip, SipLayout.STOPPED_BY_COLLECTION);
    }

    /**
     * As {@link #suspend}, but if a thread waits in the queue its wait ends and it runs at once, before those that are ready: the
     * running thread, which has begun to wait, waits for what that one does.
     */
    @AlwaysInline
    @NoAllocation
    public static int handOff(long queue) {
        long next = WaitQueue.first(queue);
        if (next == 0) {
            return suspend();
        }
        if (isStopped(next)) {
            wake(next, ThreadRuntime.WAKE_DONE);
            return suspend();
        }
        endWait(next, ThreadRuntime.WAKE_DONE);
        run(next);
        return getInt(Memory.thread() + ThreadRuntime.WAKE);
    }

    /**
     * Ends the wait of the queue's first thread, which runs before those that are ready: {@code now}, or else as soon as the running
     * thread waits. Nothing happens if the queue is empty.
     */
    @NoAllocation
    public static void resume(long queue, boolean now) {
        long next = WaitQueue.first(queue);
        if (next == 0) {
            return;
        }
        if (isStopped(next)) {
            wake(next, ThreadRuntime.WAKE_DONE);
            return;
        }
        endWait(next, ThreadRuntime.WAKE_DONE);
        if (now) {
            append(Memory.thread());
            run(next);
        } else {
            long sip = getLong(next + ThreadLayout.SIP);
            WaitQueue.prepend(sip + SipLayout.READY, next);
            enterRunnable(sip);
            putLong(Nucleus.cpu() + CpuLayout.PREFERRED, next);
        }
    }

    /** Switches to a thread that is in no queue. */
    @AlwaysInline
    @NoAllocation
    private static void run(long next) {
        charge(Nucleus.cpu());
        handOver(Memory.thread(), next);
        Machine.switchThread(next);
        StackPool.reclaim();
    }

    /** Takes the next ready thread; waits for one if there is none. May be the running one. */
    @NoAllocation
    private static long choose(long cpu) {
        expire(cpu);
        Cores.poll(cpu);
        if (isIdle(cpu)) {
            idle(cpu);
        }
        return take(cpu);
    }

    /**
     * Waits until a thread is ready. If there are other cores, what they send is looked for all the time at first, as a message often comes soon
     * and a core that sleeps takes long to wake.
     */
    @NoAllocation
    private static void idle(long cpu) {
        long begin = Memory.cycles();
        if (getInt(cpu + CpuLayout.COUNT) != 1) {
            while (isIdle(cpu) && Memory.cycles() - begin < SPIN) {
                // Looks without a pause would take the line away from the sender while it writes it.
                for (int i = 0; i < LOOKS && isIdle(cpu); i++) {
                    Memory.pause();
                    Cores.poll(cpu);
                }
            }
            putLong(cpu + CpuLayout.SINCE, Memory.cycles());
        }
        while (isIdle(cpu)) {
            Cores.beginSleep(cpu);
            Cores.poll(cpu);
            if (isIdle(cpu)) {
                long timer = getLong(cpu + CpuLayout.TIMERS);
                Signals.idle(cpu, timer == 0 ? Long.MAX_VALUE : getLong(timer + ThreadLayout.DEADLINE));
            }
            Cores.endSleep(cpu);
            putLong(cpu + CpuLayout.SINCE, Memory.cycles());
            putLong(cpu + CpuLayout.LOOKED, 0);
            Cores.poll(cpu);
            expire(cpu);
        }
        count(CpuLayout.IDLE, nanoseconds(cpu, Memory.cycles() - begin));
    }

    /** Counts something of this core. */
    @AlwaysInline
    @NoAllocation
    public static void count(int what, long amount) {
        long place = Nucleus.cpu() + what;
        putLong(place, getLong(place) + amount);
    }

    /** The allocation buffer belongs to the process: it goes with whichever of its threads runs. */
    @NoAllocation
    private static void handOver(long from, long to) {
        count(CpuLayout.SWITCHES, 1);
        long old = getLong(from + ThreadLayout.SIP);
        if (old != 0) {
            putLong(old + SipLayout.ALLOC_TOP, getLong(from + ThreadLayout.ALLOC_TOP));
            putLong(old + SipLayout.ALLOC_END, getLong(from + ThreadLayout.ALLOC_END));
        }
        putLong(from + ThreadLayout.ALLOC_TOP, 0);
        putLong(from + ThreadLayout.ALLOC_END, 0);
        long sip = getLong(to + ThreadLayout.SIP);
        putLong(to + ThreadLayout.ALLOC_TOP, getLong(sip + SipLayout.ALLOC_TOP));
        putLong(to + ThreadLayout.ALLOC_END, getLong(sip + SipLayout.ALLOC_END));
        // A tick that came while it did not run would find it long out of date.
        putInt(to + ThreadLayout.REQUESTS, getInt(to + ThreadLayout.REQUESTS) & ~ThreadLayout.REQUEST_SWITCH);
    }

    /** The time since the processor was taken or last charged for is the running thread's process's. */
    @NoAllocation
    public static void charge(long cpu) {
        long now = Memory.cycles();
        long sip = getLong(getLong(cpu + CpuLayout.CURRENT) + ThreadLayout.SIP);
        if (sip != 0) {
            long time = nanoseconds(cpu, now - getLong(cpu + CpuLayout.SINCE));
            putLong(sip + SipLayout.TIME, getLong(sip + SipLayout.TIME) + time);
            putLong(sip + SipLayout.VIRTUAL_TIME,
                getLong(sip + SipLayout.VIRTUAL_TIME) + Math.min(time, LONGEST_TURN) * getInt(sip + SipLayout.PACE));
            if (getInt(sip + SipLayout.IS_RUNNABLE) != 0) {
                leaveRunnable(sip);
                enterRunnable(sip);
            }
        }
        putLong(cpu + CpuLayout.SINCE, now);
    }

    /** Sets the share of the processor that a process gets beside others: 1 to {@link SipLayout#PRIORITY_MOST}. */
    @NoAllocation
    public static void setPriority(long sip, int priority) {
        putInt(sip + SipLayout.PRIORITY, priority);
        putInt(sip + SipLayout.PACE, (int) (UNIT / priority));
    }

    /** Takes a thread that does not run out of all queues, for good. */
    @NoAllocation
    static void forget(long thread) {
        leaveQueue(thread);
        if (getInt(thread + ThreadLayout.STATE) == ThreadLayout.BLOCKED && getLong(thread + ThreadLayout.DEADLINE) != Long.MAX_VALUE) {
            removeTimer(thread);
        }
    }

    /** Ready threads take turns from now on. */
    @NoAllocation
    public static void startTicks() {
        Machine.tick(TICK);
    }

    /** Nanoseconds that so many cycles of the processor have taken. The clock is asked for their length in the first moments only. */
    @NoAllocation
    private static long nanoseconds(long cpu, long cycles) {
        long length = getLong(cpu + CpuLayout.CYCLE_LENGTH);
        if (length == 0) {
            long passed = Math.max(1, Memory.cycles() - getLong(cpu + CpuLayout.BOOT_CYCLES));
            long time = Machine.monotonicTime() - getLong(cpu + CpuLayout.BOOT_TIME);
            length = (long) ((double) (1L << CYCLE_SHIFT) * time / passed);
            putLong(cpu + CpuLayout.CYCLE_LENGTH, time >= TICK ? length : 0);
        }
        return Math.multiplyHigh(length, cycles) << CYCLE_SHIFT | length * cycles >>> CYCLE_SHIFT;
    }

    /** Ends the waits whose deadline has come. The clock costs more than a switch, so it is not looked at each time. */
    @NoAllocation
    private static void expire(long cpu) {
        long first = getLong(cpu + CpuLayout.TIMERS);
        if (first == 0 || Memory.cycles() - getLong(cpu + CpuLayout.LOOKED) < CYCLES_BETWEEN_LOOKS) {
            return;
        }
        putLong(cpu + CpuLayout.LOOKED, Memory.cycles());
        long now = Machine.monotonicTime();
        while (first != 0 && getLong(first + ThreadLayout.DEADLINE) <= now) {
            wake(first, ThreadRuntime.WAKE_TIMEOUT);
            first = getLong(cpu + CpuLayout.TIMERS);
        }
    }

    @NoAllocation
    private static void addTimer(long thread, long deadline) {
        long previous = 0;
        long next = getLong(getLong(thread + ThreadLayout.CPU) + CpuLayout.TIMERS);
        while (next != 0 && getLong(next + ThreadLayout.DEADLINE) <= deadline) {
            previous = next;
            next = getLong(next + ThreadRuntime.NEXT_TIMER);
        }
        putLong(thread + ThreadRuntime.NEXT_TIMER, next);
        putLong(thread + ThreadRuntime.PREVIOUS_TIMER, previous);
        linkTimers(thread, previous, thread);
        if (next != 0) {
            putLong(next + ThreadRuntime.PREVIOUS_TIMER, thread);
        }
    }

    @NoAllocation
    private static void removeTimer(long thread) {
        long previous = getLong(thread + ThreadRuntime.PREVIOUS_TIMER);
        long next = getLong(thread + ThreadRuntime.NEXT_TIMER);
        linkTimers(thread, previous, next);
        if (next != 0) {
            putLong(next + ThreadRuntime.PREVIOUS_TIMER, previous);
        }
    }

    @NoAllocation
    private static void linkTimers(long thread, long previous, long next) {
        putLong(previous == 0 ? getLong(thread + ThreadLayout.CPU) + CpuLayout.TIMERS : previous + ThreadRuntime.NEXT_TIMER, next);
    }
}
