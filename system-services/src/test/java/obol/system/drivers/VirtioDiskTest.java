package obol.system.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import obol.aot.registers.FakeRegisters;
import obol.nucleus.device.VirtioMmio;
import org.junit.jupiter.api.Test;

/** What the driver says to a disk, and asks it, before there is a queue. */
class VirtioDiskTest {
    @Test
    void takesTheFeaturesThatItKnows() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class);
        device.set("deviceFeatures", -1);
        assertEquals(VirtioDisk.FEATURE_READ_ONLY | VirtioDisk.FEATURE_FLUSH, VirtioDisk.negotiate(device.registers()));
        assertEquals(List.of("status = 0x0", "status = acknowledge|driver", "deviceFeaturesSelect = 0x0", "deviceFeatures is 0xffffffff",
            "driverFeaturesSelect = 0x0", "driverFeatures = 0x220", "driverFeaturesSelect = 0x1", "driverFeatures = 0x1",
            "status = acknowledge|driver|features-ok", "status is acknowledge|driver|features-ok"), device.trace());
    }

    @Test
    void aDeviceThatCannotIsRefused() {
        FakeRegisters<VirtioMmio> device = FakeRegisters.of(VirtioMmio.class);
        device.onWrite("status", value -> device.set("status", value & ~VirtioMmio.Status.FEATURES_OK));
        assertEquals("the disk does not speak virtio 1",
            assertThrows(IllegalStateException.class, () -> VirtioDisk.negotiate(device.registers())).getMessage());
    }
}
