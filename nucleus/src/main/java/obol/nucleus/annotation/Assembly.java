package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The static native method's code is this symbol of the assembly code, called by the Java convention; no safepoint. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Assembly {
    String value();
}
