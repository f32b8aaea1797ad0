package obol.system.namespace;

import obol.styx.Errno;
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
    private final boolean permanent;
    /** While it is being found: a service whose path leads through itself cannot be. */
    private boolean finding;

    Connection(int device, FileServers servers, String user, String service, String tree, boolean permanent) {
        this.device = device;
        this.servers = servers;
        this.user = user;
        this.service = service;
        this.tree = tree;
        this.permanent = permanent;
    }

    boolean isOf(String name) {
        return service.equals(name);
    }

    @Override
    Place find() throws FileException {
        if (finding) {
            throw Lookup.error(Errno.ELOOP);
        }
        boolean remote = service.startsWith(NETWORK);
        finding = true;
        try (Files server = servers.connect(remote ? "remote" : service)) {
            String name = remote && !tree.isEmpty() ? service + " " + tree : remote ? service : tree;
            return new Place("/", device, permanent, server.attach(user, name));
        } finally {
            finding = false;
        }
    }
}
