package obol.classfile;

/**
 * The bytes are not a class file (JVMS 4.8, and the static constraints of 4.9.1 on the shape of a code array).
 * The only exception that {@link ClassFile#read} throws for any input.
 */
public final class ClassFormatException extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;
    private final String className;
    private final String member;
    private final String attribute;
    private final String place;
    private final String what;
    private final int bci;
    private final int line;

    ClassFormatException(String rule, Place place, String what, int bci, int line) {
        super(place + (bci >= 0 ? " @" + bci : "") + ": " + what + " (" + rule + ")");
        this.rule = rule;
        this.className = place.className();
        this.member = place.member();
        this.attribute = place.attribute();
        this.place = place.toString();
        this.what = what;
        this.bci = bci;
        this.line = line;
    }

    /** The JVMS section that the bytes break, such as {@code 4.8} or {@code 4.9.1}. */
    public String rule() {
        return rule;
    }

    /** Internal name of the class, or null if the fault comes before the name is known. */
    public String className() {
        return className;
    }

    /** Name and descriptor of the field or method, or null if the fault lies in none. */
    public String member() {
        return member;
    }

    /** Name of the innermost attribute, or null if the fault lies in none. */
    public String attribute() {
        return attribute;
    }

    /** Source, class, member, attribute and byte offset, as far as they are known. */
    public String place() {
        return place;
    }

    /** What is wrong there. */
    public String what() {
        return what;
    }

    /** Index into the code array, or -1 if the fault is not in one. */
    public int bci() {
        return bci;
    }

    /** Source line of {@link #bci()}, or -1. */
    public int line() {
        return line;
    }
}
