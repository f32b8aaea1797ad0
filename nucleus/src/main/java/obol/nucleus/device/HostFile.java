package obol.nucleus.device;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;

import java.util.Objects;
import obol.layout.BootInfo;
import obol.layout.DeviceLayout;
import obol.nucleus.Console;
import obol.nucleus.Literal;
import obol.nucleus.Machine;
import obol.nucleus.Nucleus;
import obol.nucleus.RawMemory;
import obol.nucleus.abi.Devices;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.port.Errors;
import obol.nucleus.port.SystemCalls;

/**
 * What Linux has in place of a disk: a file that {@code --disk FILE} names, opened when the machine starts, so that nobody can make
 * another one of it. It is its driver's until that ends. Any thread of the driver may use it; calls do not let other threads run.
 */
public final class HostFile {
    private static final String OPTION = "--disk";
    private static final int OPEN = 2, O_RDONLY = 0, O_RDWR = 2, O_CLOEXEC = 0x80000, SEEK_END = 2;

    private final long device;
    private final int descriptor;
    private HostFile(long device) {
        this.device = device;
        descriptor = getInt(device + DeviceLayout.DESCRIPTOR);
    }

    /** Opens those that the command line names, in its order; ends the machine if one cannot be. Before there is a running thread. */
    @NoAllocation
    public static void openAll(long core, long info) {
        long words = getLong(info + BootInfo.ARGUMENTS);
        long end = Machine.registers(0) != 0 ? 0 : getLong(info + BootInfo.ARGUMENT_COUNT) - 1;
        for (long i = 1; i < end; i++) {
            if (!Literal.is(getLong(words + 8 * i), OPTION)) {
                continue;
            }
            long path = getLong(words + 8 * i + 8);
            long file = Machine.systemCall(OPEN, path, O_RDWR | O_CLOEXEC, 0, 0, 0, 0);
            boolean readOnly = file == -Errors.EACCES || file == -Errors.EROFS;
            file = readOnly ? Machine.systemCall(OPEN, path, O_RDONLY | O_CLOEXEC, 0, 0, 0, 0) : file;
            if (file < 0) {
                Console.error("obol: --disk: a file cannot be opened\n");
                Machine.exit(Nucleus.CANNOT);
            }
            long device = RawMemory.take(core, DeviceLayout.SIZE);
            putInt(device + DeviceLayout.KIND, Device.BLOCK);
            putInt(device + DeviceLayout.DESCRIPTOR, (int) file);
            putInt(device + DeviceLayout.READ_ONLY, readOnly ? 1 : 0);
            DeviceTable.add(core, device);
        }
    }

    /** Descriptors of the machine's files are less. */
    @NoAllocation
    static int descriptorsEnd() {
        int end = 0;
        for (long device = DeviceTable.first(); device != 0; device = getLong(device + DeviceLayout.NEXT)) {
            if (getLong(device + DeviceLayout.REGISTERS) == 0) {
                end = Math.max(end, getInt(device + DeviceLayout.DESCRIPTOR) + 1);
            }
        }
        return end;
    }

    /** A file that has no driver yet, which this process is from now on; null: there is none, or it may not. */
    public static HostFile claim() {
        long device = Machine.registers(0) != 0 ? 0 : Devices.claim(Device.BLOCK);
        return device == 0 ? null : new HostFile(device);
    }

    public boolean readOnly() { return getInt(device + DeviceLayout.READ_ONLY) != 0; }

    /** Bytes, or less than 0: a negated error number, as for all that follow. */
    public long size() { return SystemCalls.call(SystemCalls.LSEEK, descriptor, 0, SEEK_END, 0); }

    /** Reads some of the bytes; gives how many, 0 at the end of the file. */
    public int read(long at, byte[] to, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, to.length);
        return (int) SystemCalls.onArray(SystemCalls.PREAD, descriptor, to, offset, count, at);
    }

    /** Writes some of the bytes; gives how many. */
    public int write(long at, byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        return (int) SystemCalls.onArray(SystemCalls.PWRITE, descriptor, from, offset, count, at);
    }

    /** Returns when what was written is on the medium. */
    public int flush() { return (int) SystemCalls.call(SystemCalls.FDATASYNC, descriptor); }
}
