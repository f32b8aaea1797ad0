package obol.nucleus.core;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.CpuLayout;
import obol.layout.ExchangeLayout;
import obol.layout.FamilyLayout;
import obol.layout.MemoryMap;
import obol.layout.NucleusLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.Console;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.EntryPoint;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.process.Sips;
import obol.nucleus.quota.Families;
import obol.nucleus.threads.Scheduler;
import obol.nucleus.threads.StackPool;

/** Divides the machine into cores, and starts all but the first, which runs this before it has a thread. */
@NoAllocation
public final class CoreStart {
    /** A processor that has not answered by then never will; the host may have stopped it for seconds. */
    private static final long PATIENCE = 60_000_000_000L;

    private CoreStart() {}

    /** Before it is known what other cores there are: all raw memory is core 0's. */
    public static void prepare(long core) {
        putLong(core + NucleusLayout.RAW_TOP, core + NucleusLayout.SIZE);
        putLong(core + NucleusLayout.RAW_END, MemoryMap.NUCLEUS_END);
        long cpu = core + NucleusLayout.CPU;
        putLong(cpu + CpuLayout.NUCLEUS, core);
        putInt(cpu + CpuLayout.COUNT, 1);
        putLong(Memory.thread() + ThreadLayout.CPU, cpu);
    }

    /**
     * Gives each core its part of the pools, of which nothing has been taken yet but raw memory, and a family for the processes there.
     *
     * @param first  the {@link NucleusLayout} of core 0, where that of what never changes is filled in
     * @param count  of cores, 1 to {@link Cores#MOST}
     * @param blocks of heap that each may use, at most; {@code stackPages}: pages of stacks
     */
    public static void divide(long first, int count, long blocks, long stackPages) {
        int shift = 0;
        while (1 << shift < count) {
            shift++;
        }
        for (int i = 0; i < count; i++) {
            long core = Cores.rawStart(i, shift);
            long cpu = core + NucleusLayout.CPU;
            if (i != 0) {
                putLong(core + NucleusLayout.RAW_TOP, core + NucleusLayout.SIZE);
                copyConstants(first, core);
            }
            putLong(core + NucleusLayout.RAW_END, Cores.rawStart(i + 1, shift));
            putLong(cpu + CpuLayout.NUCLEUS, core);
            putInt(cpu + CpuLayout.NUMBER, i);
            putInt(cpu + CpuLayout.COUNT, count);
            putInt(cpu + CpuLayout.PARTS_SHIFT, shift);
            dividePools(core, i, shift, blocks);
            if (count != 1) {
                Far.initialize(core, count);
            }
            addFamily(core, shift, stackPages);
        }
    }

    private static void copyConstants(long from, long to) {
        putLong(to + NucleusLayout.IMAGE, getLong(from + NucleusLayout.IMAGE));
        putLong(to + NucleusLayout.BOOT_INFO, getLong(from + NucleusLayout.BOOT_INFO));
        copy(from, to, NucleusLayout.CODE_COUNT, NucleusLayout.FREE_RAW);
        copy(from, to, NucleusLayout.SUITE_COUNT, NucleusLayout.POLLS);
    }

    private static void copy(long from, long to, int start, int end) {
        Machine.copyMemory(from + start, to + start, end - start);
    }

    private static void dividePools(long core, int number, int shift, long blocks) {
        int words = NucleusLayout.BLOCK_COUNT >>> 6 + shift;
        putLong(core + NucleusLayout.BLOCKS_FIRST, (long) words * number);
        putLong(core + NucleusLayout.BLOCKS_END, (long) words * (number + 1));
        putLong(core + NucleusLayout.BLOCKS_HINT, (long) words * number);
        putLong(core + NucleusLayout.BLOCKS_LIMIT, Math.min(blocks, (long) words << 6));
        long stacks = MemoryMap.STACKS_END - MemoryMap.STACKS >>> shift;
        putLong(core + NucleusLayout.STACKS_FIRST, MemoryMap.STACKS + stacks * number);
        putLong(core + NucleusLayout.STACKS_END, MemoryMap.STACKS + stacks * (number + 1));
        putLong(core + NucleusLayout.STACK_TOP, MemoryMap.STACKS + stacks * number);
        int pages = ExchangeLayout.PAGE_COUNT >>> shift;
        int page = Math.max(1, pages * number);
        putInt(core + NucleusLayout.EXCHANGE_FIRST, page);
        putInt(core + NucleusLayout.EXCHANGE_TOP, page);
        putInt(core + NucleusLayout.EXCHANGE_END, pages * (number + 1));
    }

    /** The family in which all processes of the core are; on core 0, that of the first process. */
    private static void addFamily(long core, int shift, long stackPages) {
        long family = Families.create(core, 0, Sips.FIRST);
        long raw = MemoryMap.NUCLEUS_END - MemoryMap.NUCLEUS >>> shift;
        Families.setLimit(family, FamilyLayout.HEAP, getLong(core + NucleusLayout.BLOCKS_LIMIT));
        Families.setLimit(family, FamilyLayout.STRUCTURES, raw - (raw >>> 3));
        Families.setLimit(family, FamilyLayout.EXCHANGE, ExchangeLayout.PAGE_COUNT >>> shift);
        Families.setLimit(family, FamilyLayout.THREADS, StackPool.MOST >>> shift);
        Families.setLimit(family, FamilyLayout.PROCESSES, StackPool.MOST >>> shift);
        Families.setLimit(family, FamilyLayout.STACKS, stackPages);
    }

    /** Starts the cores from 1 on, which have their parts, and waits for each. On core 0, which has joined. Whether all are there. */
    public static boolean startOthers() {
        for (int i = 1; i < Cores.count(); i++) {
            long core = Cores.nucleus(i);
            long cpu = Cores.cpu(i);
            long thread = RawMemory.take(core, ThreadLayout.SIZE);
            StackPool.take(core, thread);
            putLong(thread + ThreadLayout.CPU, cpu);
            putLong(cpu + CpuLayout.CURRENT, thread);
            long deadline = Machine.monotonicTime() + PATIENCE;
            boolean there = Machine.startCore(thread) >= 0;
            while (there && getLong(cpu + CpuLayout.BOOT_CYCLES) == 0) {
                Memory.pause();
                there = Machine.monotonicTime() < deadline;
            }
            if (!there) {
                Console.error("obol: core ");
                Console.errorDecimal(i);
                Console.error(" does not start\n");
                return false;
            }
        }
        return true;
    }

    /**
     * The running core, whose thread and CPU structures are there, takes part: it can be woken, and has a clock, and ticks if there are
     * others, whose messages it looks at then. Whether it could.
     */
    public static boolean join() {
        long cpu = Nucleus.cpu();
        boolean several = getInt(cpu + CpuLayout.COUNT) != 1;
        if (Machine.join(several ? 1 : 0) < 0) {
            return false;
        }
        if (several) {
            Scheduler.startTicks();
        }
        putLong(cpu + CpuLayout.BOOT_TIME, Machine.monotonicTime());
        putLong(cpu + CpuLayout.SINCE, Memory.cycles());
        // Whoever started this core waits for it.
        putLong(cpu + CpuLayout.BOOT_CYCLES, Memory.cycles());
        return true;
    }

    /**
     * Where a further core begins, on the stack of its first thread, which belongs to no process and has nothing to do: it leaves at once,
     * so that the core waits for work as it does whenever it has none. Does not return.
     */
    @EntryPoint("core_main")
    static void main() {
        if (!join()) {
            Console.error("obol: a core cannot be woken\n");
            Machine.exit(Nucleus.CANNOT);
        }
        Scheduler.leave();
    }
}
