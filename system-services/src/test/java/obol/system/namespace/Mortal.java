package obol.system.namespace;

import obol.channels.Server;
import obol.styx.server.FileServer;
import obol.system.bridge.FileService;
import obol.system.files.Files;

/** A server of a tree, which outlives it, with a life of its own: closing it ends all its channels, as a kill does. */
final class Mortal implements AutoCloseable {
    private final Server door;

    Mortal(String name, FileServer tree) {
        door = Server.open(Files.class, name, new FileService(tree));
        Thread thread = new Thread(() -> {
            while (door.isOpen()) {
                door.serve();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        door.close();
    }
}
