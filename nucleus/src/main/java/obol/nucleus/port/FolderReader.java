package obol.nucleus.port;

import obol.nucleus.Memory;
import obol.nucleus.OffHeap;

/** Open folders as numbers, as the class library's native code has them: memory with a descriptor and what was read last. */
public final class FolderReader {
    private static final int DESCRIPTOR = 0, SIZE = 8, AT = 16, RECORDS = 24;
    private static final int ROOM = 8192;
    /** struct linux_dirent64. */
    private static final int RECORD_LENGTH = 16, NAME = 19;

    private FolderReader() {}

    /** 0 if there is no memory. */
    public static long open(int descriptor) {
        long folder = OffHeap.allocate(RECORDS + ROOM);
        if (folder != 0) {
            Memory.putLong(folder + DESCRIPTOR, descriptor);
        }
        return folder;
    }

    /** The next name, null behind the last one. */
    public static byte[] next(long folder) {
        long at = Memory.getLong(folder + AT);
        if (at >= Memory.getLong(folder + SIZE)) {
            long size = SystemCalls.call(SystemCalls.GETDENTS64, Memory.getLong(folder + DESCRIPTOR), folder + RECORDS, ROOM, 0);
            if (size <= 0) {
                return null;
            }
            Memory.putLong(folder + SIZE, size);
            at = 0;
        }
        long record = folder + RECORDS + at;
        Memory.putLong(folder + AT, at + Memory.getChar(record + RECORD_LENGTH));
        return Strings.at(record + NAME);
    }

    public static void close(long folder) {
        SystemCalls.call(SystemCalls.CLOSE, Memory.getLong(folder + DESCRIPTOR));
        OffHeap.free(folder);
    }
}
