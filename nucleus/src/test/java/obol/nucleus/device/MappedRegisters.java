package obol.nucleus.device;

import java.lang.reflect.Proxy;
import obol.nucleus.Memory;
import obol.nucleus.registers.Register;

/** Stands before the nucleus's class of this name on a JVM, as {@link Memory} does: registers of 32 bits that are memory there. */
final class MappedRegisters {
    private MappedRegisters() {}

    static <T> T at(Class<T> literal, long address) {
        return literal.cast(Proxy.newProxyInstance(literal.getClassLoader(), new Class<?>[] {literal}, (proxy, method, arguments) -> {
            Register register = method.getDeclaringClass().getMethod(method.getName()).getAnnotation(Register.class);
            if (method.getReturnType() == int.class) return Memory.getInt(address + register.at());
            Memory.putInt(address + register.at(), (int) arguments[0]);
            return null;
        }));
    }

    static <T> T object(Class<T> literal, long address) {
        return at(literal, address);
    }
}
