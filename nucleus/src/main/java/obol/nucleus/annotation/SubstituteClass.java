package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class replaces this whole class of the class library, fields and initialiser included. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface SubstituteClass {
    String value();

    String reason();
}
