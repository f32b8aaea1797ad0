package obol.nucleus.registers;

/** A processor's own interrupt controller, as far as it is used. */
@Registers(size = 0x1000)
interface LocalApic {
    long PHYSICAL = 0xFEE0_0000L;

    /** Ways of {@link Command#DELIVERY}: resets a processor; starts it in the page of which the vector is the number. */
    int INIT = 5 << 8, START = 6 << 8;

    @Register(at = 0x020, bits = Id.class) int id();
    interface Id {
        int NUMBER = 0xFF << 24;
    }

    @Register(at = 0x0B0) void endOfInterrupt(int zero);

    @Register(at = 0x0F0, bits = Spurious.class) int spurious();
    void spurious(int value);
    interface Spurious {
        int VECTOR = 0xFF, ENABLED = 1 << 8;
    }

    /** Writing it sends an interrupt to the processor that {@link #destination} names. */
    @Register(at = 0x300, bits = Command.class) int command();
    void command(int value);
    interface Command {
        int VECTOR = 0xFF, DELIVERY = 7 << 8, PENDING = 1 << 12, ASSERT = 1 << 14;
    }

    /** As in {@link #id}. */
    @Register(at = 0x310) int destination();
    void destination(int value);

    @Register(at = 0x320, bits = Timer.class) int timer();
    void timer(int value);
    interface Timer {
        int VECTOR = 0xFF, MASKED = 1 << 16, PERIODIC = 1 << 17;
    }

    /** Writing it starts the timer, 0 stops it. */
    @Register(at = 0x380) int initialCount();
    void initialCount(int ticks);

    @Register(at = 0x390) int currentCount();

    @Register(at = 0x3E0, bits = Divide.class) int divide();
    void divide(int by);
    interface Divide {
        /** The divisor's code has a gap; all bits are 1, the divisor is 1. */
        int LOW = 3, HIGH = 1 << 3;
    }
}
