package obol.nucleus.registers;

/** ACPI's registers that send the machine to sleep, of which one kind is off (ACPI 6.4, sections 4.8.3.2.1 and 4.8.3.7). */
public final class SleepRegisters {
    private SleepRegisters() {}

    /** A port of machines with the full set of registers for power management. */
    @Registers(size = 2, memory = false)
    public interface Pm1Control {
        @Register(at = 0, width = 16, bits = Bits.class) int control();
        void control(int value);
        interface Bits {
            int SLEEP_TYPE = 7 << 10, SLEEP = 1 << 13;
        }
    }

    /** A byte of machines whose hardware is <em>reduced</em>. */
    @Registers(size = 1)
    public interface SleepControl {
        @Register(at = 0, width = 8, bits = Bits.class) int control();
        void control(int value);
        interface Bits {
            int SLEEP_TYPE = 7 << 2, SLEEP = 1 << 5;
        }
    }
}
