package obol.nucleus.registers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A register, named as its method. A method with a result reads it, one without writes it: {@code int status()}, {@code void status(int
 * value)}. A register that can be read and written has both, and this annotation on the first. Values are int up to 32 bits, zero-extended,
 * and long for 64.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Register {
    /** Offset in bytes, a multiple of the width. */
    int at();

    /** Bits: 8, 16, 32 or 64. */
    int width() default 32;

    /** How many such registers stand one behind the other; if it is not 1 the first parameter is an index, which is checked. */
    int count() default 1;

    /** A nested interface with a constant for each bit or group of adjacent bits: its mask in place. */
    Class<?> bits() default void.class;
}
