/**
 * Stacks of compiled code: walking frames, finding handlers, recording and decoding stack traces.
 *
 * <p>A frame is known by its return address alone: the tables of {@link obol.layout.image.CodeSegmentLayout} give its size, its
 * references, its handler and its place in the source. There are no frame pointers and no callee-saved registers. A walk
 * keeps its place in a {@link obol.layout.FrameCursor}; it is valid as long as the frames it has not yet left are.
 */
package obol.nucleus.stack;
