/**
 * Traffic of a service, recorded and replayed: {@link obol.channels.recording.Recording} keeps the messages as the bytes of the codec,
 * which are canonical, so that what a changed service answers is compared byte by byte and shown as text.
 *
 * <p>Between client and service stand {@link obol.channels.recording.Taps}. A half of a {@code Pending} or stream that crosses is a flow:
 * what happens to it in the hands of who got it is recorded, and in a replay the client does the same with the halves that it gets, while those
 * that the service got are played by {@link obol.channels.recording.GivenItems} and {@link obol.channels.recording.GivenSink}.
 *
 * <p>Invariants: recording changes nothing of the traffic; events are in the order in which the calls ended; a channel or flow has one
 * number in a recording. It records below endpoints, at the transport, and needs no class of the contract to show what it has.
 */
package obol.channels.recording;
