package obol.nucleus;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getUnsignedInt;
import static obol.nucleus.Memory.putInt;

import obol.layout.BootInfo;
import obol.layout.NucleusLayout;
import obol.layout.image.ImageHeader;
import obol.layout.image.SuiteFile;
import obol.nucleus.annotation.NoAllocation;

/**
 * Loads the suites that are given when the machine starts: as a boot module, or, on Linux, as the file that {@code --with}
 * names. They come to lie behind the linked ones, are moved there, and can then not be written. What is no suite of this image
 * ends the machine.
 */
@NoAllocation
final class SuiteLoader {
    private static final int FAILED = 125;
    private static final int OPEN = 2, CLOSE = 3, SEEK = 8, MAP = 9, UNMAP = 11;
    private static final int SEEK_END = 2, PROT_READ = 1, MAP_PRIVATE = 2;

    private SuiteLoader() {}

    /** Before there is a thread. */
    static void loadAll(long core, long info) {
        if (getLong(info + BootInfo.SUITES_SIZE) != 0) {
            load(core, getLong(info + BootInfo.SUITES), getLong(info + BootInfo.SUITES_SIZE));
        }
        long path = Options.suites(info);
        if (path == 0) {
            return;
        }
        long file = Machine.systemCall(OPEN, path, 0, 0, 0, 0, 0);
        long size = file < 0 ? 0 : Machine.systemCall(SEEK, file, 0, SEEK_END, 0, 0, 0);
        long contents = size <= 0 ? -1 : Machine.systemCall(MAP, 0, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (contents < 0) {
            fail("cannot read the suites");
        }
        load(core, contents, size);
        Machine.systemCall(UNMAP, contents, size, 0, 0, 0, 0);
        Machine.systemCall(CLOSE, file, 0, 0, 0, 0, 0);
    }

    /** The suites in {@code size} bytes. */
    private static void load(long core, long files, long size) {
        long to = Suites.end(core);
        long left = size;
        long file = files;
        while (left > 0) {
            check(core, file, left);
            to = loadOne(core, file, to);
            left -= getUnsignedInt(file + SuiteFile.FILE_SIZE);
            file += getUnsignedInt(file + SuiteFile.FILE_SIZE);
        }
    }

    private static void check(long core, long file, long left) {
        if (left < SuiteFile.CONTENTS || getLong(file + SuiteFile.MAGIC) != ImageHeader.SUITE_MAGIC_VALUE) {
            fail("not a suite");
        }
        long image = getLong(core + NucleusLayout.IMAGE);
        for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i += 8) {
            if (getLong(file + SuiteFile.BASE + i) != getLong(image + ImageHeader.BUILD_ID + i)) {
                fail("a suite of another image");
            }
        }
        long needed = SuiteFile.CONTENTS + getUnsignedInt(file + SuiteFile.MEMORY_SIZE)
                + 4 * (getUnsignedInt(file + SuiteFile.ABSOLUTE_COUNT) + getUnsignedInt(file + SuiteFile.RELATIVE_COUNT));
        if (getUnsignedInt(file + SuiteFile.FILE_SIZE) < needed || getUnsignedInt(file + SuiteFile.FILE_SIZE) > left) {
            fail("a suite is cut off");
        }
        if (getInt(core + NucleusLayout.SUITE_COUNT) == NucleusLayout.SUITES_MAX) {
            fail("too many suites");
        }
    }

    /** Loads one to that place; gives its end. */
    private static long loadOne(long core, long file, long to) {
        long size = getUnsignedInt(file + SuiteFile.MEMORY_SIZE);
        long text = getUnsignedInt(file + SuiteFile.TEXT_SIZE);
        Machine.mapImage(to, size);
        Machine.copyMemory(file + SuiteFile.CONTENTS, to, size);
        int moved = (int) (to - getUnsignedInt(file + SuiteFile.ADDRESS));
        long places = file + SuiteFile.CONTENTS + size;
        int absolute = getInt(file + SuiteFile.ABSOLUTE_COUNT);
        int all = absolute + getInt(file + SuiteFile.RELATIVE_COUNT);
        for (int i = 0; i < all; i++) {
            long place = to + getUnsignedInt(places + 4L * i);
            putInt(place, getInt(place) + (i < absolute ? moved : -moved));
        }
        if (text != 0) {
            Machine.protectImage(to, text, 1);
        }
        Machine.protectImage(to + text, size - text, 0);
        Suites.add(core, to + getUnsignedInt(file + SuiteFile.HEADER));
        return to + size;
    }

    private static void fail(String what) {
        Console.error("obol: ");
        Console.error(what);
        Console.error("\n");
        Machine.exit(FAILED);
    }
}
