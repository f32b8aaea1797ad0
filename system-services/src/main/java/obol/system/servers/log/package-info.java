/**
 * The file server of {@code /log}: logs, which are files that are only appended to. {@link obol.system.servers.log.LogTree} is the tree,
 * used by the thread that serves it; a {@code Journal} the bounded text of one log, which the tree owns;
 * {@link obol.system.servers.log.LogServer} the program. Each line has the time when it came; whole lines go, oldest first, when a log is full.
 */
package obol.system.servers.log;
