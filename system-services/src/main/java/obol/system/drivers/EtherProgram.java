package obol.system.drivers;

import obol.channels.Services;
import obol.nucleus.device.Device;
import obol.system.ether.Ether;

/** The program {@code ether}: drives the machine's network device. Where there is none it ends before it serves. */
public final class EtherProgram {
    private EtherProgram() {
    }

    public static void main(String[] arguments) {
        Device device = Device.claim(Device.NETWORK);
        if (device == null) return;
        VirtioNet driver = new VirtioNet(device);
        driver.start();
        Services.serve(Ether.class, "ether", driver);
    }
}
