package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Beside another mark of a substitute: only some of the JDK's updates have the member that it stands for; in others it is passed over. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface IfPresent {
}
