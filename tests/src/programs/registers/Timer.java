package obol.nucleus.device;

import obol.nucleus.registers.Field;
import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;

/** A device that there is not, with all that a description can have. */
@Registers(size = 32)
public interface Timer {
    @Register(at = 0, width = 16, bits = Control.class) int control();

    void control(int value);

    interface Control {
        int ON = 1, PRESCALE = 7 << 4, TOP = 1 << 15;
    }

    @Field(of = "control", mask = Control.ON) boolean on();

    @Field(of = "control", mask = Control.ON) void on(boolean on);

    @Field(of = "control", mask = Control.PRESCALE) int prescale();

    @Field(of = "control", mask = Control.PRESCALE) void prescale(int exponent);

    @Register(at = 2, width = 8) int small();

    void small(int value);

    @Register(at = 4) int word();

    void word(int value);

    @Field(of = "word", mask = 1 << 31) boolean sign();

    @Register(at = 8, width = 64) long wide();

    void wide(long value);

    @Register(at = 16, count = 4) int several(int index);

    void several(int index, int value);
}
