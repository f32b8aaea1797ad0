package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The target's method returns null, and callers may count on it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface ConstantNull {
    String reason();
}
