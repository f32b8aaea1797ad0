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
 */
public record Served(FileServer server, boolean links, boolean modes, boolean special, boolean caseCounts, long second) {
}
