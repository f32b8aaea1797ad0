/**
 * The network engine: {@link obol.net.Stack} is one host's protocols, from Ethernet frames to sockets. It has no thread, no clock and no
 * randomness of its own, and never waits: who uses it gives it frames and the time, takes frames from its links, and looks which sockets
 * have changed. So a test runs two of them under a time of its own, and a process runs one beside its drivers.
 *
 * <p>docs/network.md has the whole, and what is not there.
 */
package obol.net;
