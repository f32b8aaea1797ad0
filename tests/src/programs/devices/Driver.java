package devices;

import java.util.Arrays;

/** What a driver's program is to do, by its first argument. */
public final class Driver {
    private Driver() {}

    public static void main(String[] arguments) throws Exception {
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "echo" -> ConsoleEcho.main(rest);
            case "flood" -> ConsoleFlood.main(rest);
            case "sockets" -> SocketEcho.main(rest);
            case "disk" -> obol.system.drivers.DiskCheck.main(rest);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
