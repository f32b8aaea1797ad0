package obol.channels.contract.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.InnerClass;
import obol.classfile.ClassFormatException;

/** The classes that a contract mentions, by binary name, and what kind each is. */
final class Classes {
    static final String CONTRACT = "obol.channels.Contract";
    static final String API = "obol.channels.";

    private final ClassSource source;
    private final Map<String, ClassFile> read = new HashMap<>();

    Classes(ClassSource source) {
        this.source = source;
    }

    /** The class, or null if there is none or it is no class file that can be read. */
    ClassFile find(String name) {
        if (read.containsKey(name)) {
            return read.get(name);
        }
        byte[] bytes = source.find(name.replace('.', '/'));
        ClassFile found = null;
        if (bytes != null) {
            try {
                found = ClassFile.read(bytes, name);
            } catch (ClassFormatException unreadable) {
                throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
            }
        }
        read.put(name, found);
        return found;
    }

    /** Whether a class is of the package that users import, not of one beside or below it. */
    static boolean isApi(String name) {
        return name.startsWith(API) && name.indexOf('.', API.length()) < 0;
    }

    boolean isContract(String name) {
        if (name.equals(CONTRACT)) {
            return true;
        }
        ClassFile type = find(name);
        if (type == null || !type.isInterface()) {
            return false;
        }
        for (String above : type.interfaces()) {
            if (isContract(binary(above))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class is another or below it, along superclasses. */
    boolean extendsClass(String name, String above) {
        for (String at = name; at != null; ) {
            if (at.equals(above)) {
                return true;
            }
            ClassFile type = find(at);
            at = type == null || type.superName() == null ? null : binary(type.superName());
        }
        return false;
    }

    static boolean isRecord(ClassFile type) {
        return type.recordComponents() != null;
    }

    static boolean isEnum(ClassFile type) {
        return type.has(Access.ENUM) && "java/lang/Enum".equals(type.superName());
    }

    static boolean isChoice(ClassFile type) {
        return type.isInterface() && type.permittedSubclasses() != null;
    }

    /** Of the language's view: a nested class is public if its entry in InnerClasses says so. */
    static boolean isPublic(ClassFile type) {
        for (InnerClass inner : type.innerClasses()) {
            if (inner.name().equals(type.name())) {
                return Access.isPublic(inner.flags());
            }
        }
        return type.has(Access.PUBLIC);
    }

    static boolean isOpens(List<Annotation> annotations) {
        return has(annotations, "Lobol/channels/Opens;");
    }

    static boolean isBorrowed(List<Annotation> annotations) {
        return has(annotations, "Lobol/channels/Borrowed;");
    }

    private static boolean has(List<Annotation> annotations, String type) {
        return annotations.stream().anyMatch(annotation -> annotation.type().equals(type));
    }

    static String binary(String internalName) {
        return internalName.replace('/', '.');
    }

    /** Name as in source within its package: {@code Login.Outcome}. */
    static String nice(String binaryName) {
        return binaryName.substring(binaryName.lastIndexOf('.') + 1).replace('$', '.');
    }
}
