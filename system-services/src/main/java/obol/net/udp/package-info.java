/**
 * Datagrams: UDP of both versions, and echoes of ICMP. What arrives waits in its socket, in a ring of bytes of bounded size; what finds
 * no room is dropped. A socket that is bound to no address of IPv6 takes IPv4's datagrams as well.
 */
package obol.net.udp;
