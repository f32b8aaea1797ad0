/**
 * What is behind a {@link obol.channels.Source} and a {@link obol.channels.Sink}: the two halves of a bounded stream.
 *
 * <p>Both begin in one process, in a {@link obol.channels.stream.LocalStream}, where items are objects. When one half is given away in a
 * message, the other goes on as {@link obol.channels.stream.ArrivingItems} or {@link obol.channels.stream.DepartingItems}: over messages that come
 * later, each with one item in the bytes of {@link obol.channels.stream.StreamCodec}. What lay in the stream goes with it.
 *
 * <p>Invariants: items come out in the order in which they went in, none twice, none lost but those in the stream when its reader ends it,
 * which are closed; never more than its capacity lie in it. The end, a failure or the loss of the other half is seen after all items
 * before it, and then by every further read. Each half is used by one thread at a time, its owner.
 */
package obol.channels.stream;
