package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class stands for members of this class of the class library: see docs/runtime.md. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Substitutes {
    /** Binary name with dots. */
    String value();
}
