package obol.nucleus;

import obol.nucleus.annotation.Intrinsic;

/**
 * Memory and registers, as the compiler's own operations. An address is a {@code long} that holds a virtual address in
 * bytes; nothing is checked. A number made of a reference ({@link #addressOf}) must not live across a safepoint: only
 * code marked {@link obol.nucleus.annotation.NoAllocation} may keep one longer than one expression.
 *
 * <p>Byte order is little endian; accesses need no alignment; none of these is a safepoint, except {@code call…}.
 */
public final class Memory {
    private Memory() {}

    @Intrinsic("GET_BYTE") public static native byte getByte(long address);
    @Intrinsic("GET_SHORT") public static native short getShort(long address);
    @Intrinsic("GET_CHAR") public static native char getChar(long address);
    @Intrinsic("GET_INT") public static native int getInt(long address);
    @Intrinsic("GET_LONG") public static native long getLong(long address);
    /** The reference of four bytes at the address; no barrier. */
    @Intrinsic("GET_REFERENCE") public static native Object getReference(long address);
    /** The four bytes at the address, zero-extended: an address below 4 GiB, a size, a reference as a number. */
    @Intrinsic("GET_UNSIGNED_INT") public static native long getUnsignedInt(long address);

    @Intrinsic("PUT_BYTE") public static native void putByte(long address, byte value);
    @Intrinsic("PUT_SHORT") public static native void putShort(long address, short value);
    @Intrinsic("PUT_CHAR") public static native void putChar(long address, char value);
    @Intrinsic("PUT_INT") public static native void putInt(long address, int value);
    @Intrinsic("PUT_LONG") public static native void putLong(long address, long value);
    /** Stores four bytes; no card is marked: for places that are roots. */
    @Intrinsic("PUT_REFERENCE") public static native void putReference(long address, Object value);

    /** Atomic on all processors: if the place holds {@code expected} it is set to {@code value}, and the result is true. */
    @Intrinsic("COMPARE_AND_SET_INT") public static native boolean compareAndSetInt(long address, int expected, int value);
    @Intrinsic("COMPARE_AND_SET_LONG") public static native boolean compareAndSetLong(long address, long expected, long value);

    /** The object's address; 0 for null. */
    @Intrinsic("ADDRESS_OF") public static native long addressOf(Object object);
    /** The object at an address below 4 GiB; null for 0. */
    @Intrinsic("OBJECT_AT") public static native Object objectAt(long address);
    /** The address of the object's hub. The object is not null. */
    @Intrinsic("HUB_OF") public static native long hubOf(Object object);
    /** The hub of a class named by a literal: {@code hubOfClass(String.class)}. The class need not be initialised. */
    @Intrinsic("HUB_OF_CLASS") public static native long hubOfClass(Class<?> literal);
    /** The offset in bytes of an instance field from the object's address; both arguments are literals. */
    @Intrinsic("FIELD_OFFSET") public static native int fieldOffset(Class<?> literal, String field);

    /** The running thread's structure ({@link obol.layout.ThreadLayout}). */
    @Intrinsic("THREAD") public static native long thread();
    @Intrinsic("STACK_POINTER") public static native long stackPointer();
    @Intrinsic("PAUSE") public static native void pause();
    @Intrinsic("FENCE") public static native void fence();
    @Intrinsic("RDTSC") public static native long cycles();

    /** Calls code without arguments and result: a class initialiser. A safepoint; what it throws goes on. */
    @Intrinsic("CALL_VOID") public static native void callVoid(long code);
    /** Calls code without arguments whose result is a reference: {@code values()} of an enum. */
    @Intrinsic("CALL_REFERENCE") public static native Object callReference(long code);
    /** Calls an instance method without further arguments: a constructor. */
    @Intrinsic("CALL_ON") public static native void callOn(long code, Object receiver);
}
