package obol.nucleus.device;

/**
 * The registers of a virtio device behind memory-mapped I/O (virtio 1.1, section 4.2.2): 32 bits each, little-endian. What follows from
 * this table: which accesses of a driver are let through, the words of a trace, and the fake device of tests.
 */
public enum VirtioMmio {
    MAGIC(0x000, Access.READ, Writer.NOBODY),
    VERSION(VirtioMmio.VERSION_OFFSET, Access.READ, Writer.NOBODY),
    DEVICE_ID(VirtioMmio.DEVICE_ID_OFFSET, Access.READ, Writer.NOBODY),
    VENDOR_ID(0x00C, Access.READ, Writer.NOBODY),
    DEVICE_FEATURES(0x010, Access.READ, Writer.NOBODY),
    DEVICE_FEATURES_SELECT(0x014, Access.WRITE, Writer.DRIVER),
    DRIVER_FEATURES(0x020, Access.WRITE, Writer.DRIVER),
    DRIVER_FEATURES_SELECT(0x024, Access.WRITE, Writer.DRIVER),
    QUEUE_SELECT(0x030, Access.WRITE, Writer.NUCLEUS),
    QUEUE_SIZE_MOST(0x034, Access.READ, Writer.NOBODY),
    QUEUE_SIZE(0x038, Access.WRITE, Writer.NUCLEUS),
    QUEUE_READY(0x044, Access.BOTH, Writer.NUCLEUS),
    QUEUE_NOTIFY(0x050, Access.WRITE, Writer.NUCLEUS),
    INTERRUPT_STATUS(0x060, Access.READ, Writer.NOBODY, "used", "config"),
    INTERRUPT_ACKNOWLEDGE(0x064, Access.WRITE, Writer.DRIVER, "used", "config"),
    STATUS(VirtioMmio.STATUS_OFFSET, Access.BOTH, Writer.DRIVER, "acknowledge", "driver", "driver-ok", "features-ok", "4", "5", "needs-reset", "failed"),
    QUEUE_DESCRIPTORS_LOW(0x080, Access.WRITE, Writer.NUCLEUS),
    QUEUE_DESCRIPTORS_HIGH(0x084, Access.WRITE, Writer.NUCLEUS),
    QUEUE_AVAILABLE_LOW(0x090, Access.WRITE, Writer.NUCLEUS),
    QUEUE_AVAILABLE_HIGH(0x094, Access.WRITE, Writer.NUCLEUS),
    QUEUE_USED_LOW(0x0A0, Access.WRITE, Writer.NUCLEUS),
    QUEUE_USED_HIGH(0x0A4, Access.WRITE, Writer.NUCLEUS),
    CONFIG_GENERATION(0x0FC, Access.READ, Writer.NOBODY);

    /** What the device offers in the register. */
    enum Access { READ, WRITE, BOTH }

    /** Who may write it: what makes the device touch memory is the nucleus's. */
    enum Writer { NOBODY, DRIVER, NUCLEUS }

    static final int VERSION_OFFSET = 0x004, DEVICE_ID_OFFSET = 0x008, STATUS_OFFSET = 0x070;
    static final int MAGIC_VALUE = 0x74726976;
    /** The version of devices that are not legacy ones. */
    static final int VERSION_VALUE = 2;
    /** Bytes of the register area; the device's own configuration is its upper part. */
    static final int SIZE = 0x200, CONFIGURATION = 0x100;

    final int offset;
    final Access access;
    final Writer writer;
    /** Names of the bits from the lowest on; none: a number. */
    private final String[] bits;

    VirtioMmio(int offset, Access access, Writer writer, String... bits) {
        this.offset = offset;
        this.access = access;
        this.writer = writer;
        this.bits = bits;
    }

    /** The register at an offset; null: there is none. */
    static VirtioMmio at(int offset) {
        for (VirtioMmio register : values()) {
            if (register.offset == offset) {
                return register;
            }
        }
        return null;
    }

    /** An access as a line of a trace: {@code STATUS = acknowledge|driver}. */
    static String trace(int offset, int value) {
        VirtioMmio register = at(offset);
        if (register == null) {
            return (offset >= CONFIGURATION ? "CONFIGURATION+0x" + Integer.toHexString(offset - CONFIGURATION)
                    : "0x" + Integer.toHexString(offset)) + " = 0x" + Integer.toHexString(value);
        }
        return register + " = " + register.decode(value);
    }

    /** A value in words: the names of its bits, or a hexadecimal number. */
    String decode(int value) {
        if (bits.length == 0 || value == 0) {
            return "0x" + Integer.toHexString(value);
        }
        StringBuilder text = new StringBuilder();
        int rest = value;
        for (int i = 0; i < bits.length; i++) {
            if ((value & 1 << i) != 0) {
                text.append(text.length() == 0 ? "" : "|").append(bits[i]);
                rest &= ~(1 << i);
            }
        }
        if (rest != 0) {
            text.append(text.length() == 0 ? "" : "|").append("0x").append(Integer.toHexString(rest));
        }
        return text.toString();
    }
}
