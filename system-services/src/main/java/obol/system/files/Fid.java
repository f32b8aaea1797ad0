package obol.system.files;

import java.util.List;
import obol.channels.Contract;
import obol.channels.Opens;

/** A file that is not open. It follows its file when that is renamed, and outlives its removal. */
public interface Fid extends Contract {
    /**
     * The file that is reached by walking down these names; ".." goes up, and stays where it is at the root. All of them or an
     * exception. No names: a further fid on this file. Symbolic links are not followed.
     */
    @Opens Fid walk(List<String> names) throws FileException;

    Status status() throws FileException;

    /** All of it or nothing. */
    void change(Change change) throws FileException;

    /** Opens for reading, writing, or, with a directory, listing. */
    @Opens OpenFile open(OpenMode mode) throws FileException;

    /**
     * Makes a plain file in this directory and opens it. If the name exists it is opened (and truncated if the mode says so), unless
     * the mode is exclusive.
     *
     * @param permissions DM bits; as open(5) says they are narrowed by the directory's if {@code inherit}
     */
    @Opens OpenFile create(String name, int permissions, boolean inherit, OpenMode mode) throws FileException;

    /**
     * Makes a directory or a symbolic link in this directory.
     *
     * @param permissions with {@code DMDIR} or {@code DMSYMLINK}
     * @param target where the link leads, else ""
     */
    void make(String name, int permissions, boolean inherit, String target) throws FileException;

    /** Removes this file by the name by which it was reached. The fid can only be closed then. */
    void remove() throws FileException;

    /** Removes a name from this directory: of a directory if {@code directory}, of anything else if not. */
    void unlink(String name, boolean directory) throws FileException;

    /** A number that stands for this fid in calls to the same server, while the fid is not closed. */
    long key();

    /**
     * Unix's rename of a name in this directory; takes the place of what has the new name.
     *
     * @param directory {@link #key} of a fid of the new directory
     */
    void rename(String name, long directory, String newName) throws FileException;

    /** A further name, in this directory, for the file whose fid has this key. */
    void link(String name, long file) throws FileException;

    /** The file system's size and space. */
    Space space() throws FileException;
}
