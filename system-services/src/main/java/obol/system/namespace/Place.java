package obol.system.namespace;

import obol.system.files.Fid;

/**
 * A file that was found.
 *
 * @param path canonical, without symbolic links but perhaps the last name
 * @param device a number for its server and tree, from 1: two files of this namespace are the same exactly if device and
 *        {@code Status.path} are
 * @param fid the caller's to close
 */
public record Place(String path, int device, Fid fid) implements AutoCloseable {
    @Override
    public void close() {
        fid.close();
    }
}
