package obol.nucleus.port;

import obol.layout.ObjectLayout;
import obol.nucleus.Memory;
import obol.nucleus.OffHeap;

/** Open folders as numbers, as the class library's native code has them: memory with a descriptor and what was read last. */
public final class FolderReader {
    private static final int DESCRIPTOR = 0, SIZE = 8, AT = 16, NAMES = 24;
    private static final int ROOM = 8192;

    private FolderReader() {}

    /** 0 if there is no memory. */
    public static long open(int descriptor) {
        long folder = OffHeap.allocate(NAMES + ROOM);
        if (folder != 0) {
            Memory.putLong(folder + DESCRIPTOR, descriptor);
        }
        return folder;
    }

    /** The next name, null behind the last one. */
    public static byte[] next(long folder) {
        long at = Memory.getLong(folder + AT);
        if (at >= Memory.getLong(folder + SIZE)) {
            byte[] names = new byte[ROOM];
            int size = Port.posix().names((int) Memory.getLong(folder + DESCRIPTOR), names);
            if (size <= 0) {
                return null;
            }
            OffHeap.copy(names, ObjectLayout.ARRAY_ELEMENTS, null, folder + NAMES, size);
            Memory.putLong(folder + SIZE, size);
            at = 0;
        }
        byte[] name = Strings.at(folder + NAMES + at);
        Memory.putLong(folder + AT, at + name.length + 1);
        return name;
    }

    public static void close(long folder) {
        Port.posix().close((int) Memory.getLong(folder + DESCRIPTOR));
        OffHeap.free(folder);
    }
}
