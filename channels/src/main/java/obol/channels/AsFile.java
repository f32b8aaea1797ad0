package obol.channels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A member of a contract that is a file of its service, under {@code /srv/NAME}, besides the file that each method has. By what it is:
 * <ul>
 *   <li>without parameters, and gives data: reading the file gives its text;
 *   <li>with one parameter, and gives nothing: writing the file calls it with the text;
 *   <li>gives a further channel ({@link Opens}): a folder with the files of that contract; with one parameter, a folder that has such a folder
 *       for each name, which is the argument. A member of the same path that gives a List or Set of names lists them.
 * </ul>
 * Two members with one path are one file that can be read and written. Text is what stands for a value in JSON, but a String, char, enum,
 * UUID or {@code java.time} value stands as it is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsFile {
    /** The file's path, such as {@code limits/most}; if it is empty, the method's name, of {@code setMost} with a parameter {@code most}. */
    String value() default "";
}
