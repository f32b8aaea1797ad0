package obol.nucleus.registers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The interface describes the registers of one kind of device. It may extend another such interface, which shows part of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Registers {
    /** Bytes of the area in which the registers lie. */
    int size();

    /**
     * Whether the area is one of memory. Otherwise offsets are numbers of I/O ports, or indices of an indirect access, and there are no
     * accessors in Java.
     */
    boolean memory() default true;
}
