/**
 * Obol's own network behind {@code /net}: the engine {@code obol.net}, an Ethernet, and what an engine alone has: {@code ipifc},
 * {@code iproute}, {@code arp}, {@code ether0}, {@code log}.
 *
 * <p>{@link obol.system.servers.net.engine.Engine} owns it all and is the only thread. In turns it serves calls of the tree, gives the engine what
 * the driver has received ({@code EtherPort}) and the time, sends what has come of it, and waits for the next of these. Everything
 * happens with the file service's monitor held, so that what the engine tells ({@code Socket.Observer}) may answer clients.
 *
 * <p>A driver that ends is connected to again; connections, addresses and routes stay meanwhile, as on a cable that is pulled out.
 */
package obol.system.servers.net.engine;
