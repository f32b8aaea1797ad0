package obol.channels.contract.generate;

/**
 * A generated class.
 *
 * @param name      binary name
 * @param neighbour binary name of the class that it belongs to, whose package and loader are its own
 * @param bytes     the class file
 */
public record Generated(String name, String neighbour, byte[] bytes) {
}
