package obol.system.servers.suite;

import obol.styx.server.FileServer;

/**
 * A file server under test, with what it is known not to do. What it can't keep it must refuse; the cases look at that too.
 *
 * @param server with an empty tree
 * @param links symbolic and hard ones
 * @param modes all permissions, and not just whether a file is read-only
 * @param special append-only files and exclusive ones
 * @param caseCounts whether "a" and "A" are two files
 * @param second nanoseconds by which a time of modification may be rounded down
 * @param versions whether a qid's version changes with the contents
 * @param follows whether a fid stays with its file when that is moved by another one's name
 */
public record Served(FileServer server, boolean links, boolean modes, boolean special, boolean caseCounts, long second,
        boolean versions, boolean follows) {
    public Served(FileServer server, boolean links, boolean modes, boolean special, boolean caseCounts, long second) {
        this(server, links, modes, special, caseCounts, second, true, true);
    }
}
