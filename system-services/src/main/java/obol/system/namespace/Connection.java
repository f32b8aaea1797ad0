package obol.system.namespace;

import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.Files;

/** One attach to a file server. */
final class Connection extends Rooted {
    /** Between a service and which of its trees is meant; another machine's address is the service {@code remote}'s as a whole. */
    private static final char MARK = '!';
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
        int mark = remote || ArchiveMount.isOne(service) || Line.isPath(service) ? -1 : service.indexOf(MARK);
        String address = remote ? service : mark > 0 ? service.substring(mark + 1) : "";
        String server = remote ? "remote" : mark > 0 ? service.substring(0, mark) : service;
        finding = true;
        try (Files files = servers.connect(server)) {
            String name = address.isEmpty() ? tree : tree.isEmpty() ? address : address + " " + tree;
            return new Place("/", device, permanent, files.attach(user, name));
        } finally {
            finding = false;
        }
    }
}
