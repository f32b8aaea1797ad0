package obol.nucleus;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;
import static obol.nucleus.Memory.putReference;

import obol.layout.BootInfo;
import obol.layout.CpuLayout;
import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.ImageHeader;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Seed;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.heap.Template;
import obol.nucleus.process.Death;
import obol.nucleus.process.Sips;
import obol.nucleus.process.Traces;
import obol.nucleus.quota.Families;
import obol.nucleus.stack.Uncaught;
import obol.nucleus.stack.Unwinder;
import obol.nucleus.substitutions.lang.ThrowableSubstitution;
import obol.nucleus.threads.JavaThreads;
import obol.nucleus.threads.StackPool;
import obol.nucleus.threads.Stacks;
import obol.nucleus.threads.Threads;

/** From the port's start-up code to the program's main method. */
final class Boot {
    /** The quota when the environment names none: a quarter of memory, as HotSpot's, and no more than this. */
    private static final long MOST_MEMORY = 1L << 30;
    /** The status of a machine that could not do what it was started for. */
    private static final int CANNOT = 125;

    private Boot() {}

    /** Makes the first processor, process and thread, and begins that thread. {@code info}: {@link BootInfo}. Does not return. */
    @EntryPoint("boot")
    @NoAllocation
    static void boot(long info) {
        long image = getLong(info + BootInfo.IMAGE);
        long shared = MemoryMap.NUCLEUS;
        putLong(shared + NucleusLayout.IMAGE, image);
        putLong(shared + NucleusLayout.RAW_TOP, shared + NucleusLayout.SIZE);
        putLong(shared + NucleusLayout.STACK_TOP, MemoryMap.STACKS);
        putLong(shared + NucleusLayout.BOOT_INFO, info);
        putInt(shared + NucleusLayout.CODE_COUNT, 1);
        putLong(shared + NucleusLayout.CODE_SEGMENTS, getUnsignedInt(image + ImageHeader.CODE));
        Console.logImage(image);
        DeviceTable.discover(shared, info);
        Suites.addLinked(shared);
        SuiteLoader.loadAll(shared, info);
        long blocks = Options.memory(info, MOST_MEMORY) >>> MemoryMap.BLOCK_SHIFT;
        putLong(shared + NucleusLayout.BLOCKS_LIMIT, blocks);

        long cpu = RawMemory.take(shared, CpuLayout.SIZE);
        putLong(cpu + CpuLayout.NUCLEUS, shared);
        long family = Families.create(shared, 0, Sips.FIRST);
        Families.setLimit(family, FamilyLayout.STRUCTURES, RawMemory.CAPACITY - (RawMemory.CAPACITY >>> 3));
        Families.setLimit(family, FamilyLayout.EXCHANGE, ExchangeLayout.PAGE_COUNT);
        Families.setLimit(family, FamilyLayout.THREADS, StackPool.MOST);
        Families.setLimit(family, FamilyLayout.PROCESSES, StackPool.MOST);
        Families.setLimit(family, FamilyLayout.STACKS, Options.stacks(info) >>> Stacks.PAGE_SHIFT);
        long sip = Sips.create(shared, cpu, family, (int) blocks, 0);
        putInt(sip + SipLayout.STRESS, Options.stress(info));
        putInt(sip + SipLayout.STRESS_EVERY, Options.stressEvery(info));
        long thread = RawMemory.take(shared, ThreadLayout.SIZE);
        Threads.initialize(shared, sip, thread);
        putLong(cpu + CpuLayout.CURRENT, thread);
        putLong(cpu + CpuLayout.BOOT_TIME, Machine.monotonicTime());
        putLong(cpu + CpuLayout.BOOT_CYCLES, Memory.cycles());
        putLong(cpu + CpuLayout.SINCE, Memory.cycles());
        seal(info);
        Machine.startThread(thread);
    }

    /** Nothing of a program has run yet. */
    @NoAllocation
    private static void seal(long info) {
        if (!Options.has(info, Options.SEAL)) {
            return;
        }
        int typed = Options.has(info, "-c") ? 0 : 1;
        int door = typed | (Options.has(info, "--port") ? 1 : 0);
        if (Machine.seal(typed, door, Options.has(info, "--dial") ? 1 : 0) < 0) {
            Console.error("obol: --seal: Linux does not allow a filter of system calls\n");
            Machine.exit(CANNOT);
        }
    }

    /** Where every thread begins, at the oldest frame of its stack. Does not return. */
    @EntryPoint("thread_main")
    static void threadMain() {
        long thread = Memory.thread();
        putInt(thread + ThreadRuntime.PHASE, ThreadRuntime.PHASE_STARTED);
        if (getReference(thread + ThreadLayout.JAVA_THREAD) == null) {
            runMain();
        } else {
            JavaThreads.run();
        }
    }

    /** The process's first thread. Does not return. */
    private static void runMain() {
        StackPool.reclaim();
        if (!Template.install(Nucleus.sip())) {
            Unwinder.fail(Memory.hubOfClass(OutOfMemoryError.class));
        }
        // Literals and Class objects are there before anything was initialised, so nothing else would initialise their classes.
        ClassInit.initialize(Memory.hubOfClass(String.class));
        ClassInit.initialize(Memory.hubOfClass(Class.class));
        if (Program.count() == 0) {
            Seed.run(getLong(Nucleus.shared() + NucleusLayout.BOOT_INFO));
        }
        prepareErrors();
        JavaThreads.adoptMain();
        int reason = SipLayout.REASON_EXIT;
        int status = 0;
        try {
            Startup.begin();
            Program.run(getInt(Nucleus.sip() + SipLayout.PROGRAM), arguments());
        } catch (Throwable thrown) {
            Uncaught.report(Thread.currentThread(), thrown);
            Traces.recordException(Nucleus.sip(), Memory.hubOf(thrown), ThrowableSubstitution.positionsOf(thrown));
            reason = SipLayout.REASON_EXCEPTION;
            boolean first = getInt(Nucleus.sip() + SipLayout.NUMBER) == Sips.FIRST;
            status = first ? SipLayout.STATUS_FIRST_EXCEPTION : SipLayout.STATUS_EXCEPTION;
        }
        JavaThreads.finishMain();
        Startup.end();
        Death.end(reason, status);
    }

    private static void prepareErrors() {
        long sip = Nucleus.sip();
        putReference(sip + SipLayout.OUT_OF_MEMORY, new OutOfMemoryError("Java heap space"));
        putReference(sip + SipLayout.STACK_OVERFLOW, new StackOverflowError());
    }

    private static String[] arguments() {
        long sip = Nucleus.sip();
        return getLong(sip + SipLayout.ARGUMENTS) == 0 ? bootArguments()
                : arguments(getLong(sip + SipLayout.ARGUMENTS), getInt(sip + SipLayout.ARGUMENTS_SIZE));
    }

    /** The strings between 0 bytes in {@code size} bytes that end with one. */
    private static String[] arguments(long text, int size) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += getByte(text + i) == 0 ? 1 : 0;
        }
        String[] arguments = new String[count];
        long at = text;
        for (int i = 0; i < count; i++) {
            arguments[i] = Utf8.decodeAt(at);
            while (getByte(at) != 0) {
                at++;
            }
            at++;
        }
        return arguments;
    }

    private static String[] bootArguments() {
        long info = getLong(Nucleus.shared() + NucleusLayout.BOOT_INFO);
        // The first one is the program's own name.
        int first = 1 + Options.settings(info);
        int count = Math.max(0, (int) getLong(info + BootInfo.ARGUMENT_COUNT) - first);
        String[] arguments = new String[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = Utf8.decodeAt(getLong(getLong(info + BootInfo.ARGUMENTS) + 8L * (first + i)));
        }
        return arguments;
    }
}
