package obol.importer;

import java.util.Set;
import obol.classfile.ClassFile;

/**
 * An imported class.
 *
 * @param bytes   what {@code classFile} was read from; not to be written
 * @param missing classes that were needed to merge types and are not there: if there are any, the frames can't be
 *                relied on and the class must not link
 */
public record Imported(byte[] bytes, ClassFile classFile, Set<String> missing) {
    public Imported {
        missing = Set.copyOf(missing);
    }
}
