/**
 * One suite for all file servers: {@link obol.system.servers.suite.FileServerCases} are the manual pages' sentences
 * (intro(5) to wstat(5), open(2), rename(2), unlink(2), readdir(3)), {@link obol.system.servers.suite.Model} is random operations
 * compared with maps and byte arrays. {@link obol.system.servers.suite.Served} says what a server is known not to do.
 */
package obol.system.servers.suite;
