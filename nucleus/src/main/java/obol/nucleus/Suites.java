package obol.nucleus;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.NucleusLayout;
import obol.layout.SipLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.SuiteDirectory;
import obol.nucleus.annotation.NoAllocation;

/**
 * The suites of the machine, and which one a process belongs to. Each, and the image, is known by the address of its
 * {@link ImageHeader}. Suites are added before the first process runs, and stay.
 */
@NoAllocation
public final class Suites {
    private Suites() {}

    /** The image's header. */
    public static long image() {
        return getLong(Nucleus.core() + NucleusLayout.IMAGE);
    }

    /** How many there are. */
    public static int count() {
        return getInt(Nucleus.core() + NucleusLayout.SUITE_COUNT);
    }

    /** The header of a suite, by its number from 0. */
    public static long at(int number) {
        return getLong(Nucleus.core() + NucleusLayout.SUITES + 8L * number);
    }

    /** The header of the running process's suite, 0: its program is one of the image. */
    public static long current() {
        return getLong(Nucleus.sip() + SipLayout.SUITE);
    }

    /** That of the process's suite, or the image's if its program is of the image: where its classes and statics end. */
    public static long last(long sip) {
        long suite = getLong(sip + SipLayout.SUITE);
        return suite == 0 ? image() : suite;
    }

    /** Adds those that were linked with the image; before there is a thread. */
    static void addLinked(long core) {
        long directory = getUnsignedInt(getLong(core + NucleusLayout.IMAGE) + ImageHeader.SUITES);
        int count = directory == 0 ? 0 : getInt(directory + SuiteDirectory.COUNT);
        for (int i = 0; i < count; i++) {
            add(core, getUnsignedInt(directory + SuiteDirectory.SUITES + 4L * i));
        }
    }

    /** Where the image and all its linked suites end in memory, at a page. */
    static long end(long core) {
        long image = getLong(core + NucleusLayout.IMAGE);
        long directory = getUnsignedInt(image + ImageHeader.SUITES);
        return directory == 0 ? getUnsignedInt(image + ImageHeader.END) : getUnsignedInt(directory + SuiteDirectory.END);
    }

    /** Adds a suite that lies where it is to run, its pages already protected. */
    static void add(long core, long header) {
        int count = getInt(core + NucleusLayout.SUITE_COUNT);
        putLong(core + NucleusLayout.SUITES + 8L * count, header);
        putInt(core + NucleusLayout.SUITE_COUNT, count + 1);
        int segments = getInt(core + NucleusLayout.CODE_COUNT);
        putLong(core + NucleusLayout.CODE_SEGMENTS + 8L * segments, getUnsignedInt(header + ImageHeader.CODE));
        putInt(core + NucleusLayout.CODE_COUNT, segments + 1);
    }

    /**
     * The suite that has the program of this number, 0: the image has it, or nobody. Numbers begin with the image's programs,
     * then come those of the suites in their order.
     */
    public static long ofProgram(long core, int number) {
        int first = programs(getLong(core + NucleusLayout.IMAGE));
        int count = getInt(core + NucleusLayout.SUITE_COUNT);
        for (int i = 0; i < count; i++) {
            long header = getLong(core + NucleusLayout.SUITES + 8L * i);
            if (number >= first && number < first + programs(header)) {
                return header;
            }
            first += programs(header);
        }
        return 0;
    }

    /** How many programs the image and all suites have. */
    static int programCount() {
        long core = Nucleus.core();
        int all = programs(image());
        for (int i = 0; i < getInt(core + NucleusLayout.SUITE_COUNT); i++) {
            all += programs(getLong(core + NucleusLayout.SUITES + 8L * i));
        }
        return all;
    }

    /** The record of a program, 0: there is none of that number. */
    static long program(int number) {
        long core = Nucleus.core();
        long header = image();
        int index = number;
        for (int i = 0; index >= programs(header); i++) {
            index -= programs(header);
            if (i == getInt(core + NucleusLayout.SUITE_COUNT)) {
                return 0;
            }
            header = getLong(core + NucleusLayout.SUITES + 8L * i);
        }
        return getUnsignedInt(header + ImageHeader.PROGRAMS) + (long) ImageHeader.PROGRAM_SIZE * index;
    }

    private static int programs(long header) {
        return getInt(header + ImageHeader.PROGRAM_COUNT);
    }
}
