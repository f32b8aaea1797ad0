package obol.system.servers.fat;

import java.util.function.LongSupplier;
import obol.styx.Errno;
import obol.styx.StyxException;
import obol.styx.server.FileServer;
import obol.styx.server.Node;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;
import obol.styx.server.Space;
import obol.styx.server.User;

/**
 * The tree of files of a FAT volume. What it can't keep it refuses: links, devices, owners, append-only files (EPERM), files of 4 GiB
 * and more (EFBIG), holes (which it fills with zeros). Times are UTC: modified to 2 seconds, accessed to a day and not set by reading,
 * from 1980 to 2107.
 *
 * <p>Changes to names and sizes stay in memory until a commit: at a sync of any file, when many have gathered, before a renamed file's
 * old name goes, and at {@link #close}. Who serves the tree calls {@link #sync} now and then.
 */
public final class FatTree implements FileServer {
    /** Whose all files are. */
    static final String OWNER = "root";
    /** Entries of directories in memory beyond which unused ones are let go of. */
    private static final int MAX_LOADED = 20_000;

    private final Volume volume;
    private final FatFile root;

    /**
     * Mounts the volume that begins at the device's first sector.
     *
     * @param clock nanoseconds since 1970
     * @throws StyxException EINVAL, with what is wrong in the text, if there is no FAT volume; EIO
     */
    public FatTree(BlockDevice device, LongSupplier clock) throws StyxException {
        volume = new Volume(device, clock);
        root = FatFile.root(volume);
    }

    @Override
    public void attach(User user, String tree, OpenFile authentication, Reply<Node> reply) throws StyxException {
        if (!tree.isEmpty() && !tree.equals("/")) {
            throw new StyxException(Errno.ENOENT);
        }
        reply.ok(root.acquire());
    }

    /** Puts all changes on the disk. */
    public void sync() throws StyxException {
        volume.commit();
    }

    /** Whether something was changed since the mount or the last {@link #close}, and the disk has not failed. */
    public boolean isChanged() {
        return volume.isChanged();
    }

    /**
     * Puts all changes on the disk and marks the volume as whole, as at an unmount, unless it was not when it was mounted; the tree may be
     * used on.
     */
    public void close() throws StyxException {
        volume.close();
    }

    public Space space() {
        return volume.space();
    }

    /** Before one more directory is read: makes room. */
    static void trim(FatFile any) {
        if (any.volume.loaded > MAX_LOADED) {
            FatFile top = any;
            while (top.parent != null) {
                top = top.parent.entry;
            }
            if (top.directory != null) {
                top.directory.trim();
            }
        }
    }
}
