package obol.nucleus.registers;

/** The ports by which the clock with a battery is reached: an index into {@link Clock}, and the byte there. */
@Registers(size = 2, memory = false)
interface Cmos {
    int PORT = 0x70;

    @Register(at = 0, width = 8) void index(int index);

    @Register(at = 1, width = 8) int data();

    /** Binary-coded decimal numbers of two digits. */
    @Registers(size = 0x80, memory = false)
    interface Clock {
        @Register(at = 0x00, width = 8) int second();
        @Register(at = 0x02, width = 8) int minute();
        @Register(at = 0x04, width = 8) int hour();
        @Register(at = 0x07, width = 8) int day();
        @Register(at = 0x08, width = 8) int month();
        @Register(at = 0x09, width = 8) int year();

        @Register(at = 0x0A, width = 8, bits = StatusA.class) int statusA();
        interface StatusA {
            /** The numbers are changing. */
            int UPDATING = 1 << 7;
        }
    }
}
