package obol.system.files;

import obol.channels.Contract;

/** The volumes of disks that are mounted as trees of files: the service {@code volumes}. */
public interface Volumes extends Contract {
    /**
     * Returns when all that was written to any of them before is on its medium, each marked as whole: with the power off now, nothing
     * would need repair.
     *
     * @throws FileException if one could not be written; the others have been
     */
    void sync() throws FileException;
}
