package obol.aot.registers;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import obol.aot.registers.RegisterMap.Accessor;
import obol.aot.registers.RegisterMap.Register;

/**
 * Registers without a device, for tests of drivers on a JVM. Each access is noted as a line of a trace. A register reads as what the
 * test has set or scripted, else as what was last written to it, at first 0. For one thread.
 *
 * @param <T> the interface that describes them
 */
public final class FakeRegisters<T> {
    private final RegisterMap map;
    private final T registers;
    private final List<String> trace = new ArrayList<>();
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, ArrayDeque<Long>> scripts = new HashMap<>();
    private final Map<String, LongConsumer> writes = new HashMap<>();

    private FakeRegisters(Class<T> description) {
        map = RegisterMap.of(description);
        registers = description.cast(Proxy.newProxyInstance(description.getClassLoader(), new Class<?>[] {description},
                (proxy, method, arguments) -> access(method, arguments == null ? new Object[0] : arguments)));
    }

    /** @throws RegisterFault if the description breaks a rule */
    public static <T> FakeRegisters<T> of(Class<T> description) {
        return new FakeRegisters<>(description);
    }

    /** What a driver gets. */
    public T registers() {
        return registers;
    }

    /** All accesses so far: {@code status = driver}, {@code status is driver}. */
    public List<String> trace() {
        return List.copyOf(trace);
    }

    /** What a register (of several: {@code name[index]}) reads as until it is written or set again. */
    public FakeRegisters<T> set(String register, long value) {
        values.put(known(register), value);
        return this;
    }

    /** What the next reads of a register give, before it reads as ever. */
    public FakeRegisters<T> script(String register, long... reads) {
        ArrayDeque<Long> script = scripts.computeIfAbsent(known(register), r -> new ArrayDeque<>());
        for (long value : reads) script.add(value);
        return this;
    }

    /** What the device does when a register is written, after it has the value. */
    public FakeRegisters<T> onWrite(String register, LongConsumer action) {
        writes.put(known(register), action);
        return this;
    }

    private String known(String register) {
        String name = register.replaceFirst("\\[\\d+\\]$", "");
        if (!map.registers().containsKey(name)) throw new IllegalArgumentException("no register " + register);
        return register;
    }

    private Object access(Method method, Object[] arguments) {
        for (Accessor a : map.accessors()) {
            if (a.method().equals(method.getName()) && a.reads() == (method.getReturnType() != void.class)) return access(a, arguments);
        }
        if (method.getName().equals("toString")) return "registers of " + map.name();
        throw new UnsupportedOperationException(method.toString());
    }

    private Object access(Accessor a, Object[] arguments) {
        Register register = a.register();
        int index = register.count() == 1 ? 0 : Objects.checkIndex((Integer) arguments[0], register.count());
        String key = register.count() == 1 ? register.name() : register.name() + "[" + index + "]";
        int offset = register.offset() + index * register.step();
        int shift = Long.numberOfTrailingZeros(a.mask());
        if (a.reads()) {
            long value = (read(key, register, offset) & a.mask()) >>> shift;
            return a.descriptor().endsWith("Z") ? value != 0 : a.descriptor().endsWith("J") ? (Object) value : (Object) (int) value;
        }
        Object argument = arguments[arguments.length - 1];
        long bits = argument instanceof Boolean flag ? flag ? 1 : 0 : ((Number) argument).longValue();
        long value = bits << shift & a.mask();
        if (!a.whole()) value |= read(key, register, offset) & ~a.mask();
        values.put(key, value);
        trace.add(map.trace(offset, false, value));
        writes.getOrDefault(key, v -> { }).accept(value);
        return null;
    }

    private long read(String key, Register register, int offset) {
        ArrayDeque<Long> script = scripts.get(key);
        long value = (script == null || script.isEmpty() ? values.getOrDefault(key, 0L) : script.remove()) & register.mask();
        trace.add(map.trace(offset, true, value));
        return value;
    }
}
