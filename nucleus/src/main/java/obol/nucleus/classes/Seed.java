package obol.nucleus.classes;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.BootInfo;
import obol.layout.MemoryMap;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.SeedLayout;
import obol.nucleus.Console;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.heap.HeapBlocks;
import obol.nucleus.substitutions.lang.SystemSubstitution;

/**
 * The process of a base image without suites, which has no program to run: the seed of those that will have. It initialises the classes whose
 * numbers are the words of the command line, in their order, and writes its memory to standard output ({@link SeedLayout}), from which the
 * image's builder makes the template of all processes.
 *
 * <p>It has no Thread object, no properties, no streams and no environment; an initialiser that wants one of these fails here.
 */
public final class Seed {
    private static final int OUTPUT = 1;

    private Seed() {}

    /** Does not return. {@code info}: {@link BootInfo}. */
    public static void run(long info) {
        putInt(Nucleus.sip() + SipLayout.HASH_STATE, 1);
        // Initialisers keep what they find there; the process's own start makes another one like it.
        SystemSubstitution.setJavaLangAccess();
        boolean sound = true;
        for (int i = 1; i < getLong(info + BootInfo.ARGUMENT_COUNT); i++) {
            sound &= initialize(Hubs.byNumber(number(getLong(getLong(info + BootInfo.ARGUMENTS) + 8L * i))));
        }
        if (sound) {
            write();
        }
        Machine.exit(sound ? 0 : 1);
    }

    private static boolean initialize(long hub) {
        try {
            ClassInit.initialize(hub);
            return true;
        } catch (Throwable thrown) {
            Throwable cause = thrown;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            StringBuilder text = new StringBuilder(Hubs.name(hub)).append(": ").append(Hubs.name(Memory.hubOf(cause)));
            text.append(": ").append(cause.getMessage());
            for (StackTraceElement place : cause.getStackTrace()) {
                text.append(" < ").append(place.getClassName()).append('.').append(place.getMethodName());
            }
            Console.error(text.append('\n').toString());
            return false;
        }
    }

    /** The number written in decimal digits at an address. */
    @NoAllocation
    private static int number(long digits) {
        int number = 0;
        for (long at = digits; getByte(at) != 0; at++) {
            number = 10 * number + getByte(at) - '0';
        }
        return number;
    }

    @NoAllocation
    private static void write() {
        long sip = Nucleus.sip();
        int statics = getInt(Suites.image() + ImageHeader.STATICS_SIZE);
        long head = RawMemory.take(SeedLayout.SIZE);
        putInt(head + SeedLayout.MAGIC, SeedLayout.MAGIC_VALUE);
        putInt(head + SeedLayout.STATICS_SIZE, statics);
        putInt(head + SeedLayout.CLASS_COUNT, Hubs.count());
        putInt(head + SeedLayout.INTERNED_COUNT, getInt(sip + SipLayout.INTERNED_COUNT));
        write(head, SeedLayout.SIZE);
        write(getLong(sip + SipLayout.STATICS), statics);
        write(getLong(sip + SipLayout.MIRRORS), 4L * Hubs.count());
        for (long block = HeapBlocks.next(sip, MemoryMap.HEAP); block != 0; block = HeapBlocks.next(sip, block + MemoryMap.BLOCK_SIZE)) {
            putLong(head, block);
            write(head, 8);
            write(block, MemoryMap.BLOCK_SIZE);
        }
    }

    @NoAllocation
    private static void write(long address, long size) {
        long done = 0;
        while (done < size) {
            long written = Machine.write(OUTPUT, address + done, size - done);
            if (written <= 0) {
                Nucleus.panic("cannot write the seed");
            }
            done += written;
        }
    }
}
