package obol.nucleus.registers;

/** What {@link IoApic#select} selects. Offsets are four times the index, as the registers are 32 bits wide. */
@Registers(size = 4 * 0x100, memory = false)
interface IoApicIndex {
    /** Offsets for each index. */
    int STEP = 4;

    @Register(at = STEP * 1, bits = Version.class) int version();
    interface Version {
        int VERSION = 0xFF, LAST_PIN = 0xFF << 16;
    }

    /** Two words for each pin: what it raises, and at which processor. */
    @Register(at = STEP * 0x10, count = 2 * 120, bits = Redirection.class) int redirection(int word);
    void redirection(int word, int value);
    interface Redirection {
        int VECTOR = 0xFF, LEVEL = 1 << 15, MASKED = 1 << 16;
    }
}
