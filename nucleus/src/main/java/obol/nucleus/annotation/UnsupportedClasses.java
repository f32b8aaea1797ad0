package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Every method and constructor of these classes of the class library throws UnsupportedOperationException that names it, and
 * none of the classes has an initialiser. What a substitution says of a member of such a class goes before.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface UnsupportedClasses {
    /** Binary names with dots; one that ends with {@code *} stands for all that begin with what is before. */
    String[] value();

    /** In the same form: classes that are kept all the same. */
    String[] except() default {};

    String reason();
}
