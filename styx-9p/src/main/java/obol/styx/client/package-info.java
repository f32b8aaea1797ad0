/**
 * A 9P client. {@link obol.styx.client.Calls} is the engine: bytes in, bytes out, any number of
 * requests in flight, no threads and no waiting. {@link obol.styx.client.Client} waits on top
 * of it, over any {@link obol.styx.client.Carrier}, and {@link obol.styx.client.RemoteFile} is a
 * fid with the operations that all three dialects have.
 *
 * <p>Invariants: a tag or fid is not used again before the server has said that it is free; a
 * server that breaks the protocol ends the connection and every call on it with an error, and
 * can't do more. One thread at a time.
 */
package obol.styx.client;
