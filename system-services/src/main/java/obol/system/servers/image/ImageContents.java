package obol.system.servers.image;

import java.util.List;

/** What was built into the image. Contents never change. */
public interface ImageContents {
    /** Names of the programs, in the order of the image's table. */
    List<String> programs();

    /** Paths of the files, without a slash before them. */
    List<String> files();

    /** Bytes of a file. */
    int length(String file);

    /** Up to {@code count} bytes from {@code offset} on; none behind the end. */
    byte[] read(String file, long offset, int count);
}
