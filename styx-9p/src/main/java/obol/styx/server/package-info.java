/**
 * A 9P server without threads: bytes in, bytes out, and any operation may be answered later.
 *
 * <p>{@link obol.styx.server.Session} is one connection: it owns the fids, the outstanding
 * requests and the buffers, all bounded by {@link obol.styx.server.Limits}. It calls
 * {@link obol.styx.server.FileServer}, {@link obol.styx.server.Node} and
 * {@link obol.styx.server.OpenFile}, which are what somebody writes who has files to serve, and
 * gets the results through {@link obol.styx.server.Reply}, during the call or at any later time
 * on the same thread.
 *
 * <p>Invariants: each request is answered at most once, and exactly once unless it is flushed or
 * its connection ends; a node or open file given to a session is released exactly once for each
 * time it was given; nothing that a client sends reaches another session or leaves a call by an
 * unchecked exception. All sessions on the same files run on one thread, or take turns.
 */
package obol.styx.server;
