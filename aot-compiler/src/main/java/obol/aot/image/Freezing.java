package obol.aot.image;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which class initialisers are run when a base image is made, and how.
 *
 * @param classes binary names, in the order in which they are initialised; what these initialise is frozen with them
 * @param lazy binary names of classes that must not be among these, each with the reason
 * @param constants static fields, as {@code Class.field}, whose arrays are never written once the class is initialised, nor are arrays in them
 * @param seed runs the image
 * @param report takes lines on what became of it
 */
public record Freezing(List<String> classes, Map<String, String> lazy, Set<String> constants, Seed seed, Consumer<String> report) {
    /** Runs an executable of the first port with arguments, without an environment, to its end. */
    public interface Seed {
        /** What it writes to standard output. Throws what the build is to end with if it fails. */
        byte[] run(byte[] executable, List<String> arguments);
    }

    /** The initialisers cannot be frozen as they are listed; the message is for who changes the list or the classes. */
    public static final class Refusal extends RuntimeException {
        Refusal(String message) {
            super(message);
        }
    }
}
