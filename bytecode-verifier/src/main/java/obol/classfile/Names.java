package obol.classfile;

/** The grammar of names (JVMS 4.2). */
final class Names {
    private Names() { }

    /** JVMS 4.2.2: at least one character, none of {@code . ; [ /}. */
    static boolean isUnqualified(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || c == ';' || c == '[' || c == '/') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** JVMS 4.2.2: an unqualified name without {@code < >}, or one of the two special names. */
    static boolean isMethod(String name) {
        return name.equals("<init>") || name.equals("<clinit>")
                || isUnqualified(name) && name.indexOf('<') < 0 && name.indexOf('>') < 0;
    }

    /** JVMS 4.2.1: unqualified names with slashes between; no array. */
    static boolean isClass(String name) {
        return isClass(name, 0, name.length());
    }

    static boolean isClass(String name, int from, int to) {
        boolean segmentStart = true;
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            if (c == '.' || c == ';' || c == '[' || c == '/' && segmentStart) {
                return false;
            }
            segmentStart = c == '/';
        }
        return !segmentStart;
    }

    /** What a CONSTANT_Class may name (JVMS 4.4.1): a class or an array type. */
    static boolean isClassOrArray(String name) {
        return name.startsWith("[") ? Descriptor.isField(name) : isClass(name);
    }
}
