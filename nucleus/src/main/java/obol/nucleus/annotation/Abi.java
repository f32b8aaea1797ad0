package obol.nucleus.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of the nucleus's interface to processes; all of them are in package {@code obol.nucleus.abi}. The compiler puts a call of
 * {@code Gate.enter} at its begin and one of {@code Gate.leave} before each of its returns.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Abi {}
