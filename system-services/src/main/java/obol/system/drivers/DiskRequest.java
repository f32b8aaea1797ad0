package obol.system.drivers;

/** One thing that a disk is to do. */
abstract class DiskRequest {
    enum Kind { READ, WRITE, FLUSH }

    final Kind kind;
    final long sector;
    final int count;
    /** What is written, or room for what is read: {@code count} sectors. */
    final byte[] bytes;

    DiskRequest(Kind kind, long sector, int count, byte[] bytes) {
        this.kind = kind;
        this.sector = sector;
        this.count = count;
        this.bytes = bytes;
    }

    /** It was carried out. */
    abstract void done();

    /** It was not. */
    abstract void fail(String why);
}
