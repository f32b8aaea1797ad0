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
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.layout.image.ImageHeader;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Seed;
import obol.nucleus.core.CoreStart;
import obol.nucleus.core.Cores;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.device.HostFile;
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

    private Boot() {}

    /** Makes the first processor, process and thread, and begins that thread. {@code info}: {@link BootInfo}. Does not return. */
    @EntryPoint("boot")
    @NoAllocation
    static void boot(long info) {
        long image = getLong(info + BootInfo.IMAGE);
        long core = MemoryMap.NUCLEUS;
        CoreStart.prepare(core);
        putLong(core + NucleusLayout.IMAGE, image);
        putLong(core + NucleusLayout.BOOT_INFO, info);
        putInt(core + NucleusLayout.CODE_COUNT, 1);
        putLong(core + NucleusLayout.CODE_SEGMENTS, getUnsignedInt(image + ImageHeader.CODE));
        Console.logImage(image);
        DeviceTable.discover(core, info);
        if (Options.isSystem(info)) {
            HostFile.openAll(core, info);
        }
        Suites.addLinked(core);
        SuiteLoader.loadAll(core, info);
        int cores = cores(info);
        CoreStart.divide(core, cores, Options.memory(info, MOST_MEMORY) / cores >>> MemoryMap.BLOCK_SHIFT,
                Options.stacks(info) / cores >>> Stacks.PAGE_SHIFT);

        long cpu = core + NucleusLayout.CPU;
        int blocks = (int) getLong(core + NucleusLayout.BLOCKS_LIMIT);
        long sip = Sips.create(core, cpu, Families.outermost(core), blocks, 0);
        putInt(sip + SipLayout.STRESS, Options.stress(info));
        putInt(sip + SipLayout.STRESS_EVERY, Options.stressEvery(info));
        long thread = RawMemory.take(core, ThreadLayout.SIZE);
        Threads.initialize(core, sip, thread);
        putLong(cpu + CpuLayout.CURRENT, thread);
        if (!CoreStart.join() || !CoreStart.startOthers()) {
            Machine.exit(Nucleus.CANNOT);
        }
        seal(info);
        Machine.startThread(thread);
    }

    /** How many cores are used: as many as are asked for; else all processors that the machine shows. */
    @NoAllocation
    private static int cores(long info) {
        int processors = Machine.processors();
        long text = Options.coresText(info);
        if (text == 0) {
            return Math.min(Math.max(1, processors), Cores.MOST);
        }
        int cores = Options.cores(text);
        if (cores < 0 || processors != 0 && cores > processors) {
            Console.error(cores < 0 ? "obol: how many cores: a number from 1 to " : "obol: more cores are wanted than the machine has: ");
            Console.errorDecimal(cores < 0 ? Cores.MOST : processors);
            Console.error(cores < 0 ? " is wanted\n" : "\n");
            Machine.exit(Nucleus.CANNOT);
        }
        return cores;
    }

    /** Nothing of a program has run yet. */
    @NoAllocation
    private static void seal(long info) {
        if (!Options.has(info, Options.SEAL)) {
            return;
        }
        int typed = Options.has(info, "-c") ? 0 : 1;
        int door = typed | (Options.has(info, "--port") ? 1 : 0);
        int net = Options.has(info, Options.NET) ? 1 : 0;
        if (Machine.seal(typed, door, Options.has(info, "--dial") ? 1 : 0, Options.has(info, "--disk") ? 1 : 0, net) != 0) {
            Console.error("obol: --seal: Linux does not allow a filter of system calls\n");
            Machine.exit(Nucleus.CANNOT);
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
            Seed.run(getLong(Nucleus.core() + NucleusLayout.BOOT_INFO));
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
        long info = getLong(Nucleus.core() + NucleusLayout.BOOT_INFO);
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
