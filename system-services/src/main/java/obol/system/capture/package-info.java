/** Captured frames as text for people: {@link obol.system.capture.Frame} one frame, {@link obol.system.capture.NinePStreams} the 9P messages in them. */
package obol.system.capture;
