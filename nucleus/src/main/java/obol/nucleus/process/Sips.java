package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.KernelLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.OwnedMemory;
import obol.nucleus.Program;
import obol.nucleus.RawMemory;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.channel.Handles;
import obol.nucleus.heap.HeapBlocks;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.Threads;

/** The processes: making one, and finding it by its number. */
@NoAllocation
public final class Sips {
    /** The process that was there first: it may end any other, and the machine ends with it. */
    public static final int FIRST = 1;
    /** Mature blocks at which the first full collection is due. */
    private static final int FULL_TRIGGER = 128;
    /** Fewest blocks with which the class library starts. */
    private static final int LEAST_BLOCKS = 32;
    /** Blocks that each process has whatever others take: with them small programs run. Fewer on a machine with little memory. */
    private static final int RESERVED_MOST = 16;
    private static final int RESERVED_SHIFT = 8;
    /** Results of {@link #start} that are no processes. */
    public static final int NO_MEMORY = 0, NO_MORE = -1;

    private Sips() {}

    /**
     * A process without threads: statics as the image and the program's suite have them, and nothing on the heap. Also for the
     * time when there is no running thread; {@code core} is the {@link NucleusLayout}, {@code quota} the blocks that its heap may have.
     */
    public static long create(long core, long cpu, long family, int quota, int program) {
        long image = getLong(core + NucleusLayout.IMAGE);
        long sip = RawMemory.take(core, SipLayout.SIZE);
        putInt(sip + SipLayout.NUMBER, newNumber());
        Families.enter(sip, family);
        putLong(sip + SipLayout.CPU, cpu);
        putInt(sip + SipLayout.BLOCKS_QUOTA, quota);
        putInt(sip + SipLayout.EXCHANGE_QUOTA, quota << MemoryMap.BLOCK_SHIFT - ExchangeLayout.PAGE_SHIFT);
        putInt(sip + SipLayout.THREAD_QUOTA, Integer.MAX_VALUE);
        putInt(sip + SipLayout.HANDLE_QUOTA, KernelLayout.Entry.MOST);
        Scheduler.setPriority(sip, SipLayout.PRIORITY_USUAL);
        putInt(sip + SipLayout.NURSERY_LIMIT, 1);
        putInt(sip + SipLayout.FULL_TRIGGER, FULL_TRIGGER);
        putLong(sip + SipLayout.START_TIME, Machine.wallTime());
        Machine.entropy(sip + SipLayout.HASH_STATE, 4);
        putInt(sip + SipLayout.HASH_STATE, getInt(sip + SipLayout.HASH_STATE) | 1);
        putInt(sip + SipLayout.PROGRAM, program);
        long suite = Suites.ofProgram(core, program);
        putLong(sip + SipLayout.SUITE, suite);
        long last = suite == 0 ? image : suite;
        long statics = OwnedMemory.take(core, sip, getUnsignedInt(last + ImageHeader.STATICS_SIZE));
        long size = getUnsignedInt(image + ImageHeader.STATICS_SIZE);
        Machine.copyMemory(getUnsignedInt(image + ImageHeader.STATICS), statics, size);
        if (suite != 0) {
            Machine.copyMemory(getUnsignedInt(suite + ImageHeader.STATICS), statics + size, getUnsignedInt(suite + ImageHeader.STATICS_SIZE) - size);
        }
        putLong(sip + SipLayout.STATICS, statics);
        long classes = getUnsignedInt(last + ImageHeader.FIRST_CLASS) + getUnsignedInt(last + ImageHeader.CLASS_COUNT);
        putLong(sip + SipLayout.MIRRORS, OwnedMemory.take(core, sip, 4 * classes));
        putLong(sip + SipLayout.NEXT_SIP, getLong(core + NucleusLayout.SIPS));
        putLong(core + NucleusLayout.SIPS, sip);
        putInt(cpu + CpuLayout.LOAD, getInt(cpu + CpuLayout.LOAD) + 1);
        Directory.enter(sip);
        return sip;
    }

    /**
     * Makes a child of the running process, whose first thread is ready to run the program; gives its number, {@link #NO_MEMORY} if there
     * is no memory or no such program, or {@link #NO_MORE} if its family may not have another process or thread. It is in the family of
     * {@code sponsor}, whose limits and priority it has; that is the parent, or a process for which the parent makes it. {@code size} bytes at {@code arguments} are copied: see {@link SipLayout#ARGUMENTS}.
     * {@code birth} is 0 or the parent's handle of a message that comes later, which becomes the child's {@link KernelLayout.Entry#BIRTH}.
     * The quota, in bytes, is no more than the sponsor's, and no less than what the class library needs to start.
     */
    public static int start(int program, long arguments, int size, long quota, long birth, long sponsor) {
        long parent = Nucleus.sip();
        long sip = make(program, arguments, size, quota, parent, sponsor);
        if (sip <= 0) {
            return (int) sip;
        }
        putLong(sip + SipLayout.PARENT, parent);
        Directory.enter(sip);
        if (birth != 0) {
            Handles.move(parent, birth, sip);
        }
        Scheduler.startTicks();
        Scheduler.makeReady(getLong(sip + SipLayout.THREADS));
        return getInt(sip + SipLayout.NUMBER);
    }

    /**
     * Makes a process on this core as {@link #start} does; it is in no directory, has no parent, and its one thread is in no queue. Gives its address,
     * {@link #NO_MEMORY} or {@link #NO_MORE}.
     *
     * @param parent  whose stress modes it has
     */
    public static long make(int program, long arguments, int size, long quota, long parent, long sponsor) {
        if (program < 0 || program >= Program.count()) {
            return NO_MEMORY;
        }
        long core = Nucleus.core();
        long family = getLong(sponsor + SipLayout.FAMILY);
        if (!Families.hasRoom(family, FamilyLayout.PROCESSES, 1) || !Families.hasRoom(family, FamilyLayout.THREADS, 1)) {
            return NO_MORE;
        }
        int reserved = (int) Math.min(RESERVED_MOST, getLong(core + NucleusLayout.BLOCKS_LIMIT) >> RESERVED_SHIFT);
        if (!Families.hasRoom(family, FamilyLayout.HEAP, reserved)
                || !Families.hasRoom(family, FamilyLayout.STRUCTURES, structures(core, program, size))) {
            return NO_MEMORY;
        }
        long blocks = Math.max(LEAST_BLOCKS, Math.min(quota >>> MemoryMap.BLOCK_SHIFT, getInt(sponsor + SipLayout.BLOCKS_QUOTA)));
        long sip = create(core, Nucleus.cpu(), family, (int) blocks, program);
        HeapBlocks.reserve(sip, reserved);
        putInt(sip + SipLayout.EXCHANGE_QUOTA, Math.min(getInt(sip + SipLayout.EXCHANGE_QUOTA), getInt(sponsor + SipLayout.EXCHANGE_QUOTA)));
        putInt(sip + SipLayout.THREAD_QUOTA, getInt(sponsor + SipLayout.THREAD_QUOTA));
        putInt(sip + SipLayout.HANDLE_QUOTA, getInt(sponsor + SipLayout.HANDLE_QUOTA));
        Scheduler.setPriority(sip, getInt(sponsor + SipLayout.PRIORITY));
        putInt(sip + SipLayout.STRESS, getInt(parent + SipLayout.STRESS));
        putInt(sip + SipLayout.STRESS_EVERY, getInt(parent + SipLayout.STRESS_EVERY));
        long copy = OwnedMemory.take(core, sip, size);
        Machine.copyMemory(arguments, copy, size);
        putLong(sip + SipLayout.ARGUMENTS, copy);
        putInt(sip + SipLayout.ARGUMENTS_SIZE, size);
        long thread = Threads.create(core, sip);
        if (thread == 0) {
            OwnedMemory.giveAll(sip);
            HeapBlocks.reserve(sip, 0);
            noteEnd(sip);
            free(sip);
            return NO_MEMORY;
        }
        return sip;
    }

    /** Numbers rise in the order in which processes are made, on whatever core: the only word that all cores write, by an atomic operation. */
    private static int newNumber() {
        long last = MemoryMap.NUCLEUS + NucleusLayout.LAST_SIP_NUMBER;
        int seen;
        int number;
        do {
            seen = getInt(last);
            number = seen + 1;
            while (!Directory.hasRoom(number)) {
                number++;
            }
        } while (!Memory.compareAndSetInt(last, seen, number));
        return number;
    }

    /** Bytes of raw memory that a process begins with, or a little more. */
    private static long structures(long core, int program, int arguments) {
        long suite = Suites.ofProgram(core, program);
        long last = suite == 0 ? getLong(core + NucleusLayout.IMAGE) : suite;
        long classes = getUnsignedInt(last + ImageHeader.FIRST_CLASS) + getUnsignedInt(last + ImageHeader.CLASS_COUNT);
        return 2L * (getUnsignedInt(last + ImageHeader.STATICS_SIZE) + 4 * classes + arguments);
    }

    /** The process with this number, 0: none. */
    public static long find(int number) {
        long sip = first();
        while (sip != 0 && getInt(sip + SipLayout.NUMBER) != number) {
            sip = next(sip);
        }
        return sip;
    }

    /** All processes, newest first. */
    public static long first() {
        return getLong(Nucleus.core() + NucleusLayout.SIPS);
    }

    public static long next(long sip) {
        return getLong(sip + SipLayout.NEXT_SIP);
    }

    /** Whether the running process may end that one: it is that one, or comes before it, or is the first. */
    public static boolean mayEnd(int number) {
        int self = getInt(Nucleus.sip() + SipLayout.NUMBER);
        if (self == FIRST) {
            return true;
        }
        int ancestor = number;
        while (ancestor != 0 && ancestor != self) {
            ancestor = Directory.parent(ancestor);
        }
        return ancestor == self;
    }

    /** The process has ended, but for its structure. */
    static void noteEnd(long sip) {
        long cpu = getLong(sip + SipLayout.CPU);
        putInt(sip + SipLayout.LIFE, SipLayout.LIFE_ENDED);
        putInt(cpu + CpuLayout.LOAD, getInt(cpu + CpuLayout.LOAD) - 1);
    }

    /** Gives back the structure of a process that has nothing else any more. */
    public static void free(long sip) {
        long link = Nucleus.core() + NucleusLayout.SIPS;
        while (getLong(link) != sip) {
            link = getLong(link) + SipLayout.NEXT_SIP;
        }
        putLong(link, next(sip));
        Directory.leave(sip);
        if (getLong(sip + SipLayout.TRACE) != 0) {
            RawMemory.give(getLong(sip + SipLayout.TRACE), SipLayout.TRACE_MOST);
        }
        Families.leave(sip);
        RawMemory.give(sip, SipLayout.SIZE);
    }
}
