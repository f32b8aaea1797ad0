package obol.nucleus.registers;

/** An I/O APIC's two registers in memory: behind them those of {@link IoApicIndex}. */
@Registers(size = IoApic.SIZE)
public interface IoApic {
    int SIZE = 0x14;
    /** The first one, on a machine that does not tell where it has them. */
    long PHYSICAL = 0xFEC0_0000L;

    @Register(at = 0x00) int select();
    void select(int index);

    @Register(at = 0x10) int window();
    void window(int value);
}
