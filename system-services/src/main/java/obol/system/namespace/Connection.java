package obol.system.namespace;

import obol.system.files.FileException;
import obol.system.files.Files;

/** One attach to a file server. */
final class Connection extends Rooted {
    private static final String NETWORK = "tcp!";

    private final int device;
    private final FileServers servers;
    private final String user;
    private final String service;
    private final String tree;

    Connection(int device, FileServers servers, String user, String service, String tree) {
        this.device = device;
        this.servers = servers;
        this.user = user;
        this.service = service;
        this.tree = tree;
    }

    @Override
    Place find() throws FileException {
        boolean remote = service.startsWith(NETWORK);
        try (Files server = servers.connect(remote ? "remote" : service)) {
            return new Place("/", device, server.attach(user, remote && !tree.isEmpty() ? service + " " + tree : remote ? service : tree));
        }
    }
}
