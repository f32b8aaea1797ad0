package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method is never inlined. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface NeverInline {}
