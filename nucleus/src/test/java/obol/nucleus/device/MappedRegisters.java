package obol.nucleus.device;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import obol.nucleus.Memory;
import obol.nucleus.registers.Register;

/** Stands before the nucleus's class of this name on a JVM, as {@link Memory} does: registers are memory there. */
final class MappedRegisters {
    private MappedRegisters() {}

    static <T> T at(Class<T> literal, long address) {
        return literal.cast(Proxy.newProxyInstance(literal.getClassLoader(), new Class<?>[] {literal}, (proxy, method, arguments) -> {
            Register register = null;
            for (Method described : method.getDeclaringClass().getMethods()) {
                boolean same = described.getName().equals(method.getName());
                register = same && described.isAnnotationPresent(Register.class) ? described.getAnnotation(Register.class) : register;
            }
            boolean read = method.getReturnType() == int.class;
            long at = address + register.at() + (register.count() > 1 ? 4L * (int) arguments[0] : 0);
            int bits = register.width();
            if (read) return bits == 32 ? Memory.getInt(at) : bits == 16 ? Memory.getChar(at) : Memory.getByte(at) & 0xFF;
            int value = (int) arguments[arguments.length - 1];
            if (bits == 32) Memory.putInt(at, value);
            else if (bits == 16) Memory.putShort(at, (short) value);
            else Memory.putByte(at, (byte) value);
            return null;
        }));
    }

    static <T> T object(Class<T> literal, long address) {
        return at(literal, address);
    }
}
