package obol.system.processes;

import java.util.List;
import java.util.Map;
import obol.system.files.Reopening;

/**
 * A program to be started.
 *
 * @param program its name in the image
 * @param name for {@code ps}: without arguments
 * @param arguments what {@code main} gets
 * @param directory working directory
 * @param namespace lines of {@code bind} and {@code mount} that make up the namespace, in order
 * @param heap bytes of heap, 0 for the usual limit
 * @param lasting by descriptor: those of its standard files that outlive their server
 */
public record Start(String program, String name, List<String> arguments, Map<String, String> environment, String directory,
                    List<String> namespace, long heap, Map<Integer, Reopening> lasting) {
    /** One whose standard files are as their servers. */
    public Start(String program, String name, List<String> arguments, Map<String, String> environment, String directory,
            List<String> namespace, long heap) {
        this(program, name, arguments, environment, directory, namespace, heap, Map.of());
    }

    /** The same with standard files some of which outlive their server. */
    public Start with(Map<Integer, Reopening> files) {
        return new Start(program, name, arguments, environment, directory, namespace, heap, files);
    }
}
