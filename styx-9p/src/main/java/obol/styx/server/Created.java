package obol.styx.server;

/**
 * A file just made.
 *
 * @param file null if it was not to be opened
 */
public record Created(Node node, OpenFile file) {
}
