package obol.nucleus.device;

/** A device has broken the protocol; the message says how. Nothing it says later is looked at: only the end of the driver resets it. */
public final class DeviceFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceFault(String message) {
        super(message);
    }
}
