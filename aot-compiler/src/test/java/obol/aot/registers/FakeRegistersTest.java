package obol.aot.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import obol.nucleus.device.VirtioMmio;
import obol.nucleus.registers.Field;
import obol.nucleus.registers.Register;
import obol.nucleus.registers.Registers;
import org.junit.jupiter.api.Test;

/** A device for tests, made from a description. */
class FakeRegistersTest {
    @Registers(size = 32)
    interface Timer {
        @Register(at = 0, width = 16, bits = Control.class) int control();

        void control(int value);

        interface Control {
            int ON = 1, PRESCALE = 7 << 4;
        }

        @Field(of = "control", mask = Control.ON) boolean on();

        @Field(of = "control", mask = Control.ON) void on(boolean on);

        @Field(of = "control", mask = Control.PRESCALE) int prescale();

        @Field(of = "control", mask = Control.PRESCALE) void prescale(int exponent);

        @Register(at = 8, width = 64) long count();

        @Register(at = 16, count = 4) void compare(int index, int value);
    }

    @Test
    void readsAreWhatIsScripted() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class).set("deviceId", 3).script("status", 4, 8).set("configuration[1]", 7);
        VirtioMmio registers = device.registers();
        assertEquals(3, registers.deviceId());
        assertEquals(4, registers.status());
        assertTrue(registers.featuresOk());
        assertFalse(registers.featuresOk());
        assertEquals(7, registers.configuration(1));
        assertEquals(List.of("deviceId is 0x3", "status is driver-ok", "status is features-ok", "status is 0x0", "configuration[1] is 0x7"), device.trace());
        assertThrows(IndexOutOfBoundsException.class, () -> registers.configuration(64));
        assertThrows(IllegalArgumentException.class, () -> device.set("queueReady", 1), "no register of a driver's");
    }

    @Test
    void fieldsAreReadAndWrittenBack() {
        FakeRegisters<Timer> device = FakeRegisters.of(Timer.class).set("count", -1L);
        long[] seen = new long[1];
        device.onWrite("compare[2]", value -> seen[0] = value);
        Timer timer = device.registers();
        timer.prescale(5);
        timer.on(true);
        timer.prescale(12); // one bit too many
        assertEquals(4, timer.prescale());
        assertTrue(timer.on());
        assertEquals(-1L, timer.count());
        timer.compare(2, 9);
        assertEquals(9, seen[0]);
        assertEquals(List.of("control is 0x0", "control = prescale=5", "control is prescale=5", "control = on|prescale=5", "control is on|prescale=5",
            "control = on|prescale=4", "control is on|prescale=4", "control is on|prescale=4", "count is 0xffffffffffffffff", "compare[2] = 0x9"),
            device.trace());
    }
}
