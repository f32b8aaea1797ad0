package obol.system.console;

import obol.channels.Server;
import obol.channels.Services;
import obol.channels.Wait;
import obol.system.bridge.FileService;
import obol.system.carrier.Outside;
import obol.system.files.Files;

/** The program {@code console}: serves {@code console} and {@code terminal} on what {@code outside} gives. */
public final class ConsoleServer implements AutoCloseable {
    private final Console console;
    private final FileService service;
    private final Server terminals;
    private final Server files;

    /** Opens the doors; takes the endpoint over. For the thread that then runs this. */
    public ConsoleServer(Outside outside) {
        console = new Console(outside);
        service = new FileService(console.files());
        terminals = Server.openEach(Terminal.class, "terminal", console::connected);
        files = Server.open(Files.class, "console", service);
    }

    public static void main(String[] arguments) {
        new ConsoleServer(Services.connect(Outside.class, "outside")).run();
    }

    /** Serves until this is closed. */
    public void run() {
        while (files.isOpen() && terminals.isOpen()) {
            switch (Wait.any(console.progress(), terminals, service.cancellations(), files)) {
                case 0 -> service.run(console::proceed);
                case 1 -> terminals.serve();
                case 2 -> service.giveUpCancelled();
                default -> files.serve();
            }
        }
    }

    /** Any thread may call this. */
    @Override
    public void close() {
        files.close();
        terminals.close();
    }
}
