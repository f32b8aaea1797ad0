package obol.system.console;

import obol.channels.Server;
import obol.channels.Services;
import obol.channels.Wait;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.files.Files;

/** The program {@code console}: serves {@code console} and {@code terminal} on what {@code outside} gives. */
public final class ConsoleServer {
    private ConsoleServer() {}

    public static void main(String[] arguments) {
        serve(Services.connect(Outside.class, "outside"));
    }

    /** Serves until one of the doors is closed. */
    static void serve(Outside outside) {
        Console console = new Console(outside);
        FileService service = new FileService(console.files());
        try (Server terminals = Server.openEach(Terminal.class, "terminal", console::connected);
                Server files = Server.open(Files.class, "console", service)) {
            while (files.isOpen() && terminals.isOpen()) {
                switch (Wait.any(console.progress(), terminals, service.cancellations(), files)) {
                    case 0 -> service.run(console::proceed);
                    case 1 -> terminals.serve();
                    case 2 -> service.giveUpCancelled();
                    default -> files.serve();
                }
            }
        }
    }
}
