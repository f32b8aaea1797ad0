package obol.classfile;

import java.util.List;

/**
 * An entry of BootstrapMethods (JVMS 4.7.23).
 *
 * @param arguments constant pool indices of loadable constants
 */
public record BootstrapMethod(MethodHandleRef handle, List<Integer> arguments) {
    public BootstrapMethod {
        arguments = List.copyOf(arguments);
    }
}
