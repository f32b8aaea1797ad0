package obol.nucleus.registers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Some bits of a register as a value of their own: a boolean for one bit, an int that begins at the lowest of them for several. A method
 * with a result reads the register. One without reads it and writes it with these bits changed, so the register must allow both.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Field {
    /** The name of the register, which is not one of several. */
    String of();

    /** The bits in place, adjacent ones. */
    int mask();
}
