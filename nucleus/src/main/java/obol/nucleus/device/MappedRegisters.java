package obol.nucleus.device;

import obol.nucleus.annotation.Intrinsic;

/**
 * Registers at an address, by the interface that describes them ({@link obol.nucleus.registers}). The compiler makes the accessors: each is
 * one access of the register's width, in the order of the program. The class is named by a literal.
 */
final class MappedRegisters {
    private MappedRegisters() {}

    /**
     * For code that must not allocate: there is no object, an accessor called on the result is the access. The result may be
     * kept in local variables only; anything else is an error of the build.
     */
    @Intrinsic("REGISTERS_AT") static native <T> T at(Class<T> literal, long address);

    /** An object that has these accessors and no others, so it may be given to a driver. */
    @Intrinsic("REGISTERS") static native <T> T object(Class<T> literal, long address);
}
