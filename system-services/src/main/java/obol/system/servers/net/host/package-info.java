/**
 * The host's network behind {@code /net}, where Obol is a process of Linux: a {@link obol.system.servers.net.Network} of sockets. One
 * thread waits for all of them (epoll, edge-triggered) and tells the tree; whatever else is done is done at once by who calls. Names are
 * found in {@code /etc/hosts}, then by Obol's own resolver at the servers of {@code /etc/resolv.conf}.
 */
package obol.system.servers.net.host;
