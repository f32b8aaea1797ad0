package obol.styx.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.User;

/** The tree of a folder. All users have the rights of this process; new files are its own. */
public final class FolderTree implements FileServer {
    final Path root;

    /** @throws IOException if there is no such folder */
    public FolderTree(Path folder) throws IOException {
        root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new IOException(folder + ": not a folder");
        }
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!tree.isEmpty()) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(FolderNode.of(this, root));
    }
}
