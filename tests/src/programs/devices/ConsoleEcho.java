package devices;

import obol.system.drivers.VirtioConsole;

/** Sends back what comes over the virtio console, until a line {@code quit}; says how many bytes that were. A driver's program. */
public final class ConsoleEcho {
    private static final byte[] END = {'q', 'u', 'i', 't', '\n'};

    private ConsoleEcho() {}

    public static void main(String[] arguments) {
        System.out.println(String.join(",", arguments));
        VirtioConsole console = VirtioConsole.start();
        System.out.println(VirtioConsole.start() == null ? "one console" : "a console that is driven twice");
        byte[] bytes = new byte[64 << 10];
        long total = 0;
        int matched = 0;
        while (matched < END.length) {
            int count = console.read(bytes, 0, bytes.length);
            console.write(bytes, 0, count);
            total += count;
            for (int i = 0; i < count && matched < END.length; i++) {
                matched = bytes[i] == END[matched] ? matched + 1 : bytes[i] == END[0] ? 1 : 0;
            }
        }
        console.drain();
        System.out.println(total + " bytes");
    }
}
