package obol.verifier;

import java.util.HashMap;
import java.util.Map;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.JdkClasses;

/** A class source for tests: classes added by hand, then those of java.base. */
final class Namespace implements ClassSource {
    private static Map<String, byte[]> javaBase;

    private final Map<String, byte[]> bytes;
    private final Map<String, ClassFile> read = new HashMap<>();

    Namespace() {
        bytes = new HashMap<>();
    }

    static synchronized Map<String, byte[]> javaBase() {
        if (javaBase == null) {
            try {
                javaBase = JdkClasses.javaBase();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
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

    @Override
    public ClassFile find(String name) {
        if (read.containsKey(name)) {
            return read.get(name);
        }
        ClassFile cf = null;
        byte[] found = bytes.containsKey(name) ? bytes.get(name) : javaBase().get(name);
        if (found != null) {
            try {
                cf = ClassFile.read(found, name);
            } catch (ClassFormatException e) {
                cf = null;
            }
        }
        read.put(name, cf);
        return cf;
    }
}
