package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import obol.aot.registers.FakeRegisters;
import obol.nucleus.device.VirtioMmio;
import obol.system.ether.Frames;
import org.junit.jupiter.api.Test;

/** What the driver says to the device before there are queues, and how frames lie in blocks. */
class VirtioNetTest {
    /** Offers what the driver wants and what it does not know. */
    private static FakeRegisters<VirtioMmio> device() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class);
        device.set("deviceFeatures", 1 << 5 | 1 << 15 | 1 << 16 | 1 << 17);
        return device;
    }

    @Test
    void agreesOnAddressAndStatusAlone() {
        FakeRegisters<VirtioMmio> device = device();
        assertEquals(1 << 5 | 1 << 16, VirtioNet.negotiate(device.registers()));
        assertEquals(List.of("status = 0x0", "status = acknowledge|driver", "deviceFeaturesSelect = 0x0", "deviceFeatures is 0x38020",
            "driverFeaturesSelect = 0x0", "driverFeatures = 0x10020", "driverFeaturesSelect = 0x1", "driverFeatures = 0x1",
            "status = acknowledge|driver|features-ok", "status is acknowledge|driver|features-ok"), device.trace());
    }

    @Test
    void aDeviceThatCannotIsRefused() {
        FakeRegisters<VirtioMmio> device = device();
        device.onWrite("status", value -> device.set("status", value & ~VirtioMmio.Status.FEATURES_OK));
        assertEquals("the network device does not speak virtio 1",
            assertThrows(IllegalStateException.class, () -> VirtioNet.negotiate(device.registers())).getMessage());
    }

    @Test
    void framesWithLengthsThatAreWrongEnd() {
        byte[] block = new byte[20];
        Frames.putLength(block, 0, 18);
        assertEquals(18, Frames.length(block, 0, 20));
        assertEquals(-1, Frames.length(block, 0, 19));
        Frames.putLength(block, 0, 0xFFFF);
        assertEquals(-1, Frames.length(block, 0, 20));
        assertEquals(-1, Frames.length(block, 19, 20));
        assertEquals(0, Frames.length(block, 18, 20));
    }
}
