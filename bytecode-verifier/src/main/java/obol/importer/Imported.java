package obol.importer;

import java.util.Set;
import obol.classfile.ClassFile;

/**
 * An imported class.
 *
 * @param missing classes that were needed to merge types and are not there: if there are any, the frames can't be
 *                relied on and the class must not link
 */
public record Imported(ClassFile classFile, Set<String> missing) {
    public Imported {
        missing = Set.copyOf(missing);
    }
}
