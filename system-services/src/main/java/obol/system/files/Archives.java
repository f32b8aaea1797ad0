package obol.system.files;

import obol.channels.Contract;
import obol.channels.Opens;

/** A service that shows a file as a tree of files. */
public interface Archives extends Contract {
    /**
     * The root of the tree. Whether the file holds one is found at the first use of what this gives.
     *
     * @param archive open for reading
     */
    @Opens Fid attach(String user, OpenFile archive) throws FileException;
}
