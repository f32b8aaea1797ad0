package obol.nucleus.registers;

/** The ports of a serial line's 16550. */
@Registers(size = 8, memory = false)
interface Uart {
    /** The first port of the first serial line. */
    int COM1 = 0x3F8;
    /** What a port reads as behind which there is no device. */
    int ABSENT = 0xFF;

    @Register(at = 0, width = 8) int received();
    @Register(at = 0, width = 8) void transmit(int character);

    @Register(at = 1, width = 8, bits = Interrupts.class) int interrupts();
    void interrupts(int enabled);
    interface Interrupts {
        int RECEIVED = 1;
    }

    @Register(at = 2, width = 8, bits = Fifo.class) void fifo(int control);
    interface Fifo {
        int ENABLE = 1, CLEAR_RECEIVE = 1 << 1, CLEAR_TRANSMIT = 1 << 2;
    }

    @Register(at = 3, width = 8, bits = LineControl.class) int lineControl();
    void lineControl(int control);
    interface LineControl {
        /** Bits of a character, less 5. */
        int CHARACTER = 3;
    }

    @Register(at = 4, width = 8, bits = ModemControl.class) int modemControl();
    void modemControl(int control);
    interface ModemControl {
        /** OUT2 lets interrupts through to the machine. */
        int DTR = 1, RTS = 1 << 1, OUT2 = 1 << 3;
    }

    @Register(at = 5, width = 8, bits = LineStatus.class) int lineStatus();
    interface LineStatus {
        int DATA_READY = 1, TRANSMIT_EMPTY = 1 << 5;
    }
}
