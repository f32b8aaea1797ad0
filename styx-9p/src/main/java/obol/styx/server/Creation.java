package obol.styx.server;

import obol.styx.Mode;
import obol.styx.OpenMode;

/**
 * What is to be made in a directory.
 *
 * @param name checked
 * @param mode kind and permissions in DM form
 * @param inherit true if the directory's permissions narrow the new file's, Plan 9's rule (open(5))
 * @param open how to open it, or null if it is only to be made. Not exclusive: if the name exists, open that
 * @param gid the group's number, or {@link obol.styx.Message#NONUNAME} for the directory's
 * @param target a symbolic link's
 * @param major a device's, as is {@code minor}
 */
public record Creation(String name, int mode, boolean inherit, OpenMode open, int gid,
                       String target, boolean block, int major, int minor) {

    public static Creation file(String name, int mode, boolean inherit, OpenMode open, int gid) {
        return new Creation(name, mode, inherit, open, gid, "", false, 0, 0);
    }

    /** The permissions of the new file in a directory with mode {@code directory}. */
    public int modeIn(int directory) {
        if (!inherit) {
            return mode;
        }
        int narrow = (mode & Mode.DMDIR) != 0 ? 0777 : 0666;
        return mode & (~narrow | directory & narrow);
    }
}
