package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import obol.aot.registers.FakeRegisters;
import obol.nucleus.device.VirtioMmio;
import org.junit.jupiter.api.Test;

/** What the driver says to the device before there are queues. */
class VirtioConsoleTest {
    private static final List<String> OFFER = List.of(
        "status = 0x0",
        "status = acknowledge|driver",
        "driverFeaturesSelect = 0x0",
        "driverFeatures = 0x2",
        "driverFeaturesSelect = 0x1",
        "driverFeatures = 0x1",
        "status = acknowledge|driver|features-ok");

    @Test
    void agreesOnPorts() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class);
        VirtioConsole.negotiate(device.registers());
        assertEquals(OFFER, device.trace().subList(0, OFFER.size()));
        assertEquals(List.of("status is acknowledge|driver|features-ok"), device.trace().subList(OFFER.size(), device.trace().size()));
    }

    /** The device says so by not keeping the bit. */
    @Test
    void aDeviceThatCannotIsRefused() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class);
        device.onWrite("status", value -> device.set("status", value & ~VirtioMmio.Status.FEATURES_OK));
        assertEquals("the console device has no ports, or does not speak virtio 1",
            assertThrows(IllegalStateException.class, () -> VirtioConsole.negotiate(device.registers())).getMessage());
    }
}
