package devices;

import obol.system.drivers.VirtioConsole;

/** Writes to the virtio console without end, and leaves what comes in the device's buffers. A driver's program. */
public final class ConsoleFlood {
    private ConsoleFlood() {}

    public static void main(String[] arguments) {
        VirtioConsole console = VirtioConsole.start();
        byte[] bytes = new byte[256 << 10];
        while (console.write(bytes, 0, bytes.length)) {
            Thread.yield();
        }
    }
}
