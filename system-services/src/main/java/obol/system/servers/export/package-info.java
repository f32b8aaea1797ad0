/**
 * The namespace served over 9P to clients outside. {@link obol.system.servers.export.Export} is a namespace as a file tree of the 9P
 * library; a {@code Connection} runs one session of it over one stream, on a thread of its own, and ends with it;
 * {@link obol.system.servers.export.Exporter} is the program.
 *
 * <p>A session's thread waits for nothing but its next event: reads and writes that files do not answer at once stand in its
 * {@code Outstanding}, so requests never wait on one another. All other calls are such that servers answer at once; one that does not
 * is given up after a minute. Clients' files are those of the namespace's user, whoever they say they are.
 */
package obol.system.servers.export;
