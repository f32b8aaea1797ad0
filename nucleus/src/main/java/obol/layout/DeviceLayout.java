package obol.layout;

/** A device that the machine has: raw memory, in a list from {@link NucleusLayout#DEVICES}. Offsets are bytes; u64 each unless said otherwise. */
public final class DeviceLayout {
    private DeviceLayout() {}

    public static final int NEXT = 0;
    /** Address of its registers, of one on PCI those that all have in common; 0: it is a file of the host, opened when the machine started. */
    public static final int REGISTERS = 8;
    /** The process that drives it; 0: none. */
    public static final int OWNER = 16;
    /** u32: what it is, a device ID of virtio; and its interrupt line. */
    public static final int KIND = 24;
    public static final int LINE = 28;
    /** Of a file of the host, u32 each: its descriptor, and 1 if it can only be read. */
    public static final int DESCRIPTOR = 32;
    public static final int READ_ONLY = 36;
    /** Of one on PCI: address and u32 bytes of where it hears of its queues, and u32 the distance between their places; else 0. */
    public static final int NOTIFY = 40;
    public static final int NOTIFY_SIZE = 48;
    public static final int NOTIFY_STEP = 52;
    /** Likewise of the registers that are its kind's own, of which there may be none. */
    public static final int CONFIGURATION = 56;
    public static final int CONFIGURATION_SIZE = 64;
    public static final int SIZE = 68;
}
