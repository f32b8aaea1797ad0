package obol.aot.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Opcode;

/**
 * What is known of a class's statics before its initialiser runs: the initialiser is followed as long as it only puts
 * constants into the class's own fields. A static final field that gets its only value so is a constant (in the first place
 * {@code $assertionsDisabled}); an initialiser that is followed to its end need not run at all, its fields have these
 * values in the image.
 *
 * <p>In: a class that is linked. Out: {@link JField#constant} and {@link JField#initial}. Time: linear in the code,
 * as only forward jumps are followed.
 */
final class ConstantInitializer {
    /** Before this version any method of the class could write a static final field. */
    private static final int FINAL_MEANS_INITIALIZER_ONLY = 53;
    private static final Object NULL = new Object();
    private static final Object CLASS_LITERAL = new Object();

    private final World world;
    private final JClass holder;
    private final ConstantPool constants;
    private final String ownName;
    private final List<Object> stack = new ArrayList<>();
    private final Map<JField, Object> values = new HashMap<>();

    private ConstantInitializer(World world, JClass holder, ClassFile file) {
        this.world = world;
        this.holder = holder;
        this.constants = file.constants();
        this.ownName = file.name();
    }

    /** Gives the class's fields what is known of them; whether the initialiser need not run. */
    static boolean evaluate(World world, JClass c) {
        JMethod initializer = c.initializer();
        if (initializer.code == null) return false;
        ClassFile file = initializer.codeHolder.file;
        ConstantInitializer run = new ConstantInitializer(world, c, file);
        Bytecodes it = initializer.code.instructions();
        boolean whole = run.follow(it);
        boolean mayFold = file.majorVersion() >= FINAL_MEANS_INITIALIZER_ONLY;
        Set<JField> once = mayFold ? run.assignedOnce(initializer.code.instructions()) : Set.of();
        run.values.forEach((field, value) -> {
            if (value == NULL) return;
            if (whole) field.initial = value;
            if (field.isFinal() && once.contains(field)) field.constant = value;
        });
        return whole;
    }

    /** Runs the code until something is not a constant; whether it came to the return. */
    private boolean follow(Bytecodes it) {
        boolean more = it.next();
        while (more) {
            boolean jumped = false;
            switch (it.opcode()) {
                case NOP -> { }
                case ACONST_NULL -> stack.add(NULL);
                case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
                    stack.add(it.opcode().ordinal() - Opcode.ICONST_0.ordinal());
                case LCONST_0, LCONST_1 -> stack.add((long) it.opcode().ordinal() - Opcode.LCONST_0.ordinal());
                case FCONST_0, FCONST_1, FCONST_2 -> stack.add((float) (it.opcode().ordinal() - Opcode.FCONST_0.ordinal()));
                case DCONST_0, DCONST_1 -> stack.add((double) (it.opcode().ordinal() - Opcode.DCONST_0.ordinal()));
                case BIPUSH, SIPUSH -> stack.add(it.immediate());
                case LDC, LDC_W, LDC2_W -> {
                    Object value = loaded(it.constant());
                    if (value == null) return false;
                    stack.add(value);
                }
                case INVOKEVIRTUAL -> {
                    Object value = called(constants.memberRef(it.constant()));
                    if (value == null) return false;
                    stack.add(value);
                }
                case IFEQ, IFNE -> jumped = pop().equals(0) == (it.opcode() == Opcode.IFEQ);
                case GOTO -> jumped = true;
                case PUTSTATIC -> {
                    JField field = own(constants.memberRef(it.constant()));
                    if (field == null || stack.get(stack.size() - 1) == CLASS_LITERAL) return false;
                    values.put(field, pop());
                }
                case RETURN -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
            if (jumped && it.target() <= it.bci()) return false;
            if (jumped) it.seek(it.target());
            more = jumped || it.next();
        }
        return false;
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object loaded(int index) {
        return switch (constants.tag(index)) {
            case ConstantPool.INTEGER -> constants.integer(index);
            case ConstantPool.LONG -> constants.longValue(index);
            case ConstantPool.FLOAT -> constants.floatValue(index);
            case ConstantPool.DOUBLE -> constants.doubleValue(index);
            case ConstantPool.STRING -> constants.string(index);
            case ConstantPool.CLASS -> world.find(constants.className(index)) == null ? null : CLASS_LITERAL;
            default -> null;
        };
    }

    /** The result of a method of a class literal that always returns the same. */
    private Object called(MemberRef ref) {
        if (!ref.owner().equals("java/lang/Class") || !ref.descriptor().startsWith("()") || pop() != CLASS_LITERAL) return null;
        JMethod method = world.require("java/lang/Class").declared(ref.name(), ref.descriptor());
        return method != null && method.constant instanceof Integer n ? n : null;
    }

    /** A static field of the class itself. */
    private JField own(MemberRef ref) {
        if (!ref.owner().equals(ownName) && !ref.owner().equals(holder.name)) return null;
        JField field = holder.declaredField(ref.name(), world.mapDescriptor(ref.descriptor()));
        return field != null && field.isStatic() ? field : null;
    }

    private Set<JField> assignedOnce(Bytecodes it) {
        Set<JField> seen = new HashSet<>();
        Set<JField> twice = new HashSet<>();
        while (it.next()) {
            if (it.opcode() != Opcode.PUTSTATIC) continue;
            JField field = own(constants.memberRef(it.constant()));
            if (field != null && !seen.add(field)) twice.add(field);
        }
        seen.removeAll(twice);
        return seen;
    }
}
