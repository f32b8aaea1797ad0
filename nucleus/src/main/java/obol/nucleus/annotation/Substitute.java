package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method's body replaces that of the target's method of the same name and descriptor; a constructor's is named {@code constructor}. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Substitute {
    String reason();
}
