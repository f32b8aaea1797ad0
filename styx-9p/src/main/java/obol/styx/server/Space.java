package obol.styx.server;

/** Size of a file system, for Tstatfs: in blocks of {@code blockSize} bytes, and in files. */
public record Space(int blockSize, long blocks, long free, long files, long freeFiles) {
    /** Linux's number for a 9P file system. */
    static final int TYPE = 0x01021997;
}
