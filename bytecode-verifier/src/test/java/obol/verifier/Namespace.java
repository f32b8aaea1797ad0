package obol.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.JdkClasses;

/** A class source for tests: classes of its own, then those of another. */
final class Namespace implements ClassSource {
    private static Namespace javaBase;

    private final Namespace outer;
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final Map<String, ClassFile> read = new HashMap<>();

    Namespace(Namespace outer) {
        this.outer = outer;
    }

    /** All of java.base; one object for all tests, so each class is read once. */
    static synchronized Namespace javaBase() {
        if (javaBase == null) {
            try {
                javaBase = new Namespace(null).addAll(JdkClasses.javaBase());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return javaBase;
    }

    Namespace add(String name, byte[] classBytes) {
        bytes.put(name, classBytes);
        read.remove(name);
        return this;
    }

    Namespace addAll(Map<String, byte[]> classes) {
        bytes.putAll(classes);
        return this;
    }

    Namespace outer() {
        return outer;
    }

    /** The classes of its own. */
    Map<String, byte[]> classes() {
        return bytes;
    }

    @Override
    public ClassFile find(String name) {
        byte[] own = bytes.get(name);
        if (own == null) {
            return outer == null ? null : outer.find(name);
        }
        if (!read.containsKey(name)) {
            ClassFile cf;
            try {
                cf = ClassFile.read(own, name);
            } catch (ClassFormatException e) {
                cf = null;
            }
            read.put(name, cf);
        }
        return read.get(name);
    }
}
