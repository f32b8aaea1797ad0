package obol.nucleus.abi;

import static obol.nucleus.Memory.getInt;

import obol.layout.DeviceLayout;
import obol.nucleus.annotation.Abi;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.device.DeviceTable;
import obol.nucleus.threads.Signals;

/** Devices, named by numbers that are good for their owner alone; 0 is no device. What is done with one is in {@link obol.nucleus.device}. */
@NoAllocation
public final class Devices {
    /** Results of {@link #await}. */
    public static final int HAPPENED = 1, TIMEOUT = 2, INTERRUPTED = 3, NOT_OWN = 4;

    private Devices() {}

    /** Makes this process the driver of a device of a kind (virtio's device ID), until it ends; 0: refused, or there is none that is free. */
    @Abi
    public static long claim(int kind) {
        return DeviceTable.claim(kind);
    }

    /**
     * Waits until an own device has interrupted since the last wait for it, or the monotonic clock reaches the deadline (Long.MAX_VALUE:
     * never). The device does not interrupt again before the next wait, so what caused the interrupt is to be seen to before that.
     */
    @Abi
    public static int await(long device, long deadline) {
        int result = NOT_OWN;
        if (DeviceTable.isOwn(device)) {
            int signal = Signals.await(getInt(device + DeviceLayout.LINE), Signals.READABLE, deadline, true);
            result = signal == Signals.TIMEOUT ? TIMEOUT : signal == Signals.INTERRUPTED ? INTERRUPTED : HAPPENED;
        }
        return result;
    }
}
