package obol.system.namespace;

import java.util.List;
import java.util.function.Function;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.styx.Errno;
import obol.system.files.Fid;
import obol.system.files.FileException;
import obol.system.files.Files;
import obol.system.files.Transfer;

/**
 * One attach to a file server: made at the first use, and again at the next use after the server has ended. Safe for threads; calls to
 * one server take turns.
 */
final class Connection extends Source {
    private static final String NETWORK = "tcp!";

    final int device;
    private final Function<String, Files> services;
    private final String user;
    private final String service;
    private final String tree;
    private Fid root;

    Connection(int device, Function<String, Files> services, String user, String service, String tree) {
        this.device = device;
        this.services = services;
        this.user = user;
        this.service = service;
        this.tree = tree;
    }

    private Fid attach() throws FileException {
        boolean remote = service.startsWith(NETWORK);
        try (Files server = services.apply(remote ? "remote" : service)) {
            return server.attach(user, remote ? tree.isEmpty() ? service : service + " " + tree : tree);
        }
    }

    @Override
    synchronized Place walk(String path, List<String> names) throws FileException {
        boolean fresh = root == null;
        try {
            return walkFromRoot(path, names);
        } catch (FileException e) {
            if (fresh || Errno.of(e.getMessage()) != Errno.ECONNRESET) {
                throw e;
            }
        }
        return walkFromRoot(path, names);
    }

    /** An error that says that the server, or its connection to another machine, has ended leaves no root. */
    private Place walkFromRoot(String path, List<String> names) throws FileException {
        FileException error;
        try (Deadline limit = Deadline.in(Namespace.PATIENCE)) {
            if (root == null) {
                root = attach();
            }
            return new Place(path, device, root.walk(names));
        } catch (FileException e) {
            error = e;
        } catch (ChannelException fault) {
            error = Transfer.failure(fault);
            root = null;
        }
        if (root != null && Errno.of(error.getMessage()) == Errno.ECONNRESET) {
            root.close();
            root = null;
        }
        throw error;
    }
}
