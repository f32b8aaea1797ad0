/**
 * What becomes of a service that ends: whether it is started again ({@link obol.channels.supervision.Restart}), and what the next
 * instance gets of the one before ({@link obol.channels.supervision.Keeper}); and what others tell a process that runs ({@link obol.channels.supervision.Notes}).
 *
 * <p>Clients of an instance that has ended get {@link obol.channels.PeerGone} at once. Whoever wants to go on connects again: {@code
 * Services.connect} waits for the instance that is being started, and throws {@link obol.channels.NoService} if none will come.
 */
package obol.channels.supervision;
