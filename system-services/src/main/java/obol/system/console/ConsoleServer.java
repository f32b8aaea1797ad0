package obol.system.console;

import obol.channels.Server;
import obol.channels.Services;
import obol.channels.Wait;
import obol.system.bridge.FileService;
import obol.system.carrier.FileStream;
import obol.system.carrier.Outside;
import obol.system.carrier.Stream;
import obol.system.files.Files;
import obol.system.files.OpenFile;
import obol.system.posix.ThisProcess;

/** Serves a console's files: as the program {@code console} that of the machine, in {@code telnetd} that of a connection. */
public final class ConsoleServer implements AutoCloseable {
    /** The service of the machine's own. */
    private static final String OWN = "console";

    private final Console console;
    private final FileService service;
    private final Server files;

    private ConsoleServer(Line line, String name, Runnable hangUp) {
        console = new Console(line, hangUp);
        service = new FileService(console.files());
        files = Server.open(Files.class, name, service);
    }

    /** The machine's console; takes the endpoint over. For the thread that then runs this. */
    public ConsoleServer(Outside outside) {
        this(new OutsideLine(outside), OWN, () -> { });
    }

    /**
     * The console of the connection, with a terminal at its other end, that is this process's standard input and output. For the thread
     * that then runs this.
     *
     * @param name   of the service
     * @param begins whether to begin to speak telnet, or only to answer
     * @param hangUp runs, on the thread that runs this, when the connection has ended or is broken, before a reader hears of it
     * @throws IllegalStateException if it has neither
     */
    public ConsoleServer(String name, boolean begins, Runnable hangUp) {
        this(new ConnectionLine(descriptor(0), descriptor(1), begins), name, hangUp);
    }

    private static Stream descriptor(int number) {
        OpenFile file = ThisProcess.share(number);
        if (file == null) {
            throw new IllegalStateException("no descriptor " + number);
        }
        return new FileStream(file);
    }

    public static void main(String[] arguments) {
        new ConsoleServer(Services.connect(Outside.class, "outside")).run();
    }

    /** Serves until this is closed. */
    public void run() {
        while (files.isOpen()) {
            switch (Wait.any(console.progress(), service.cancellations(), files)) {
                case 0 -> service.run(console::proceed);
                case 1 -> service.giveUpCancelled();
                default -> files.serve();
            }
        }
    }

    /** Any thread may call this. */
    @Override
    public void close() {
        files.close();
    }
}
