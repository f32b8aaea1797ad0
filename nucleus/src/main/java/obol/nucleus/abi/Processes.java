package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;

import obol.layout.ExchangeLayout;
import obol.layout.KernelLayout;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.annotation.Abi;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Handles;
import obol.nucleus.channel.KernelObject;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.process.Audit;
import obol.nucleus.process.Death;
import obol.nucleus.process.Sips;
import obol.nucleus.threads.Scheduler;

/** Processes, named by their numbers, from 1. A number is never used again. */
@NoAllocation
public final class Processes {
    /** What {@link #info} can tell; times in nanoseconds, memory in bytes. */
    public static final int PARENT = 0, PROGRAM = 1, LIFE = 2, REASON = 3, STATUS = 4, START_TIME = 5, CPU_TIME = 6;
    public static final int HEAP = 7, HEAP_LIMIT = 8, RAW = 9, EXCHANGE = 10, THREADS = 11, KERNEL = 12, HANDLES = 13, STATE = 14;
    public static final int INITIALIZERS = 15, INITIALIZERS_TIME = 16;

    /** What {@link #STATE} can be: a thread of it runs; one could; all wait; it was stopped; it has ended or is about to. */
    public static final int RUNNING = 0, READY = 1, WAITING = 2, STOPPED = 3, DEAD = 4;

    /** Results of {@link #await}. */
    public static final int ENDED = 1, TIMEOUT = 2, INTERRUPTED = 3, NO_PROCESS = 4;

    /** Most bytes of the arguments of {@link #create}. */
    public static final int ARGUMENTS_MOST = 1 << 20;

    private Processes() {}

    /**
     * Makes a child of this process that runs a program of the image, by number. Its arguments are the first {@code size}
     * bytes of the exchange block, each of them UTF-8 and a 0 byte; the block stays the caller's. {@code quota}: bytes of heap,
     * no more than this process's own. {@code birth}: 0, or this process's handle of a message that comes later
     * ({@link Links#later}), which moves to the child. Gives the child's number, 0 if it cannot be made.
     */
    @Abi
    public static int create(int program, long arguments, int size, long quota, long birth) {
        Gate.enter();
        boolean sound = Exchange.isOwn(Nucleus.sip(), arguments)
                && (birth == 0 || Handles.isOwn(Nucleus.sip(), birth, KernelLayout.LATER))
                && size >= 0 && size <= ARGUMENTS_MOST && size <= Exchange.size(arguments);
        int number = sound ? Sips.start(program, Exchange.address(arguments), size, quota, birth) : 0;
        Gate.leave();
        return number;
    }

    /** Ends this process. Does not return. */
    @Abi
    public static void exit(int status) {
        Gate.enter();
        Death.begin(Nucleus.sip(), SipLayout.REASON_EXIT, status);
        Gate.leave();
    }

    /** Kills a process, which ends with this status: this one or one that comes from it; the first process may kill all. Whether that was allowed. */
    @Abi
    public static boolean kill(int number, int status) {
        Gate.enter();
        long sip = Sips.find(number);
        boolean allowed = sip != 0 && Sips.mayEnd(sip);
        if (allowed) {
            Death.begin(sip, SipLayout.REASON_KILLED, status);
        }
        Gate.leave();
        return allowed;
    }

    /**
     * Keeps a process from running, or lets it run again: one that comes from this process, or, for the first process, any other.
     * Whether that was allowed.
     */
    @Abi
    public static boolean stop(int number, boolean stopped) {
        Gate.enter();
        long sip = Sips.find(number);
        boolean allowed = sip != 0 && sip != Nucleus.sip() && number != Sips.FIRST && Sips.mayEnd(sip);
        if (allowed && getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_RUNNING) {
            if (stopped) {
                Scheduler.stop(sip);
            } else {
                Scheduler.start(sip);
            }
        }
        Gate.leave();
        return allowed;
    }

    /** Waits until the process has ended, or the monotonic clock reaches the deadline (Long.MAX_VALUE: never). */
    @Abi
    public static int await(int number, long deadline) {
        Gate.enter();
        long sip = Sips.find(number);
        int result;
        if (sip == 0) {
            result = NO_PROCESS;
        } else if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED) {
            result = ENDED;
        } else {
            putInt(Memory.thread() + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
            Scheduler.prepareWait(sip + SipLayout.WAITERS, deadline);
            int why = Scheduler.suspend();
            putInt(Memory.thread() + ThreadRuntime.WAITING, 0);
            result = why == ThreadRuntime.WAKE_DONE ? ENDED : why == ThreadRuntime.WAKE_TIMEOUT ? TIMEOUT : INTERRUPTED;
        }
        Gate.leave();
        return result;
    }

    /** This process's number. */
    @Abi
    public static int self() {
        Gate.enter();
        int number = getInt(Nucleus.sip() + SipLayout.NUMBER);
        Gate.leave();
        return number;
    }

    /** The next older process than this one, the newest for 0; 0: no more, or no such process. */
    @Abi
    public static int next(int number) {
        Gate.enter();
        long sip = number == 0 ? 0 : Sips.find(number);
        long next = number == 0 ? Sips.first() : sip == 0 ? 0 : Sips.next(sip);
        int result = next == 0 ? 0 : getInt(next + SipLayout.NUMBER);
        Gate.leave();
        return result;
    }

    /** A fact about a process; -1 if there is no such process. KERNEL of 0: what others hold of processes that have ended. */
    @Abi
    public static long info(int number, int what) {
        Gate.enter();
        long sip = number == 0 && what == KERNEL ? KernelObject.orphans() : Sips.find(number);
        Scheduler.charge(Nucleus.cpu());
        long result = sip == 0 ? -1 : fact(sip, what);
        Gate.leave();
        return result;
    }

    private static long fact(long sip, int what) {
        switch (what) {
            case PARENT:
                long parent = getLong(sip + SipLayout.PARENT);
                return parent == 0 ? 0 : getInt(parent + SipLayout.NUMBER);
            case PROGRAM: return getInt(sip + SipLayout.PROGRAM);
            case LIFE: return getInt(sip + SipLayout.LIFE);
            case REASON: return getInt(sip + SipLayout.REASON);
            case STATUS: return getInt(sip + SipLayout.STATUS);
            case START_TIME: return getLong(sip + SipLayout.START_TIME);
            case CPU_TIME: return getLong(sip + SipLayout.TIME);
            case HEAP: return (long) getInt(sip + SipLayout.BLOCKS_USED) << MemoryMap.BLOCK_SHIFT;
            case HEAP_LIMIT: return (long) getInt(sip + SipLayout.BLOCKS_QUOTA) << MemoryMap.BLOCK_SHIFT;
            case RAW: return getLong(sip + SipLayout.RAW_USED);
            case EXCHANGE: return (long) getInt(sip + SipLayout.EXCHANGE_USED) << ExchangeLayout.PAGE_SHIFT;
            case THREADS: return threads(sip);
            case KERNEL: return getLong(sip + SipLayout.KERNEL_USED);
            case HANDLES: return getInt(sip + SipLayout.HANDLES_USED);
            case STATE: return state(sip);
            case INITIALIZERS: return getInt(sip + SipLayout.INITIALIZERS);
            case INITIALIZERS_TIME: return getLong(sip + SipLayout.INITIALIZERS_TIME);
            default: return -1;
        }
    }

    private static int state(long sip) {
        if (getInt(sip + SipLayout.LIFE) != SipLayout.LIFE_RUNNING) {
            return DEAD;
        }
        if (sip == Nucleus.sip()) {
            return RUNNING;
        }
        if (getInt(sip + SipLayout.STOPPED) != 0) {
            return STOPPED;
        }
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if (Scheduler.isReady(thread)) {
                return READY;
            }
        }
        return WAITING;
    }

    private static int threads(long sip) {
        int count = 0;
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            count++;
        }
        return count;
    }

    /** The n-th word, as a number from 0 to 2^32 - 1, of what is known of the end of a process: {@link obol.nucleus.process.Traces}; -1: no more. */
    @Abi
    public static long trace(int number, int n) {
        Gate.enter();
        long sip = Sips.find(number);
        boolean there = sip != 0 && n >= 0 && n < getInt(sip + SipLayout.TRACE_SIZE) >>> 2;
        long word = there ? Memory.getUnsignedInt(getLong(sip + SipLayout.TRACE) + 4L * n) : -1;
        Gate.leave();
        return word;
    }

    /** Forgets a child of this process that has ended. Whether it was one. */
    @Abi
    public static boolean release(int number) {
        Gate.enter();
        long sip = Sips.find(number);
        boolean ended = sip != 0 && getLong(sip + SipLayout.PARENT) == Nucleus.sip()
                && getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED;
        if (ended) {
            Sips.free(sip);
        }
        Gate.leave();
        return ended;
    }

    /** Whether all memory is accounted for: {@link Audit}. */
    @Abi
    public static int audit() {
        Gate.enter();
        int result = Audit.run();
        Gate.leave();
        return result;
    }
}
