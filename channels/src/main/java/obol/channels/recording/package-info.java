/**
 * Traffic of a service, recorded and replayed: {@link obol.channels.recording.Recording} keeps the messages as the bytes of the codec,
 * which are canonical, so that what a changed service answers is compared byte by byte and shown as text.
 *
 * <p>Invariants: recording changes nothing of the traffic; events are in the order in which the calls ended; a channel has one number in a
 * recording. It records below endpoints, at the transport, and needs no class of the contract to show what it has.
 */
package obol.channels.recording;
