package obol.nucleus.device;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;

import obol.layout.DeviceLayout;

/** As {@link PciRegisters}, with those of the queues. A queue has numbers below {@link #QUEUES}. */
final class PciTransport extends PciRegisters implements VirtioTransport {
    private static final int QUEUES = 64;
    /** The one message, which tells of everything. */
    private static final int MESSAGE = 0;

    private final VirtioPci common;
    private final long notify;
    private final long notifySize;
    private final long notifyStep;
    /** By queue: where it is announced. */
    private final long[] doorbells = new long[QUEUES];
    private int selected;

    PciTransport(long device) {
        super(device);
        common = MappedRegisters.object(VirtioPci.class, getLong(device + DeviceLayout.REGISTERS));
        notify = getLong(device + DeviceLayout.NOTIFY);
        notifySize = getInt(device + DeviceLayout.NOTIFY_SIZE);
        notifyStep = getInt(device + DeviceLayout.NOTIFY_STEP) & 0xFFFF_FFFFL;
    }

    @Override public void queueSelect(int index) {
        selected = index;
        common.queueSelect(index);
    }

    /** A queue that cannot be announced is not there. */
    @Override public int queueSizeMost() {
        long doorbell = common.queueNotify() * notifyStep;
        if (selected < 0 || selected >= QUEUES || doorbell + VirtioPci.Doorbell.SIZE > notifySize) {
            return 0;
        }
        doorbells[selected] = notify + doorbell;
        return common.queueSize();
    }

    @Override public int queueReady() { return common.queueEnable(); }
    @Override public void queueReady(int ready) {
        common.configurationVector(MESSAGE);
        common.queueVector(MESSAGE);
        common.queueEnable(ready);
    }

    @Override public void queueNotify(int index) { MappedRegisters.at(VirtioPci.Doorbell.class, doorbells[index]).ring(index); }
    @Override public void queueSize(int descriptors) { common.queueSize(descriptors); }
    @Override public void queueDescriptorsLow(int address) { common.queueDescriptorsLow(address); }
    @Override public void queueDescriptorsHigh(int address) { common.queueDescriptorsHigh(address); }
    @Override public void queueAvailableLow(int address) { common.queueAvailableLow(address); }
    @Override public void queueAvailableHigh(int address) { common.queueAvailableHigh(address); }
    @Override public void queueUsedLow(int address) { common.queueUsedLow(address); }
    @Override public void queueUsedHigh(int address) { common.queueUsedHigh(address); }
}
