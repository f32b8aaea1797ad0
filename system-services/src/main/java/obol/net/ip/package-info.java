/**
 * Links and the Internet protocol of both versions: framing, addresses and their conflicts, neighbors, routes, fragments, ICMP.
 *
 * <p>{@link obol.net.ip.Ip} is the way in and out. A frame that arrives is looked at where it lies, through the one
 * {@link obol.net.ip.Arrival} of the engine, and nothing keeps a reference to its bytes; who wants them later copies them. A packet that
 * is sent belongs to whoever holds it, down to the link's queue, from which the driver takes it.
 *
 * <p>Bounded: neighbors of a link and what waits for each, paths, fragments, routes and addresses that routers announce, errors a second.
 */
package obol.net.ip;
