package obol.system.servers.net;

import obol.net.wire.Address;

/**
 * A datagram with where it comes from and goes to.
 *
 * @param local that of this machine; of one that is sent {@link Address#isAny} for the endpoint's own
 */
public record Datagram(Address remote, int remotePort, Address local, int localPort, byte[] data) {
}
