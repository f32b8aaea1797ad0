package obol.aot.desugar;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The conversions that a lambda's method makes of its arguments and of its result: casts, boxing, unboxing, widening of
 * primitives (the table in the documentation of java.lang.invoke.LambdaMetafactory).
 */
final class Conversion {
    private static final String[] WRAPPERS = {
        "", "java/lang/Boolean", "java/lang/Character", "java/lang/Byte", "java/lang/Short", "java/lang/Integer",
        "java/lang/Float", "java/lang/Long", "java/lang/Double",
    };

    private Conversion() {}

    /** @param checked a reference of type {@code from} is first cast to this, the more special type that the site names */
    static void convert(MethodVisitor code, Type from, Type to, Type checked) {
        if (from.getSort() == Type.VOID || to.getSort() == Type.VOID) return;
        if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                widen(code, from, to);
            } else {
                Type boxed = unboxed(to);
                if (boxed == null) boxed = from;
                widen(code, from, boxed);
                box(code, boxed);
                cast(code, Type.getObjectType(WRAPPERS[boxed.getSort()]), to);
            }
            return;
        }
        Type known = from;
        if (!isPrimitive(checked)) {
            cast(code, known, checked);
            known = checked;
        }
        if (!isPrimitive(to)) {
            cast(code, known, to);
            return;
        }
        Type source = unboxed(known);
        if (source != null) {
            unbox(code, known, source);
            widen(code, source, to);
            return;
        }
        Type wrapper = to.getSort() == Type.BOOLEAN || to.getSort() == Type.CHAR
                ? Type.getObjectType(WRAPPERS[to.getSort()]) : Type.getObjectType("java/lang/Number");
        cast(code, known, wrapper);
        unbox(code, wrapper, to);
    }

    private static boolean isPrimitive(Type t) {
        return t.getSort() < Type.ARRAY;
    }

    /** The primitive type whose box this is, or null. */
    static Type unboxed(Type t) {
        if (t.getSort() != Type.OBJECT) return null;
        String name = t.getInternalName();
        for (int sort = Type.BOOLEAN; sort <= Type.DOUBLE; sort++) {
            if (WRAPPERS[sort].equals(name)) return primitive(sort);
        }
        return null;
    }

    private static Type primitive(int sort) {
        return Type.getType(String.valueOf(" ZCBSIFJD".charAt(sort)));
    }

    private static void box(MethodVisitor code, Type primitive) {
        String wrapper = WRAPPERS[primitive.getSort()];
        code.visitMethodInsn(INVOKESTATIC, wrapper, "valueOf", "(" + primitive + ")L" + wrapper + ";", false);
    }

    private static void unbox(MethodVisitor code, Type box, Type primitive) {
        code.visitMethodInsn(INVOKEVIRTUAL, box.getInternalName(), primitive.getClassName() + "Value", "()" + primitive, false);
    }

    private static void cast(MethodVisitor code, Type from, Type to) {
        if (from.equals(to) || to.getInternalName().equals(SyntheticClass.OBJECT)) return;
        code.visitTypeInsn(CHECKCAST, to.getInternalName());
    }

    private static void widen(MethodVisitor code, Type from, Type to) {
        char a = kind(from);
        char b = kind(to);
        if (a == b) return;
        int op = switch ("" + a + b) {
            case "IJ" -> I2L;
            case "IF" -> I2F;
            case "ID" -> I2D;
            case "JF" -> L2F;
            case "JD" -> L2D;
            case "FD" -> F2D;
            default -> throw new IllegalArgumentException(from + " to " + to);
        };
        code.visitInsn(op);
    }

    /** Whether there is a widening of one primitive type to another. */
    static boolean widens(Type from, Type to) {
        return "IJFD".indexOf(kind(from)) <= "IJFD".indexOf(kind(to));
    }

    private static char kind(Type t) {
        return switch (t.getSort()) {
            case Type.LONG -> 'J';
            case Type.FLOAT -> 'F';
            case Type.DOUBLE -> 'D';
            default -> 'I';
        };
    }
}
