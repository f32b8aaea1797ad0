/**
 * Streams of bytes to and from outside: what the driver of the carrier, or on Linux that of sockets, offers as contracts.
 * {@link obol.system.carrier.Outside} is the driver's service, named {@code outside}.
 */
package obol.system.carrier;
