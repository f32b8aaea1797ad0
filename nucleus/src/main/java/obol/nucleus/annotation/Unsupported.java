package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The target's method throws UnsupportedOperationException that names it. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Unsupported {
    String reason();
}
