package obol.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.classfile.JdkClasses;

/** A class source for tests: classes added by hand, then those of java.base. */
final class Namespace implements ClassSource {
    private static Map<String, byte[]> javaBase;
    /** Classes of java.base read so far, by all namespaces of the tests. */
    private static final Map<String, ClassFile> READ_BASE = new ConcurrentHashMap<>();

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
        byte[] own = bytes.get(name);
        ClassFile cf = own != null ? parse(name, own)
                : javaBase().containsKey(name) ? READ_BASE.computeIfAbsent(name, n -> parse(n, javaBase().get(n))) : null;
        read.put(name, cf);
        return cf;
    }

    private static ClassFile parse(String name, byte[] found) {
        try {
            return ClassFile.read(found, name);
        } catch (ClassFormatException e) {
            return null;
        }
    }
}
