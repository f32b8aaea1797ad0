package obol.system.drivers;

import obol.channels.Services;
import obol.nucleus.device.Host;
import obol.system.carrier.CarrierService;
import obol.system.carrier.Outside;

/** The program {@code outside}: by the carrier if the machine has a console device, else by what it was started with. */
public final class OutsideProgram {
    private OutsideProgram() {}

    /** Serves until the machine ends. */
    public static void main(String[] arguments) {
        Services.serve(Outside.class, "outside", way());
    }

    private static Outside way() {
        VirtioConsole device = VirtioConsole.start();
        if (device != null) {
            CarrierService carrier = new CarrierService(device);
            carrier.start();
            return carrier;
        }
        Host host = Host.claim();
        if (host == null) throw new IllegalStateException("this program may not reach outside");
        return new HostedOutside(host);
    }
}
