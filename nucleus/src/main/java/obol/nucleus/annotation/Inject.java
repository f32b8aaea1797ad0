package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The field is added to the target. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD})
public @interface Inject {}
