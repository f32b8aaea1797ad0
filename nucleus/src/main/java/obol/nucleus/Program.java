package obol.nucleus;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.ImageHeader;
import obol.layout.NucleusLayout;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.classes.ClassInit;

/** The programs of the image, by number from 0. */
public final class Program {
    private Program() {}

    @NoAllocation
    public static int count() {
        return (int) getUnsignedInt(image() + ImageHeader.PROGRAM_COUNT);
    }

    @NoAllocation
    public static String name(int number) {
        return (String) getReference(record(number) + ImageHeader.PROGRAM_NAME);
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
        return getUnsignedInt(image() + ImageHeader.PROGRAMS) + (long) ImageHeader.PROGRAM_SIZE * number;
    }

    @NoAllocation
    private static long image() {
        return getLong(Nucleus.shared() + NucleusLayout.IMAGE);
    }
}
