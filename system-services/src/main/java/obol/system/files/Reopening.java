package obol.system.files;

/**
 * By what an open file of a permanent mount is found again when its server is: for a process that is given an endpoint of the file.
 *
 * @param path in the namespace of who opened it, without symbolic links
 * @param mode in which it is opened again: nothing is truncated or made
 * @param number the server's for it ({@link Status#path})
 * @param created nanoseconds since 1970: with the number it tells the file from all others
 * @param position that all endpoints share, in bytes, as far as it is known
 */
public record Reopening(String path, OpenMode mode, long number, long created, long position) {
}
