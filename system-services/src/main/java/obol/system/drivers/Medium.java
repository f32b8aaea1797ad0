package obol.system.drivers;

/** What carries out the requests of a disk: a device, or a file of the host. Any thread may call. */
interface Medium {
    /** Bytes of a sector. */
    int SECTOR = 512;
    /** Most sectors of one request. */
    int MOST = 127;

    long sectors();

    boolean writable();

    /**
     * Takes a request on, if there is room. It is ended, well or not, exactly once: perhaps before this returns, perhaps by another thread.
     *
     * @param request of sectors that there are
     */
    boolean begin(DiskRequest request);
}
