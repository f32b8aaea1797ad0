/**
 * What goes over the wire, as data: addresses, the layouts of headers, numbers of protocols and options, checksums, and the buffers that
 * frames are built in. Nothing here has state but {@link obol.net.wire.Packet} and its pool.
 *
 * <p>Addresses of both versions are 128 bits; one of IPv4 is its mapped form ({@code ::ffff:a.b.c.d}), so tables have one kind of key.
 * On the data path an address is two {@code long}s and a hardware address one, so that nothing is allocated for a frame.
 */
package obol.net.wire;
