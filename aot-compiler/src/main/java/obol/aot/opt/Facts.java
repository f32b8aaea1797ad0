package obol.aot.opt;

import java.util.List;
import obol.aot.ir.Address;
import obol.aot.ir.Condition;
import obol.aot.ir.Ins;
import obol.aot.ir.MemKind;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.Descriptor;

/**
 * What is known of a value from where it comes: whether it may be null, its class, its range. Looks through phis and
 * checks to a small depth. What only a declared interface type or the type of a narrow parameter says is not believed:
 * verification does not check either.
 */
final class Facts {
    private static final int DEPTH = 4;

    /** The ints from {@code min} to {@code max}. */
    record Range(long min, long max) {
        static final Range ALL = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
        static final Range BOOLEAN = new Range(0, 1);

        boolean within(Range other) {
            return other.min <= min && max <= other.max;
        }

        Range union(Range other) {
            return new Range(Math.min(min, other.min), Math.max(max, other.max));
        }
    }

    private Facts() {}

    static boolean neverNull(JMethod method, Ins value) {
        return neverNull(method, value, DEPTH);
    }

    private static boolean neverNull(JMethod method, Ins value, int depth) {
        return switch (value.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY, STRING, CLASS_MIRROR, CATCH, NULL_CHECK -> true;
            case PARAM -> value.bits == 0 && !method.isStatic();
            case CHECK_CAST -> neverNull(method, value.in(0), depth);
            case ARRAY_STORE_CHECK -> neverNull(method, value.in(1), depth);
            case PHI -> {
                if (depth == 0) yield false;
                for (Ins in : value.inputs) if (in != value && !neverNull(method, in, depth - 1)) yield false;
                yield true;
            }
            default -> false;
        };
    }

    /** The only classes of which the value may be an instance, if the analysis of the closed world knows them; else empty. */
    static List<JClass> classes(JMethod method, Ins value) {
        return switch (value.op) {
            case NULL_CHECK, CHECK_CAST -> classes(method, value.in(0));
            case ARRAY_STORE_CHECK -> classes(method, value.in(1));
            case GET_FIELD, GET_STATIC -> ((JField) value.attr).classes;
            case INVOKE_STATIC, INVOKE_SPECIAL -> ((JMethod) value.attr).resultClasses;
            case PARAM -> {
                int index = (int) value.bits;
                yield index < method.parameterClasses.size() ? method.parameterClasses.get(index) : List.of();
            }
            default -> List.of();
        };
    }

    /** The class of which the value is an instance, and of no subclass, unless it is null; or null. */
    static JClass exactType(World world, JMethod method, Ins value) {
        List<JClass> classes = classes(method, value);
        if (classes.size() == 1) return classes.get(0);
        JClass bound = bound(world, method, value);
        if (bound == null) return null;
        return isExact(value, DEPTH) || leaf(bound) ? bound : null;
    }

    private static boolean isExact(Ins value, int depth) {
        return switch (value.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY, STRING, CLASS_MIRROR -> true;
            case NULL_CHECK, CHECK_CAST -> isExact(value.in(0), depth);
            case ARRAY_STORE_CHECK -> isExact(value.in(1), depth);
            case PHI -> {
                if (depth == 0) yield false;
                JClass one = null;
                for (Ins in : value.inputs) {
                    if (!isExact(in, depth - 1)) yield false;
                    JClass type = exactSource(in, depth - 1);
                    if (type == null || one != null && one != type) yield false;
                    one = type;
                }
                yield true;
            }
            default -> false;
        };
    }

    /** Of a value that {@link #isExact}. */
    private static JClass exactSource(Ins value, int depth) {
        return switch (value.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY -> (JClass) value.attr;
            case NULL_CHECK, CHECK_CAST -> exactSource(value.in(0), depth);
            case ARRAY_STORE_CHECK -> exactSource(value.in(1), depth);
            case PHI -> depth == 0 ? null : exactSource(value.in(0), depth - 1);
            default -> null;
        };
    }

    private static boolean leaf(JClass c) {
        if (c.isArray()) return c.component.isPrimitive() || leaf(c.component);
        return c.isFinal();
    }

    /** A class or array class of which the value is an instance unless it is null; or null if nothing but Object is known. */
    static JClass bound(World world, JMethod method, Ins value) {
        List<JClass> classes = classes(method, value);
        JClass declared = bound(world, method, value, DEPTH);
        if (classes.isEmpty()) return declared;
        JClass common = classes.get(0);
        for (JClass c : classes) while (!c.isSubtypeOf(common)) common = common.superclass;
        return declared != null && declared.isSubtypeOf(common) ? declared : common;
    }

    private static JClass bound(World world, JMethod method, Ins value, int depth) {
        return switch (value.op) {
            case NEW, NEW_ARRAY, NEW_MULTI_ARRAY -> (JClass) value.attr;
            case STRING -> world.require("java/lang/String");
            case CLASS_MIRROR -> world.require("java/lang/Class");
            case CHECK_CAST -> {
                JClass before = bound(world, method, value.in(0), depth);
                JClass cast = believed((JClass) value.attr);
                yield cast == null || before != null && before.isSubtypeOf(cast) ? before : cast;
            }
            case NULL_CHECK -> bound(world, method, value.in(0), depth);
            case ARRAY_STORE_CHECK -> bound(world, method, value.in(1), depth);
            case GET_FIELD, GET_STATIC -> ofDescriptor(world, ((JField) value.attr).descriptor);
            case INVOKE_STATIC, INVOKE_SPECIAL, INVOKE_VIRTUAL, INVOKE_INTERFACE -> ofResult(world, (JMethod) value.attr);
            case PARAM -> ofParameter(world, method, (int) value.bits);
            case ARRAY_GET -> {
                if (value.attr != MemKind.REF) yield null;
                JClass array = bound(world, method, value.in(0), depth);
                yield array == null || !array.isArray() ? null : believed(array.component);
            }
            case PHI -> {
                if (depth == 0) yield null;
                JClass one = null;
                for (Ins in : value.inputs) {
                    if (in == value || in.isNull()) continue;
                    JClass type = bound(world, method, in, depth - 1);
                    if (type == null) yield null;
                    if (one == null || one.isSubtypeOf(type)) one = type;
                    else if (!type.isSubtypeOf(one)) yield null;
                }
                yield one;
            }
            default -> null;
        };
    }

    private static JClass ofDescriptor(World world, String descriptor) {
        if (Type.ofDescriptor(descriptor) != Type.REF) return null;
        JClass c = world.ofDescriptor(descriptor);
        return c == null ? null : believed(c);
    }

    private static JClass ofResult(World world, JMethod method) {
        return ofDescriptor(world, method.descriptor.substring(method.descriptor.indexOf(')') + 1));
    }

    private static JClass ofParameter(World world, JMethod method, int index) {
        if (!method.isStatic() && index == 0) return believed(method.holder);
        return ofDescriptor(world, Descriptor.ofMethod(method.descriptor).parameters().get(index - (method.isStatic() ? 0 : 1)));
    }

    /** The declared type as far as verification guarantees it. */
    private static JClass believed(JClass declared) {
        return declared.elementType().isInterface() ? null : declared;
    }

    static Range range(Ins value) {
        return range(value, DEPTH);
    }

    private static Range range(Ins value, int depth) {
        if (value.type != Type.INT) return Range.ALL;
        return switch (value.op) {
            case CONST -> new Range(value.bits, value.bits);
            case SET, INSTANCE_OF, COMPARE_AND_SET -> Range.BOOLEAN;
            case COMPARE -> new Range(-1, 1);
            case EXTEND, ARRAY_GET -> ofKind((MemKind) value.attr);
            case LOAD -> ofKind(((Address) value.attr).kind());
            case GET_FIELD, GET_STATIC -> ofDescriptor(((JField) value.attr).descriptor);
            case INVOKE_STATIC, INVOKE_SPECIAL, INVOKE_VIRTUAL, INVOKE_INTERFACE -> {
                String descriptor = ((JMethod) value.attr).descriptor;
                yield ofDescriptor(descriptor.substring(descriptor.indexOf(')') + 1));
            }
            case ARRAY_LENGTH -> new Range(0, Integer.MAX_VALUE);
            case BOUNDS_CHECK -> {
                Range r = range(value.in(0), depth);
                yield new Range(Math.max(0, r.min), Math.max(0, r.max));
            }
            case BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS -> new Range(0, 64);
            case AND -> {
                Range a = range(value.in(0), depth);
                Range b = range(value.in(1), depth);
                if (a.min >= 0 && b.min >= 0) yield new Range(0, Math.min(a.max, b.max));
                if (a.min >= 0) yield new Range(0, a.max);
                if (b.min >= 0) yield new Range(0, b.max);
                yield Range.ALL;
            }
            case OR, XOR -> {
                Range a = range(value.in(0), depth);
                Range b = range(value.in(1), depth);
                if (a.min < 0 || b.min < 0) yield Range.ALL;
                long high = Math.max(a.max, b.max);
                yield new Range(0, high == 0 ? 0 : Long.highestOneBit(high) * 2 - 1);
            }
            case USHR -> value.in(1).isConst() && (value.in(1).bits & 31) != 0
                    ? new Range(0, 0xffffffffL >>> (value.in(1).bits & 31)) : Range.ALL;
            case PHI -> {
                if (depth == 0) yield Range.ALL;
                Range all = null;
                for (Ins in : value.inputs) {
                    if (in == value) continue;
                    Range r = range(in, depth - 1);
                    all = all == null ? r : all.union(r);
                }
                yield all == null ? Range.ALL : all;
            }
            default -> Range.ALL;
        };
    }

    static Range ofKind(MemKind kind) {
        return switch (kind) {
            case I8 -> new Range(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case U8 -> new Range(0, 255);
            case I16 -> new Range(Short.MIN_VALUE, Short.MAX_VALUE);
            case U16 -> new Range(0, Character.MAX_VALUE);
            default -> Range.ALL;
        };
    }

    private static Range ofDescriptor(String descriptor) {
        return descriptor.equals("Z") ? Range.BOOLEAN : Type.ofDescriptor(descriptor) == Type.INT ? ofKind(MemKind.ofDescriptor(descriptor)) : Range.ALL;
    }

    /** Whether the condition is decided by where the values come from: TRUE, FALSE, or null. */
    static Boolean decided(JMethod method, Condition condition, Ins a, Ins b) {
        if (a.isConst() && b.isConst()) return Folding.holds(condition, a.type, a.bits, b.bits);
        if (a == b && !a.type.isFloating()) return Folding.holds(condition, a.type, 0, 0);
        if (a.type == Type.REF) {
            boolean different = a.isNull() && neverNull(method, b) || b.isNull() && neverNull(method, a);
            return different ? (Boolean) (condition == Condition.NE) : null;
        }
        if (a.type != Type.INT) return null;
        Range x = range(a);
        Range y = range(b);
        return switch (condition) {
            case EQ -> x.max < y.min || y.max < x.min ? Boolean.FALSE : null;
            case NE -> x.max < y.min || y.max < x.min ? Boolean.TRUE : null;
            case LT -> x.max < y.min ? Boolean.TRUE : x.min >= y.max ? Boolean.FALSE : null;
            case GE -> x.min >= y.max ? Boolean.TRUE : x.max < y.min ? Boolean.FALSE : null;
            case GT -> x.min > y.max ? Boolean.TRUE : x.max <= y.min ? Boolean.FALSE : null;
            case LE -> x.max <= y.min ? Boolean.TRUE : x.min > y.max ? Boolean.FALSE : null;
            default -> null;
        };
    }
}
