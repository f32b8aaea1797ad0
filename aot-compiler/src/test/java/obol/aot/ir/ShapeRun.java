package obol.aot.ir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.Assertions;

/** Runs the methods of a class of shapes on the host and on graphs, and compares. */
public final class ShapeRun {
    private static final int MOST = 60;

    private static final Map<Class<?>, Object[]> EDGES = new HashMap<>();

    static {
        EDGES.put(int.class, new Object[] {0, 1, -1, 2, 3, 5, 7, -8, 31, 64, 100, 255, 32768, 65535, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x55555555});
        EDGES.put(long.class, new Object[] {0L, 1L, -1L, 3L, -7L, 10L, 1L << 31, 1L << 32, -(1L << 31), 0xffffffffL, Long.MIN_VALUE, Long.MAX_VALUE});
        EDGES.put(float.class, new Object[] {0f, -0f, 1f, -1.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE, 1e10f, 3e20f, 0.1f});
        EDGES.put(double.class, new Object[] {0d, -0d, 1d, -1.5d, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 1e10, 1e19, 0.1});
        EDGES.put(boolean.class, new Object[] {false, true});
        EDGES.put(byte.class, new Object[] {(byte) 0, (byte) -128, (byte) 77});
        EDGES.put(short.class, new Object[] {(short) 0, (short) -32768, (short) 777});
        EDGES.put(char.class, new Object[] {'a', '\0', '\uffff'});
        EDGES.put(String.class, new Object[] {"text", null, "", "\u4e2d"});
        EDGES.put(Object.class, new Object[] {"text", null, 5, 2.5});
    }

    private ShapeRun() {}

    /** The public static methods, by name and descriptor. */
    public static List<Method> methods(Class<?> shapes) {
        List<Method> methods = new ArrayList<>();
        for (Method m : shapes.getDeclaredMethods()) {
            if (Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()) && !m.isSynthetic()) methods.add(m);
        }
        methods.sort(Comparator.comparing(Method::toString));
        return methods;
    }

    /** Compares host and graphs for up to {@value #MOST} choices of edge values. */
    public static void compare(World world, String prefix, Method method, Function<JMethod, Graph> graphs) {
        JMethod compiled = world.require(method.getDeclaringClass().getName().replace('.', '/')).declared(method.getName(),
                java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString());
        for (Object[] arguments : arguments(method.getParameterTypes())) {
            String expected = onHost(method, arguments);
            String found = onGraphs(new GraphInterpreter(world, prefix, graphs), compiled, method.getReturnType(), arguments);
            Assertions.assertEquals(expected, found, () -> method + " of " + Arrays.toString(arguments) + "\n" + graphs.apply(compiled));
        }
    }

    private static List<Object[]> arguments(Class<?>[] types) {
        List<Object[]> all = new ArrayList<>();
        long combinations = 1;
        for (Class<?> t : types) combinations *= EDGES.get(t).length;
        long step = Math.max(1, combinations / MOST);
        // A step without common factors with the pools' sizes takes all values of all pools.
        while (step > 1 && (step % 2 == 0 || step % 3 == 0 || step % 17 == 0)) step++;
        for (long n = 0; n < combinations; n += step) {
            Object[] arguments = new Object[types.length];
            long rest = n;
            for (int i = 0; i < types.length; i++) {
                Object[] pool = EDGES.get(types[i]);
                arguments[i] = pool[(int) (rest % pool.length)];
                rest /= pool.length;
            }
            all.add(arguments);
        }
        return all;
    }

    private static String onHost(Method method, Object[] arguments) {
        try {
            return text(method.invoke(null, arguments));
        } catch (InvocationTargetException e) {
            return text(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String onGraphs(GraphInterpreter interpreter, JMethod method, Class<?> result, Object[] arguments) {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) values[i] = GraphInterpreter.unbox(arguments[i], method.parameters.get(i) == Type.REF ? Object.class : int.class);
        try {
            return text(GraphInterpreter.box(interpreter.call(method, values), result));
        } catch (GraphInterpreter.Thrown e) {
            return text(e.exception);
        }
    }

    private static String text(Throwable e) {
        // The host words these by what it knows of the source.
        boolean wordless = e instanceof NullPointerException || e instanceof ClassCastException;
        return e.getClass().getName() + (wordless ? "" : ": " + e.getMessage());
    }

    private static String text(Object value) {
        if (value instanceof Throwable t) return text(t);
        if (value instanceof Float f) return "float " + Integer.toHexString(Float.floatToIntBits(f));
        if (value instanceof Double d) return "double " + Long.toHexString(Double.doubleToLongBits(d));
        return String.valueOf(value);
    }
}
