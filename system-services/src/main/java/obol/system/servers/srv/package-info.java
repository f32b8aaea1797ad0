/**
 * The files under {@code /srv}: a directory for each of the users' services, with its contract and a file for each method of it. A
 * call runs on a thread of its own, with a channel of the open file's own, and ends after 30 seconds; everything else is answered at
 * once, on the thread that serves. Members that are marked {@code @AsFile} are files and folders of their own besides
 * ({@code Members}). The file {@code session} of each service carries channels of other machines' programs
 * ({@code obol.channels.remote}), each open of it a session with threads of its own.
 */
package obol.system.servers.srv;
