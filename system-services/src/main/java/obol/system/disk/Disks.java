package obol.system.disk;

import obol.channels.Contract;
import obol.channels.Opens;

/** The machine's disks: the service {@code disk}. */
public interface Disks extends Contract {
    /** How many there are. */
    int count();

    /**
     * One of them. Any number of clients may have the same.
     *
     * @param number from 0, in the order in which {@code ./obol run} was given them
     */
    @Opens Disk open(int number) throws DiskException;
}
