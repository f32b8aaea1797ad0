package obol.system.namespace;

import java.util.List;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.styx.Errno;
import obol.system.files.FileException;
import obol.system.files.Transfer;

/**
 * A tree whose root is found at the first use, kept, and found again at the next use after its server, or the connection of that to
 * another machine, has ended. Safe for threads; calls to one root take turns.
 */
abstract class Rooted implements Source {
    private Place root;

    /** Finds the root, which is this object's then. */
    abstract Place find() throws FileException;

    @Override
    public final synchronized Place walk(String path, List<String> names) throws FileException {
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

    /** Closes the root; a later use would find it again. */
    final synchronized void release() {
        if (root != null) {
            root.close();
            root = null;
        }
    }

    private Place walkFromRoot(String path, List<String> names) throws FileException {
        FileException error;
        boolean fresh = root == null;
        try (Deadline limit = Deadline.in(Lookup.PATIENCE)) {
            if (root == null) {
                root = find();
            }
            return new Place(path, root.device(), root.isPermanent(), root.walk(names));
        } catch (FileException e) {
            error = e;
        } catch (ChannelException fault) {
            error = Transfer.failure(fault);
            root = null;
        }
        // a root that cannot even be walked to is of no use: what could not be mounted is let go of
        boolean useless = fresh && names.isEmpty() || Errno.of(error.getMessage()) == Errno.ECONNRESET;
        if (root != null && useless) {
            root.close();
            root = null;
        }
        throw error;
    }
}
