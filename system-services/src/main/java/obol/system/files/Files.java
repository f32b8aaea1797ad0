package obol.system.files;

import obol.channels.Contract;
import obol.channels.Opens;

/** A file server. */
public interface Files extends Contract {
    /**
     * The root of a tree, as a user sees it.
     *
     * @param tree which one; "" for the usual one
     */
    @Opens Fid attach(String user, String tree) throws FileException;
}
