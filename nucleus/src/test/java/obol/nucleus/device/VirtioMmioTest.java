package obol.nucleus.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of registers, and what is made of it. */
class VirtioMmioTest {
    @Test
    void placesAreDistinctAndBelowTheConfiguration() {
        for (VirtioMmio register : VirtioMmio.values()) {
            assertSame(register, VirtioMmio.at(register.offset));
            assertTrue(register.offset >= 0 && register.offset < VirtioMmio.CONFIGURATION && register.offset % 4 == 0, register::name);
        }
        assertNull(VirtioMmio.at(0x01C));
    }

    /** What makes a device touch memory is not the driver's; what cannot be written is nobody's. */
    @Test
    void driversWriteWhatIsHarmless() {
        Set<VirtioMmio> drivers = EnumSet.noneOf(VirtioMmio.class);
        for (VirtioMmio register : VirtioMmio.values()) {
            assertEquals(register.access == VirtioMmio.Access.READ, register.writer == VirtioMmio.Writer.NOBODY, register::name);
            if (register.name().startsWith("QUEUE")) assertNotEquals(VirtioMmio.Writer.DRIVER, register.writer, register::name);
            if (register.writer == VirtioMmio.Writer.DRIVER) drivers.add(register);
        }
        assertEquals(EnumSet.of(VirtioMmio.DEVICE_FEATURES_SELECT, VirtioMmio.DRIVER_FEATURES, VirtioMmio.DRIVER_FEATURES_SELECT,
            VirtioMmio.INTERRUPT_ACKNOWLEDGE, VirtioMmio.STATUS), drivers);
    }

    @Test
    void traces() {
        assertEquals("STATUS = acknowledge|driver", VirtioMmio.trace(0x070, 3));
        assertEquals("STATUS = 0x0", VirtioMmio.trace(0x070, 0));
        assertEquals("STATUS = failed|0x100", VirtioMmio.trace(0x070, 0x180));
        assertEquals("INTERRUPT_STATUS = used|config", VirtioMmio.trace(0x060, 3));
        assertEquals("MAGIC = 0x74726976", VirtioMmio.trace(0x000, VirtioMmio.MAGIC_VALUE));
        assertEquals("QUEUE_DESCRIPTORS_LOW = 0xfffff000", VirtioMmio.trace(0x080, -4096));
        assertEquals("CONFIGURATION+0x8 = 0x1", VirtioMmio.trace(0x108, 1));
        assertEquals("0x1c = 0x1", VirtioMmio.trace(0x01C, 1));
    }
}
