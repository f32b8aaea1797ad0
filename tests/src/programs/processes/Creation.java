package processes;

import java.util.Arrays;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.TemplateLayout;
import obol.nucleus.Memory;
import obol.nucleus.RawMemory;
import obol.nucleus.Suites;
import obol.nucleus.abi.Child;
import obol.nucleus.abi.Processes;

/**
 * What a process costs that does nothing: cycles to make it, run it to its end, and release it, the median of several; the initialisers
 * that it ran; and the memory of one that waits: its template part, all of its heap, all raw memory, and what is beside the template part,
 * with its structures, but without the pages of its stack.
 */
public final class Creation {
    private static final int ROUNDS = 301;
    private static final long QUOTA = 4 << 20, TIME = 10_000_000_000L;

    /** Bytes before each piece of a process's raw memory. */
    private static final int PIECE_HEAD = 32;

    private Creation() {}

    /** The child: with an argument it waits for ever. */
    public static final class Nothing {
        private Nothing() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments.length > 0) Thread.sleep(Long.MAX_VALUE);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        long[] cycles = new long[ROUNDS];
        long initialisers = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begin = Memory.cycles();
            Child child = Child.start("nothing", QUOTA);
            if (!child.await(TIME)) throw new IllegalStateException("it does not end");
            initialisers = Processes.info(child.number(), Processes.INITIALIZERS);
            child.release();
            cycles[i] = Memory.cycles() - begin;
        }
        Arrays.sort(cycles);
        System.out.println("cycles " + cycles[ROUNDS / 2]);
        System.out.println("initialisers " + initialisers);
        Child child = Child.start("nothing", QUOTA, "wait");
        while (Processes.info(child.number(), Processes.STATE) != Processes.WAITING) Thread.sleep(1);
        long template = Memory.getUnsignedInt(Suites.image() + ImageHeader.TEMPLATE);
        long objects = Memory.getUnsignedInt(template + TemplateLayout.OBJECTS_SIZE);
        long statics = Memory.getUnsignedInt(Suites.image() + ImageHeader.STATICS_SIZE);
        long ofBoth = Memory.getUnsignedInt(Suites.current() + ImageHeader.STATICS_SIZE);
        long heap = Processes.info(child.number(), Processes.HEAP);
        long raw = Processes.info(child.number(), Processes.RAW) + Processes.info(child.number(), Processes.KERNEL);
        long threads = Processes.info(child.number(), Processes.THREADS);
        long structures = RawMemory.capacity(SipLayout.SIZE) + threads * RawMemory.capacity(ThreadLayout.SIZE);
        long blocks = objects + MemoryMap.BLOCK_SIZE - 1 & -MemoryMap.BLOCK_SIZE;
        System.out.println("template " + (objects + statics));
        System.out.println("heap " + heap);
        System.out.println("raw " + raw);
        System.out.println("beside " + (heap - blocks + raw - RawMemory.capacity(ofBoth + PIECE_HEAD) + structures));
        child.kill();
        child.await(TIME);
        child.release();
        if (Processes.audit() != 0) throw new IllegalStateException("audit");
    }
}
