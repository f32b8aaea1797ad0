/**
 * Kernel objects by which processes talk: ports, connectors, channels, messages that come later. Their form is
 * {@link obol.layout.KernelLayout}; processes name them by handles of their own table ({@link obol.nucleus.channel.HandleTable}), through
 * {@code obol.nucleus.abi.Channels}.
 *
 * <p>Invariants: an object lives as long as one of its ends is in a table, in a message, or (of ports) in a connector. A handle in
 * a message is in no table: it left the sender's when the message was sent and enters the receiver's when that one takes the message.
 * So each end has exactly one holder. The server's end of a channel and a port never travel, so channels end at the latest with their
 * server's process; the receiving halves of LATERs cannot lie in one another in a circle ({@link obol.nucleus.channel.Laters#send}).
 *
 * <p>All code here is undivided except for the waits; whoever has waited looks its handle up again, as other threads of the process
 * may have closed it. Messages with handles are dropped from a list, not by recursion: {@link obol.nucleus.channel.Slots#dropAll}.
 */
package obol.nucleus.channel;
