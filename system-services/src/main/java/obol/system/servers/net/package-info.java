/**
 * The files under {@code /net}, in the form of Plan 9's ip(3): conversations of each protocol, {@code cs}, {@code dns}; and the program
 * that serves them.
 *
 * <p>{@link obol.system.servers.net.NetTree} is the tree. What it is a tree of is a {@link obol.system.servers.net.Network}: Obol's own
 * engine, or the host's sockets ({@code obol.system.servers.net.host}). Below nothing waits: an {@code Endpoint} says what can be done
 * now and tells when that changes; what has to wait, a read, a connect, a call that is yet to come, waits here, in
 * {@code Turns}.
 *
 * <p>Tree and network are used by one thread at a time, the one that has the monitor of the {@code FileService} that serves them; so the
 * network tells of changes with that monitor held. A {@code Conversation} owns its endpoint; it lasts while one of its files is open.
 */
package obol.system.servers.net;
