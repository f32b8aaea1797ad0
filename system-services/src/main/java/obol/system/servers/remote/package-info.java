/**
 * File servers of other machines as one file service: {@code remote}, whose trees are {@code tcp!HOST!PORT} or
 * {@code tcp!HOST!PORT NAME}, NAME being the tree that the server is asked for.
 *
 * <p>Each attach has a connection of its own, two threads and a monitor, that of its
 * {@link obol.system.bridge.FileService}: the door's thread takes the clients' calls, the network's thread what the server answers, and
 * everything of the connection is touched with the monitor held. Reads and writes are late answers, so any number is under way; other
 * operations of one connection take turns. A {@code RemoteTree} owns the fids at the server; when the last is given back the connection
 * ends.
 */
package obol.system.servers.remote;
