package obol.nucleus.substitutions.lang;

import java.lang.reflect.Array;
import obol.layout.HubLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.heap.Heap;

/** Elements of arrays whose type is known only now; widening as JLS 5.1.2 allows. */
@Substitutes("java.lang.reflect.Array")
final class ArraySubstitution {
    private ArraySubstitution() {}

    @Substitute(reason = "native")
    private static Object newArray(Class<?> component, int length) {
        if (component == void.class) {
            throw new IllegalArgumentException();
        }
        if (length < 0) {
            throw new NegativeArraySizeException(Integer.toString(length));
        }
        return Heap.newArray(arrayOf(component), length);
    }

    @Substitute(reason = "native")
    private static Object multiNewArray(Class<?> component, int[] lengths) {
        if (lengths.length == 0) {
            throw new IllegalArgumentException("Empty dimensions array");
        }
        for (int length : lengths) {
            if (length < 0) {
                throw new NegativeArraySizeException(Integer.toString(length));
            }
        }
        return nested(component, lengths, 0);
    }

    private static Object nested(Class<?> component, int[] lengths, int depth) {
        Class<?> element = component;
        for (int i = depth + 1; i < lengths.length; i++) {
            element = Mirrors.of(arrayOf(element));
        }
        Object array = newArray(element, lengths[depth]);
        if (depth + 1 < lengths.length) {
            Object[] elements = (Object[]) array;
            for (int i = 0; i < elements.length; i++) {
                elements[i] = nested(component, lengths, depth + 1);
            }
        }
        return array;
    }

    private static long arrayOf(Class<?> component) {
        long array = Hubs.arrayOf(Mirrors.hubOf(component));
        if (array == 0) {
            throw new UnsupportedOperationException("no array of " + component.getName() + " is in the program");
        }
        return array;
    }

    @Substitute(reason = "native")
    public static int getLength(Object array) {
        if (!Hubs.isArray(Memory.hubOf(java.util.Objects.requireNonNull(array)))) {
            throw new IllegalArgumentException("Argument is not an array");
        }
        return Memory.getInt(Memory.addressOf(array) + obol.layout.ObjectLayout.ARRAY_LENGTH);
    }

    @Substitute(reason = "native")
    public static Object get(Object array, int index) {
        if (array instanceof Object[] a) {
            return a[index];
        } else if (array instanceof int[] a) {
            return a[index];
        } else if (array instanceof long[] a) {
            return a[index];
        } else if (array instanceof double[] a) {
            return a[index];
        } else if (array instanceof byte[] a) {
            return a[index];
        } else if (array instanceof char[] a) {
            return a[index];
        } else if (array instanceof short[] a) {
            return a[index];
        } else if (array instanceof float[] a) {
            return a[index];
        } else if (array instanceof boolean[] a) {
            return a[index];
        }
        throw mismatch(array);
    }

    @Substitute(reason = "native")
    public static boolean getBoolean(Object array, int index) {
        if (array instanceof boolean[] a) {
            return a[index];
        }
        throw mismatch(array);
    }

    @Substitute(reason = "native")
    public static byte getByte(Object array, int index) {
        if (array instanceof byte[] a) {
            return a[index];
        }
        throw mismatch(array);
    }

    @Substitute(reason = "native")
    public static char getChar(Object array, int index) {
        if (array instanceof char[] a) {
            return a[index];
        }
        throw mismatch(array);
    }

    @Substitute(reason = "native")
    public static short getShort(Object array, int index) {
        return array instanceof short[] a ? a[index] : Array.getByte(array, index);
    }

    @Substitute(reason = "native")
    public static int getInt(Object array, int index) {
        return array instanceof int[] a ? a[index] : array instanceof char[] c ? c[index] : Array.getShort(array, index);
    }

    @Substitute(reason = "native")
    public static long getLong(Object array, int index) {
        return array instanceof long[] a ? a[index] : Array.getInt(array, index);
    }

    @Substitute(reason = "native")
    public static float getFloat(Object array, int index) {
        return array instanceof float[] a ? a[index] : Array.getLong(array, index);
    }

    @Substitute(reason = "native")
    public static double getDouble(Object array, int index) {
        return array instanceof double[] a ? a[index] : array instanceof float[] f ? f[index] : Array.getLong(array, index);
    }

    @Substitute(reason = "native")
    public static void set(Object array, int index, Object value) {
        if (array instanceof Object[] a) {
            if (value != null && !Hubs.isSubtype(Memory.hubOf(value), Hubs.component(Memory.hubOf(array)))) {
                throw new IllegalArgumentException("array element type mismatch");
            }
            a[index] = value;
        } else if (value instanceof Integer v) {
            setInt(array, index, v);
        } else if (value instanceof Long v) {
            setLong(array, index, v);
        } else if (value instanceof Double v) {
            setDouble(array, index, v);
        } else if (value instanceof Byte v) {
            setByte(array, index, v);
        } else if (value instanceof Character v) {
            setChar(array, index, v);
        } else if (value instanceof Short v) {
            setShort(array, index, v);
        } else if (value instanceof Float v) {
            setFloat(array, index, v);
        } else if (value instanceof Boolean v) {
            setBoolean(array, index, v);
        } else {
            throw mismatch(array);
        }
    }

    @Substitute(reason = "native")
    public static void setBoolean(Object array, int index, boolean value) {
        if (!(array instanceof boolean[] a)) {
            throw mismatch(array);
        }
        a[index] = value;
    }

    @Substitute(reason = "native")
    public static void setByte(Object array, int index, byte value) {
        if (array instanceof byte[] a) {
            a[index] = value;
        } else {
            setShort(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setChar(Object array, int index, char value) {
        if (array instanceof char[] a) {
            a[index] = value;
        } else {
            setInt(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setShort(Object array, int index, short value) {
        if (array instanceof short[] a) {
            a[index] = value;
        } else {
            setInt(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setInt(Object array, int index, int value) {
        if (array instanceof int[] a) {
            a[index] = value;
        } else {
            setLong(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setLong(Object array, int index, long value) {
        if (array instanceof long[] a) {
            a[index] = value;
        } else if (array instanceof double[] a) {
            a[index] = value;
        } else {
            setFloat(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setFloat(Object array, int index, float value) {
        if (array instanceof float[] a) {
            a[index] = value;
        } else {
            setDouble(array, index, value);
        }
    }

    @Substitute(reason = "native")
    public static void setDouble(Object array, int index, double value) {
        if (!(array instanceof double[] a)) {
            throw mismatch(array);
        }
        a[index] = value;
    }

    private static RuntimeException mismatch(Object array) {
        return array == null ? new NullPointerException() : new IllegalArgumentException(
                Hubs.isArray(Memory.hubOf(array)) ? "argument type mismatch" : "Argument is not an array");
    }
}
