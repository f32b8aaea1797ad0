package obol.system.namespace;

import obol.channels.Server;
import obol.styx.server.FileServer;
import obol.system.bridge.FileService;
import obol.system.files.Files;

/** A server of a tree, which outlives it, with a life of its own: closing it ends all its channels, as a kill does. */
public final class Mortal implements AutoCloseable {
    private final FileService service;
    private final Server door;

    public Mortal(String name, FileServer tree) {
        service = new FileService(tree);
        door = Server.open(Files.class, name, service);
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers something late. */
    void run(Runnable answer) {
        service.run(answer);
    }

    @Override
    public void close() {
        door.close();
    }
}
