package obol.nucleus;

import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.image.ImageHeader;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;

/** The programs of the image and of all suites, by number from 0. */
public final class Program {
    private Program() {}

    @NoAllocation
    public static int count() {
        return Suites.programCount();
    }

    /** A new String each time: that of another suite must not get into a process. */
    public static String name(int number) {
        return Utf8.decodeAt(nameAt(number));
    }

    /** The address of the name: UTF-8 and a 0 byte. */
    @NoAllocation
    public static long nameAt(int number) {
        return getUnsignedInt(record(number) + ImageHeader.PROGRAM_NAME);
    }

    /** Whether the program was built into the image, by itself or in a linked suite; the others were loaded at the start. */
    @NoAllocation
    public static boolean isBuiltIn(int number) {
        return Suites.ofProgram(Nucleus.core(), number) < Suites.end(Nucleus.core());
    }

    /** The number of the program with this name, -1: there is none. */
    public static int find(String name) {
        for (int number = 0; number < count(); number++) {
            if (name(number).equals(name)) {
                return number;
            }
        }
        return -1;
    }

    /** Calls the program's main method in the running process. */
    static void run(int number, String[] arguments) {
        ClassInit.initialize(getUnsignedInt(record(number) + ImageHeader.PROGRAM_HUB));
        Memory.callOn(getUnsignedInt(record(number) + ImageHeader.PROGRAM_MAIN), arguments);
    }

    @NoAllocation
    private static long record(int number) {
        return Suites.program(number);
    }
}
