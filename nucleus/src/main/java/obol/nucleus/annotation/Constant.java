package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The target's method returns this int (boolean: 0 or 1), and callers may count on it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Constant {
    int value();

    String reason();
}
