package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Each call of the static native method is this operation of the compiler. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Intrinsic {
    /** The operation's name, as in {@code obol.aot.build.Intrinsics}. */
    String value();
}
