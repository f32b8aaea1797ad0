package obol.classfile;

/**
 * An entry of InnerClasses (JVMS 4.7.6).
 *
 * @param outerName  internal name, or null if the class is no member
 * @param simpleName simple name, or null if the class is anonymous
 */
public record InnerClass(String name, String outerName, String simpleName, int flags) { }
