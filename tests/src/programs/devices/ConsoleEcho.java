package devices;

import obol.system.drivers.VirtioConsole;

/** Sends back what comes over the virtio console, until a line {@code quit}; says how many bytes that were. Program {@code outside}. */
public final class ConsoleEcho {
    private ConsoleEcho() {}

    public static void main(String[] arguments) {
        VirtioConsole console = VirtioConsole.start();
        if (console == null) {
            System.out.println("no console");
            return;
        }
        byte[] bytes = new byte[64 << 10];
        byte[] end = "quit\n".getBytes();
        long total = 0;
        int matched = 0;
        while (matched < end.length) {
            int count = console.read(bytes, 0, bytes.length);
            console.write(bytes, 0, count);
            total += count;
            for (int i = 0; i < count; i++) {
                matched = matched == end.length ? matched : bytes[i] == end[matched] ? matched + 1 : bytes[i] == end[0] ? 1 : 0;
            }
        }
        console.drain();
        System.out.println(total + " bytes");
    }
}
