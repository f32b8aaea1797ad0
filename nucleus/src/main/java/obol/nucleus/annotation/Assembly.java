package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The static native method's code is this symbol of the assembly code, called by the Java convention. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Assembly {
    String value();

    /** The call's return address has a safepoint record: the symbol may switch threads, or call the collector, or capture the frame. */
    boolean safepoint() default false;
}
