package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;

import obol.layout.CpuLayout;
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
import obol.nucleus.core.Cores;
import obol.nucleus.exchange.Exchange;
import obol.nucleus.process.Audit;
import obol.nucleus.process.Death;
import obol.nucleus.process.Directory;
import obol.nucleus.process.Sips;
import obol.nucleus.threads.Scheduler;

/** Processes, named by their numbers, from 1. A number is never used again. */
@NoAllocation
public final class Processes {
    /** What {@link #info} can tell; times in nanoseconds, memory in bytes. */
    public static final int PARENT = 0, PROGRAM = 1, LIFE = 2, REASON = 3, STATUS = 4, START_TIME = 5, CPU_TIME = 6;
    public static final int HEAP = 7, HEAP_LIMIT = 8, RAW = 9, EXCHANGE = 10, THREADS = 11, KERNEL = 12, HANDLES = 13, STATE = 14;
    public static final int INITIALIZERS = 15, INITIALIZERS_TIME = 16;

    /** The core that it is on, from 0; and, of 0, how many there are. */
    public static final int CORE = 21, CORES = 22;

    /** Of a core since its start: switches of threads, calls and replies, ticks and interrupts that running threads have seen to, nanoseconds without work. */
    public static final int SWITCHES = 40, MESSAGES = 41, INTERRUPTS = 42, IDLE = 43;

    /** What {@link #STATE} can be: a thread of it runs; one could; all wait; it was stopped; it has ended or is about to. */
    public static final int RUNNING = 0, READY = 1, WAITING = 2, STOPPED = 3, DEAD = 4;

    /** What {@link #info} tells of limits, and {@link #limit} sets: of the process alone. */
    public static final int EXCHANGE_LIMIT = 17, THREADS_LIMIT = 18, HANDLES_LIMIT = 19, PRIORITY = 20;
    /** The same of its family: what all of it have, and at {@link #FAMILY_LIMIT} above that the least limit that holds for it. */
    public static final int FAMILY_HEAP = 24, FAMILY_EXCHANGE = 25, FAMILY_STRUCTURES = 26, FAMILY_THREADS = 27, FAMILY_PROCESSES = 28;
    public static final int FAMILY_STACKS = 29;
    public static final int FAMILY_LIMIT = 8;

    /** Results of {@link #create} that are no processes. */
    public static final int NO_MEMORY = Sips.NO_MEMORY, NO_MORE = Sips.NO_MORE;

    /** Results of {@link #await}. */
    public static final int ENDED = 1, TIMEOUT = 2, INTERRUPTED = 3, NO_PROCESS = 4;

    /** See {@link #create}. */
    public static final int CORE_SHIFT = 56;

    /** Most bytes of the arguments of {@link #create}. */
    public static final int ARGUMENTS_MOST = 1 << 20;

    private Processes() {}

    /**
     * Makes a child of this process that runs a program of the image, by number. Its arguments are the first {@code size}
     * bytes of the exchange block, each of them UTF-8 and a 0 byte; the block stays the caller's. {@code quota}: bytes of heap,
     * no more than the sponsor's own; and from bit {@link #CORE_SHIFT} on 0, or 1 more than the core that it is to be on. {@code birth}: 0, or this process's handle of a message that comes later
     * ({@link Links#later}), which moves to the child. {@code sponsor}: 0 for this process, or one that this process may end; the child is
     * in its family and has its limits and priority ({@link obol.nucleus.quota}). Gives the child's number, {@link #NO_MEMORY} if it cannot
     * be made, or {@link #NO_MORE} if the family may not have more processes or threads.
     */
    @Abi
    public static int create(int program, long arguments, int size, long quota, long birth, int sponsor) {
        boolean sound = Exchange.isOwn(Nucleus.sip(), arguments)
                && (birth == 0 || Handles.isOwn(Nucleus.sip(), birth, KernelLayout.LATER))
                && size >= 0 && size <= ARGUMENTS_MOST && size <= Exchange.size(arguments);
        int whose = sponsor == 0 ? getInt(Nucleus.sip() + SipLayout.NUMBER) : sponsor;
        int core = FarProcesses.place((int) (quota >>> CORE_SHIFT));
        long bytes = quota & (1L << CORE_SHIFT) - 1;
        sound &= core >= 0 && Sips.mayEnd(whose);
        long sip = Sips.find(whose);
        boolean here = sip != 0 && core == Cores.number();
        return !sound || sip == 0 && Directory.core(whose) < 0 ? NO_MEMORY
                : here ? Sips.start(program, Exchange.address(arguments), size, bytes, birth, sip)
                : FarProcesses.create(core, program, Exchange.address(arguments), size, bytes, birth, whose);
    }

    /** Ends this process. Does not return. */
    @Abi
    public static void exit(int status) {
        Death.begin(Nucleus.sip(), SipLayout.REASON_EXIT, status);
    }

    /** Kills a process, which ends with this status: this one or one that comes from it; the first process may kill all. Whether that was allowed. */
    @Abi
    public static boolean kill(int number, int status) {
        long sip = Sips.find(number);
        boolean allowed = sip != 0 ? Sips.mayEnd(number) : FarProcesses.order(FarProcesses.KILL, number, status, 0);
        if (allowed && sip != 0) {
            Death.begin(sip, SipLayout.REASON_KILLED, status);
        }
        return allowed;
    }

    /**
     * Keeps a process from running, or lets it run again: one that comes from this process, or, for the first process, any other.
     * Whether that was allowed.
     */
    @Abi
    public static boolean stop(int number, boolean stopped) {
        long sip = Sips.find(number);
        boolean allowed = sip != Nucleus.sip() && number != Sips.FIRST
                && (sip != 0 ? Sips.mayEnd(number) : FarProcesses.order(FarProcesses.STOP, number, stopped ? 1 : 0, 0));
        if (allowed && sip != 0) {
            setStopped(sip, stopped);
        }
        return allowed;
    }

    static void setStopped(long sip, boolean stopped) {
        if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_RUNNING) {
            if (stopped) {
                Scheduler.stop(sip);
            } else {
                Scheduler.start(sip);
            }
        }
    }

    /** Waits until the process has ended, or the monotonic clock reaches the deadline (Long.MAX_VALUE: never). */
    @Abi
    public static int await(int number, long deadline) {
        long sip = Sips.find(number);
        int result;
        if (sip == 0) {
            result = FarProcesses.await(number, deadline);
        } else if (getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED) {
            result = ENDED;
        } else {
            putInt(Memory.thread() + ThreadRuntime.WAITING, ThreadRuntime.WAITING_INTERRUPTIBLY);
            Scheduler.prepareWait(sip + SipLayout.WAITERS, deadline);
            int why = Scheduler.suspend();
            putInt(Memory.thread() + ThreadRuntime.WAITING, 0);
            result = why == ThreadRuntime.WAKE_DONE ? ENDED : why == ThreadRuntime.WAKE_TIMEOUT ? TIMEOUT : INTERRUPTED;
        }
        return result;
    }

    /** This process's number. */
    @Abi
    public static int self() {
        return getInt(Nucleus.sip() + SipLayout.NUMBER);
    }

    /** The next older process than this one, the newest for 0; 0: no more, or no such process. */
    @Abi
    public static int next(int number) {
        int result;
        if (Cores.count() != 1) {
            result = Directory.next(number == 0 ? Integer.MAX_VALUE : number);
        } else {
            long sip = number == 0 ? 0 : Sips.find(number);
            long next = number == 0 ? Sips.first() : sip == 0 ? 0 : Sips.next(sip);
            result = next == 0 ? 0 : getInt(next + SipLayout.NUMBER);
        }
        return result;
    }

    /**
     * A fact about a process; -1 if there is no such process. KERNEL of 0: what others hold of processes of this core that have ended. Of the
     * core n: by the number -n.
     */
    @Abi
    public static long info(int number, int what) {
        long sip = Sips.find(number);
        Scheduler.charge(Nucleus.cpu());
        return number <= 0 ? ofCore(-number, what) : sip != 0 ? Facts.of(sip, what)
                : what == LIFE ? Directory.life(number) : what == CORE ? Directory.core(number) : FarProcesses.ask(FarProcesses.INFO, number, what, 0);
    }

    private static long ofCore(int core, int what) {
        boolean counted = core < Cores.count() && what >= SWITCHES && what <= IDLE;
        return what == KERNEL ? KernelObject.orphaned() : what == CORES ? Cores.count()
                : counted ? getLong(Cores.cpu(core) + CpuLayout.SWITCHES + 8L * (what - SWITCHES)) : -1;
    }

    /**
     * Sets a limit of a process, for what it takes from now on: HEAP_LIMIT in bytes, EXCHANGE_LIMIT likewise, THREADS_LIMIT,
     * HANDLES_LIMIT, PRIORITY (1 to {@link SipLayout#PRIORITY_MOST}; usual is {@link SipLayout#PRIORITY_USUAL}), or one of a family, of
     * which it becomes the head (FAMILY_HEAP ...). No limit is above what the ones around it are. For a process that comes from this one;
     * for the first process, any. Whether that was allowed.
     */
    @Abi
    public static boolean limit(int number, int what, long value) {
        long sip = Sips.find(number);
        return (sip != Nucleus.sip() || number == Sips.FIRST)
                && (sip != 0 ? Sips.mayEnd(number) && Limits.set(sip, what, value) : FarProcesses.order(FarProcesses.LIMIT, number, what, value));
    }

    /** Forgets a child of this process that has ended. Whether it was one. */
    @Abi
    public static boolean release(int number) {
        long sip = Sips.find(number);
        return sip != 0 ? forget(sip, getInt(Nucleus.sip() + SipLayout.NUMBER)) : FarProcesses.ask(FarProcesses.RELEASE, number, 0, 0) > 0;
    }

    /** Gives back what is left of a child of that parent if it has ended. Whether it was one. */
    static boolean forget(long sip, int parent) {
        boolean ended = Directory.parentOf(sip) == parent && getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_ENDED;
        if (ended) {
            Sips.free(sip);
        }
        return ended;
    }

    /** Whether all memory is accounted for: {@link Audit}. */
    @Abi
    public static int audit() {
        int result = Audit.run();
        result = result == Audit.CLEAN ? FarProcesses.audit() : result;
        return result;
    }
}
