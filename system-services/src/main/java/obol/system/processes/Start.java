package obol.system.processes;

import java.util.List;
import java.util.Map;

/**
 * A program to be started.
 *
 * @param program its name in the image
 * @param name for {@code ps}: without arguments
 * @param arguments what {@code main} gets
 * @param directory working directory
 * @param namespace lines of {@code bind} and {@code mount} that make up the namespace, in order
 * @param heap bytes of heap, 0 for the usual limit
 */
public record Start(String program, String name, List<String> arguments, Map<String, String> environment, String directory,
                    List<String> namespace, long heap) {
}
