package obol.aot.ir;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import sun.reflect.ReflectionFactory;

/**
 * Runs graphs of the JAVA level on the host's objects. Methods of the classes under test, of classes that the compiler made,
 * and of java.util.function, whose private ones reflection does not call, are interpreted, with statics of their own; all others are called on the host by reflection.
 *
 * <p>An object is a {@link Pending} until its host constructor is called; an instance of a class that the compiler made is a
 * proxy of its interfaces whose handler is a {@link Model}.
 */
public final class GraphInterpreter {
    /** An exception of the interpreted program, as against a fault of the interpreter. */
    public static final class Thrown extends RuntimeException {
        public final Throwable exception;

        Thrown(Throwable exception) {
            super(exception);
            this.exception = exception;
        }
    }

    private static final class Pending {
        final JClass type;
        final Map<JField, Object> early = new HashMap<>();
        Object object;

        Pending(JClass type) {
            this.type = type;
        }
    }

    private final class Model implements java.lang.reflect.InvocationHandler {
        final JClass type;
        final Map<JField, Object> fields = new HashMap<>();

        Model(JClass type) {
            this.type = type;
        }

        @Override public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String descriptor = MethodType.methodType(method.getReturnType(), method.getParameterTypes()).toMethodDescriptorString();
            JMethod found = type.declared(method.getName(), descriptor);
            if (found == null) {
                JMethod named = world.require(method.getDeclaringClass().getName().replace('.', '/')).declared(method.getName(), descriptor);
                found = world.selectVirtual(type, named);
            }
            if (found.holder.name.equals("java/lang/Object")) {
                return switch (found.name) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> type.name;
                };
            }
            List<Object> all = new ArrayList<>();
            all.add(proxy);
            for (int i = 0; arguments != null && i < arguments.length; i++) all.add(unbox(arguments[i], method.getParameterTypes()[i]));
            try {
                return box(run(found, all.toArray()), method.getReturnType());
            } catch (Thrown t) {
                throw t.exception;
            }
        }
    }

    private static final int STEPS = 2_000_000;

    private final World world;
    private final String prefix;
    private final Function<JMethod, Graph> graphs;
    private final Map<JField, Object> statics = new HashMap<>();
    private final Set<JClass> initialized = new HashSet<>();
    private final Map<Object, Integer> monitors = new IdentityHashMap<>();
    private int steps;
    private int depth;

    /** @param prefix of the internal names of classes whose methods are interpreted */
    public GraphInterpreter(World world, String prefix, Function<JMethod, Graph> graphs) {
        this.world = world;
        this.prefix = prefix;
        this.graphs = graphs;
    }

    /** Runs a static method; checks that it leaves no monitor held. */
    public Object call(JMethod method, Object... arguments) {
        initialize(method.holder);
        try {
            return run(method, arguments);
        } finally {
            if (!monitors.isEmpty()) throw new IllegalStateException("monitors held: " + monitors);
        }
    }

    private boolean interpreted(JClass c) {
        return c.hidden || c.name.startsWith(prefix) || c.name.startsWith("java/util/function/");
    }

    private Object run(JMethod method, Object[] arguments) {
        if (++depth > 400) {
            depth = 0;
            throw new IllegalStateException("recursion in " + method);
        }
        Graph graph = graphs.apply(method);
        Object[] values = new Object[graph.insCount()];
        Block block = graph.entry;
        Block from = null;
        while (true) {
            int phis = block.phiCount();
            Object[] merged = new Object[phis];
            for (int i = 0; i < phis; i++) merged[i] = values[block.body.get(i).in(block.preds.indexOf(from)).id];
            for (int i = 0; i < phis; i++) values[block.body.get(i).id] = merged[i];
            Block next = null;
            for (Ins ins : block.body.subList(phis, block.body.size())) {
                if (++steps > STEPS) throw new IllegalStateException("endless: " + method);
                Object[] in = new Object[ins.inputs.length];
                for (int i = 0; i < in.length; i++) in[i] = settled(values[ins.in(i).id]);
                if (ins.op == Op.RETURN) {
                    depth--;
                    return in.length == 0 ? null : in[0];
                }
                if (ins.op.ends()) {
                    next = block.succs.get(successor(ins, in));
                    break;
                }
                if (ins.op == Op.PARAM) {
                    values[ins.id] = arguments[(int) ins.bits];
                    continue;
                }
                if (ins.op == Op.CATCH) continue;
                int here = depth;
                try {
                    values[ins.id] = value(ins, in);
                } catch (Thrown t) {
                    depth = here;
                    if (!ins.op.mayThrow()) throw new IllegalStateException("thrown by " + ins, t);
                    if (block.handler == null) {
                        depth--;
                        throw t;
                    }
                    next = block.handler;
                    values[next.body.get(0).id] = t.exception;
                    break;
                }
            }
            from = block;
            block = next;
        }
    }

    private static Object settled(Object value) {
        return value instanceof Pending p && p.object != null ? p.object : value;
    }

    private static int successor(Ins end, Object[] in) {
        return switch (end.op) {
            case GOTO -> 0;
            case IF -> holds((Condition) end.attr, in[0], in[1]) ? 0 : 1;
            case SWITCH -> {
                int[] keys = (int[]) end.attr;
                int found = java.util.Arrays.binarySearch(keys, (Integer) in[0]);
                yield found < 0 ? keys.length : found;
            }
            default -> throw new IllegalStateException("reached " + end);
        };
    }

    private static boolean holds(Condition c, Object a, Object b) {
        if (a instanceof Float x) return floating(c, x, (Float) b);
        if (a instanceof Double x) return floating(c, x, (Double) b);
        if (a instanceof Integer x && b instanceof Integer y) return ordered(c, Integer.compare(x, y), Integer.compareUnsigned(x, y));
        if (a instanceof Long x && b instanceof Long y) return ordered(c, Long.compare(x, y), Long.compareUnsigned(x, y));
        return (c == Condition.EQ) == (a == b);
    }

    private static boolean ordered(Condition c, int signed, int unsigned) {
        return switch (c) {
            case EQ -> signed == 0;
            case NE -> signed != 0;
            case LT -> signed < 0;
            case GE -> signed >= 0;
            case GT -> signed > 0;
            case LE -> signed <= 0;
            case BELOW -> unsigned < 0;
            case ABOVE_EQUAL -> unsigned >= 0;
            case ABOVE -> unsigned > 0;
            case BELOW_EQUAL -> unsigned <= 0;
            default -> throw new IllegalStateException(c + " of integers");
        };
    }

    private static boolean floating(Condition c, double a, double b) {
        return switch (c) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case GE -> a >= b;
            case GT -> a > b;
            case LE -> a <= b;
            case LT_OR_NAN -> !(a >= b);
            case GE_OR_NAN -> !(a < b);
            case GT_OR_NAN -> !(a <= b);
            case LE_OR_NAN -> !(a > b);
            default -> throw new IllegalStateException(c + " of floats");
        };
    }

    private Object value(Ins ins, Object[] in) {
        return switch (ins.op) {
            case CONST -> constant(ins.type, ins.bits);
            case STRING -> ((String) ins.attr).intern();
            case ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR -> Arithmetic.binary(ins.op, in[0], in[1]);
            case NEG, ABS, SQRT, BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS, REVERSE_BYTES, BITCAST -> Arithmetic.unary(ins.op, in[0]);
            case MULTIPLY_HIGH -> Math.multiplyHigh((Long) in[0], (Long) in[1]);
            case COMPARE -> Arithmetic.compare(in[0], in[1], (int) ins.bits);
            case SET -> holds((Condition) ins.attr, in[0], in[1]) ? 1 : 0;
            case SELECT -> holds((Condition) ins.attr, in[0], in[1]) ? in[2] : in[3];
            case CONVERT -> Arithmetic.convert(in[0], ins.type);
            case EXTEND -> Arithmetic.extend((Integer) in[0], (MemKind) ins.attr);
            case NULL_CHECK -> notNull(in[0]);
            case ZERO_CHECK -> {
                if (((Number) in[0]).longValue() == 0) throw new Thrown(new ArithmeticException("/ by zero"));
                yield in[0];
            }
            case BOUNDS_CHECK -> {
                int i = (Integer) in[0];
                int n = (Integer) in[1];
                if (i < 0 || i >= n) throw new Thrown(new ArrayIndexOutOfBoundsException("Index " + i + " out of bounds for length " + n));
                yield i;
            }
            case CHECK_CAST -> {
                if (in[0] != null && !isInstance((JClass) ins.attr, in[0])) throw new Thrown(new ClassCastException());
                yield in[0];
            }
            case INSTANCE_OF -> isInstance((JClass) ins.attr, in[0]) ? 1 : 0;
            case ARRAY_STORE_CHECK -> {
                Class<?> component = in[0].getClass().getComponentType();
                if (in[1] != null && !component.isInstance(in[1])) throw new Thrown(new ArrayStoreException(in[1].getClass().getName()));
                yield in[1];
            }
            case GET_FIELD -> getField((JField) ins.attr, in[0]);
            case PUT_FIELD -> putField((JField) ins.attr, in[0], in[1]);
            case GET_STATIC -> getStatic((JField) ins.attr);
            case PUT_STATIC -> statics.put((JField) ins.attr, in[0]);
            case ARRAY_LENGTH -> Array.getLength(in[0]);
            case ARRAY_GET -> unbox(Array.get(in[0], (Integer) in[1]), in[0].getClass().getComponentType());
            case ARRAY_PUT -> {
                Array.set(in[0], (Integer) in[1], box(in[2], in[0].getClass().getComponentType()));
                yield null;
            }
            case NEW -> newInstance((JClass) ins.attr);
            case NEW_ARRAY, NEW_MULTI_ARRAY -> newArray((JClass) ins.attr, in);
            case INIT_CLASS -> {
                initialize((JClass) ins.attr);
                yield null;
            }
            // Hubs are compared only: any object that is one for each class will do.
            case CLASS_MIRROR, HUB -> host((JClass) ins.attr);
            case GET_HUB -> in[0].getClass();
            case MONITOR_ENTER -> monitors.merge(in[0], 1, Integer::sum);
            case MONITOR_EXIT -> {
                if (!monitors.containsKey(in[0])) throw new Thrown(new IllegalMonitorStateException());
                yield monitors.computeIfPresent(in[0], (k, n) -> n == 1 ? null : n - 1);
            }
            case INVOKE_STATIC, INVOKE_SPECIAL -> invoke((JMethod) ins.attr, in);
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> dispatch((JMethod) ins.attr, in);
            case LINKAGE_ERROR -> throw new Thrown(linkageError((Linkage) ins.attr));
            case THROW -> throw new Thrown((Throwable) in[0]);
            case POLL, FENCE -> null;
            // An offset is the field itself.
            case FIELD_OFFSET -> ins.attr;
            case LOAD -> load(in[0], in[1]);
            case STORE -> store(in[0], in[1], in[2]);
            case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> {
                Object before = load(in[0], in[1]);
                boolean same = ins.in(2).type == Type.REF ? before == in[2] : before.equals(in[2]);
                if (same) store(in[0], in[1], in[3]);
                yield ins.op == Op.COMPARE_AND_EXCHANGE ? before : (Object) (same ? 1 : 0);
            }
            case FETCH_SET, FETCH_ADD -> {
                Object before = load(in[0], in[1]);
                store(in[0], in[1], ins.op == Op.FETCH_SET ? in[2] : Arithmetic.binary(Op.ADD, before, in[2]));
                yield before;
            }
            default -> throw new IllegalStateException("not interpreted: " + ins);
        };
    }

    private static Object constant(Type type, long bits) {
        return switch (type) {
            case INT -> (int) bits;
            case LONG -> bits;
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            default -> null;
        };
    }

    private static Object notNull(Object o) {
        if (o == null) throw new Thrown(new NullPointerException());
        return o;
    }

    private static Throwable linkageError(Linkage linkage) {
        try {
            return (Throwable) Class.forName(linkage.error().replace('/', '.')).getConstructor(String.class).newInstance(linkage.message());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // Classes and objects.

    private Class<?> host(JClass c) {
        try {
            return switch (c.kind) {
                case PRIMITIVE -> MethodType.fromMethodDescriptorString("()" + c.descriptor(), null).returnType();
                default -> Class.forName(c.name.replace('/', '.'), false, GraphInterpreter.class.getClassLoader());
            };
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Model model(Object o) {
        return o != null && Proxy.isProxyClass(o.getClass()) && Proxy.getInvocationHandler(o) instanceof Model m ? m : null;
    }

    private JClass typeOf(Object o) {
        if (o instanceof Pending p) return p.type;
        Model model = model(o);
        return model != null ? model.type : world.find(o.getClass().getName().replace('.', '/'));
    }

    private boolean isInstance(JClass c, Object o) {
        if (o == null) return false;
        Model model = model(o);
        return model != null ? model.type.isSubtypeOf(c) : host(c).isInstance(o);
    }

    private Object newInstance(JClass c) {
        if (!c.hidden) return new Pending(c);
        List<Class<?>> interfaces = new ArrayList<>();
        for (JClass i : c.interfaces) interfaces.add(host(i));
        return Proxy.newProxyInstance(GraphInterpreter.class.getClassLoader(), interfaces.toArray(new Class<?>[0]), new Model(c));
    }

    private Object newArray(JClass array, Object[] lengths) {
        Class<?> component = host(array);
        int[] dimensions = new int[lengths.length];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = (Integer) lengths[i];
            component = component.getComponentType();
        }
        try {
            return Array.newInstance(component, dimensions);
        } catch (NegativeArraySizeException e) {
            throw new Thrown(e);
        }
    }

    private void initialize(JClass c) {
        if (!interpreted(c) || !initialized.add(c)) return;
        if (c.superclass != null) initialize(c.superclass);
        for (JField f : c.fields) {
            if (f.isStatic() && f.constant != null) statics.put(f, f.kind.type == Type.INT ? ((Number) f.constant).intValue() : f.constant);
        }
        JMethod initializer = c.initializer();
        if (initializer != null) run(initializer, new Object[0]);
    }

    private static Object zero(Type type) {
        return constant(type, 0);
    }

    private Object getStatic(JField f) {
        if (!interpreted(f.holder)) {
            try {
                Field field = host(f.holder).getField(f.name);
                return unbox(field.get(null), field.getType());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return statics.containsKey(f) ? statics.get(f) : zero(f.kind.type);
    }

    private Field field(JField f) {
        try {
            Field field = host(f.holder).getDeclaredField(f.name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object getField(JField f, Object o) {
        Model model = model(o);
        if (model != null) return model.fields.containsKey(f) ? model.fields.get(f) : zero(f.kind.type);
        if (o instanceof Pending p) return p.early.containsKey(f) ? p.early.get(f) : zero(f.kind.type);
        try {
            Field field = field(f);
            return unbox(field.get(o), field.getType());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object putField(JField f, Object o, Object value) {
        Model model = model(o);
        if (model != null) return model.fields.put(f, value);
        if (o instanceof Pending p) return p.early.put(f, value);
        try {
            Field field = field(f);
            field.set(o, box(value, field.getType()));
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code place}: the field whose offset it is, or an array's index. */
    private Object load(Object base, Object place) {
        return place instanceof JField f ? getField(f, base) : unbox(Array.get(base, (Integer) place), base.getClass().getComponentType());
    }

    private Object store(Object base, Object place, Object value) {
        if (place instanceof JField f) return putField(f, base, value);
        Array.set(base, (Integer) place, box(value, base.getClass().getComponentType()));
        return null;
    }

    // Calls.

    private Object dispatch(JMethod method, Object[] in) {
        JClass receiver = typeOf(in[0]);
        if (receiver == null || !interpreted(receiver)) return onHost(method, in);
        JMethod selected = world.selectVirtual(receiver, method);
        return invoke(selected, in);
    }

    private Object invoke(JMethod method, Object[] in) {
        // Reflection writes no field of a record, so the host makes it.
        boolean record = method.isConstructor() && method.holder.superclass != null
                && method.holder.superclass.name.equals("java/lang/Record");
        if (interpreted(method.holder) && !record) return run(method, in);
        if (method.isConstructor()) {
            if (in[0] instanceof Pending p) construct(p, method, in);
            return null;
        }
        return onHost(method, in);
    }

    /** The host runs the constructor of a class that is not interpreted, for an object that may be of a subclass. */
    private void construct(Pending pending, JMethod constructor, Object[] in) {
        try {
            Class<?> type = host(pending.type);
            Class<?> declaring = host(constructor.holder);
            Class<?>[] parameters = parameters(constructor);
            Constructor<?> c = declaring.getDeclaredConstructor(parameters);
            if (interpreted(constructor.holder)) c.setAccessible(true);
            if (type != declaring) c = ReflectionFactory.getReflectionFactory().newConstructorForSerialization(type, c);
            pending.object = c.newInstance(boxed(in, 1, parameters));
        } catch (InvocationTargetException e) {
            throw new Thrown(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        pending.early.forEach((f, v) -> putField(f, pending.object, v));
    }

    private Class<?>[] parameters(JMethod method) {
        return MethodType.fromMethodDescriptorString(method.descriptor, GraphInterpreter.class.getClassLoader()).parameterArray();
    }

    private Object onHost(JMethod method, Object[] in) {
        int first = method.isStatic() ? 0 : 1;
        if (method.isNative() && method.name.equals("clone") && in[0].getClass().isArray()) return cloneArray(in[0]);
        try {
            Class<?>[] parameters = parameters(method);
            Method m = host(method.holder).getDeclaredMethod(method.name, parameters);
            if (!java.lang.reflect.Modifier.isPublic(host(method.holder).getModifiers()) || !method.isPublic()) m.setAccessible(true);
            return unbox(m.invoke(first == 0 ? null : in[0], boxed(in, first, parameters)), m.getReturnType());
        } catch (InvocationTargetException e) {
            throw new Thrown(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method + " of " + in[0], e);
        }
    }

    private static Object cloneArray(Object array) {
        int n = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, 0, copy, 0, n);
        return copy;
    }

    private static Object[] boxed(Object[] in, int first, Class<?>[] parameters) {
        Object[] out = new Object[parameters.length];
        for (int i = 0; i < out.length; i++) out[i] = box(in[first + i], parameters[i]);
        return out;
    }

    /** INT as the host's narrower type. */
    static Object box(Object value, Class<?> type) {
        if (value instanceof Integer i) {
            if (type == boolean.class) return (i & 1) != 0;
            if (type == byte.class) return i.byteValue();
            if (type == short.class) return i.shortValue();
            if (type == char.class) return (char) i.intValue();
        }
        return value;
    }

    /** The host's narrow primitive as INT. */
    static Object unbox(Object value, Class<?> type) {
        if (!type.isPrimitive()) return value;
        if (value instanceof Boolean b) return b ? 1 : 0;
        if (value instanceof Character c) return (int) c;
        if (value instanceof Byte || value instanceof Short) return ((Number) value).intValue();
        return value;
    }
}
