package obol.tests.matrix;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import obol.classfile.Opcode;
import obol.tests.matrix.Operation.Body;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** The table of operations: all instructions, what they take and what they give. */
final class Operations {
    private static final List<String> SMALL = List.of("Z", "B", "C", "S");
    private static final List<String> ALL = TargetClass.FIELDS;
    private static final int[] COMPARISONS = {LCMP, FCMPL, FCMPG, DCMPL, DCMPG};
    private static final int[] INCREMENTS = {1, -1, 127, -128, 128, -129, 32767, -32768};
    private static final int[] SLOTS = {0, 1, 2, 3, 4, 260};
    private static final int[][] KEYS = {{0, 1, 2, 31, 33}, {-128, -1, 0}, {Integer.MIN_VALUE, 2, 1000003, Integer.MAX_VALUE}, {127}};
    private static final String[] CLASSES = {"java/lang/Object", "java/lang/String", "java/lang/Integer", "java/lang/Number", "java/lang/Comparable",
        "java/lang/CharSequence", "java/lang/Throwable", "java/lang/Cloneable", "[I", "[[B", "[Ljava/lang/Object;", "[Ljava/lang/String;"};
    /** The forms of each stack instruction: the types under it. */
    private static final Object[][] STACK = {
        {POP, "II"}, {POP2, "III"}, {POP2, "IJ"}, {DUP, "I"}, {DUP, "F"}, {DUP, "A"}, {DUP_X1, "IF"}, {DUP_X2, "IFA"}, {DUP_X2, "JI"}, {DUP2, "IF"},
        {DUP2, "J"}, {DUP2, "D"}, {DUP2_X1, "IFA"}, {DUP2_X1, "IJ"}, {DUP2_X2, "IFAI"}, {DUP2_X2, "IFD"}, {DUP2_X2, "JIF"}, {DUP2_X2, "JD"},
        {SWAP, "IF"}, {SWAP, "AI"}};

    private final List<Operation> table = new ArrayList<>();

    private Operations() {}

    static List<Operation> all() {
        Operations made = new Operations();
        made.arithmetic();
        made.conversions();
        made.branches();
        made.stack();
        made.locals();
        made.fields();
        made.arrays();
        made.references();
        made.calls();
        made.constants();
        return Collections.unmodifiableList(made.table);
    }

    private static String name(int opcode) {
        return Opcode.of(opcode).mnemonic();
    }

    private void add(String name, String operands, char result, Body body) {
        table.add(new Operation(name, List.of(operands.split(" ")), result, true, body));
    }

    /** For int operands also those of smaller types. */
    private void addInts(String name, int count, char result, Body body) {
        table.add(new Operation(name, Collections.nCopies(count, "I"), result, true, body));
        for (String small : SMALL) table.add(new Operation(name, Collections.nCopies(count, small), result, false, body));
    }

    private void arithmetic() {
        for (int op : new int[] {IADD, ISUB, IMUL, IDIV, IREM, ISHL, ISHR, IUSHR, IAND, IOR, IXOR}) {
            addInts(name(op), 2, 'I', c -> c.insn(op));
            boolean shift = op == ISHL || op == ISHR || op == IUSHR;
            add(name(op + 1), shift ? "J I" : "J J", 'J', c -> c.insn(op + 1));
        }
        for (int op : new int[] {IADD, ISUB, IMUL, IDIV, IREM}) {
            add(name(op + 2), "F F", 'F', c -> c.insn(op + 2));
            add(name(op + 3), "D D", 'D', c -> c.insn(op + 3));
        }
        addInts("ineg", 1, 'I', c -> c.insn(INEG));
        add("lneg", "J", 'J', c -> c.insn(LNEG));
        add("fneg", "F", 'F', c -> c.insn(FNEG));
        add("dneg", "D", 'D', c -> c.insn(DNEG));
    }

    private void conversions() {
        for (int op : new int[] {I2L, I2F, I2D, L2I, L2F, L2D, F2I, F2L, F2D, D2I, D2L, D2F, I2B, I2C, I2S}) {
            char from = Character.toUpperCase(name(op).charAt(0));
            char to = Character.toUpperCase(name(op).charAt(2));
            char result = switch (to) {
                case 'L' -> 'J';
                case 'B', 'C', 'S' -> 'I';
                default -> to;
            };
            if (from == 'I') addInts(name(op), 1, result, c -> c.insn(op));
            else add(name(op), from == 'L' ? "J" : String.valueOf(from), result, c -> c.insn(op));
        }
    }

    private void branches() {
        for (int op = IFEQ; op <= IFLE; op++) {
            int jump = op;
            addInts(name(op), 1, 'I', c -> c.branch(jump));
            for (int compare : COMPARISONS) {
                String type = compare == LCMP ? "J" : name(compare).substring(0, 1).toUpperCase();
                table.add(new Operation(name(compare) + " " + name(op), List.of(type, type), 'I', false, c -> {
                    c.insn(compare);
                    c.branch(jump);
                }));
            }
        }
        for (int op = IF_ICMPEQ; op <= IF_ICMPLE; op++) {
            int jump = op;
            addInts(name(op), 2, 'I', c -> c.branch(jump));
        }
        for (int compare : COMPARISONS) {
            String type = compare == LCMP ? "J" : name(compare).substring(0, 1).toUpperCase();
            add(name(compare), type + " " + type, 'I', c -> c.insn(compare));
        }
        for (int op : new int[] {IF_ACMPEQ, IF_ACMPNE}) add(name(op), "A A", 'I', c -> c.branch(op));
        for (int op : new int[] {IFNULL, IFNONNULL}) {
            add(name(op), "A", 'I', c -> c.branch(op));
            add(name(op), "T", 'I', c -> c.branch(op));
        }
        int wide = Opcode.GOTO_W.code();
        for (int op : new int[] {GOTO, wide}) {
            add(name(op), "I", 'I', c -> {
                Label over = new Label();
                Label back = new Label();
                Label end = new Label();
                c.mv.visitJumpInsn(op, over);
                c.mv.visitLabel(back);
                c.insn(ICONST_5, IXOR);
                c.mv.visitJumpInsn(op, end);
                c.mv.visitLabel(over);
                c.insn(NOP, INEG);
                c.mv.visitJumpInsn(op, back);
                c.mv.visitLabel(end);
            });
        }
        for (int[] keys : KEYS) {
            addInts("lookupswitch", 1, 'I', c -> {
                Label[] labels = new Label[keys.length];
                for (int i = 0; i < labels.length; i++) labels[i] = new Label();
                Label other = new Label();
                c.mv.visitLookupSwitchInsn(other, keys, labels);
                cases(c, labels, other);
            });
        }
        for (int low : new int[] {0, -2, 30, -130}) {
            addInts("tableswitch", 1, 'I', c -> {
                Label[] labels = new Label[5];
                Label other = new Label();
                for (int i = 0; i < labels.length; i++) labels[i] = i == 2 ? other : new Label();
                c.mv.visitTableSwitchInsn(low, low + labels.length - 1, other, labels);
                cases(c, labels, other);
            });
        }
    }

    private static void cases(RowClass.Code c, Label[] labels, Label other) {
        Label end = new Label();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == other) continue;
            c.mv.visitLabel(labels[i]);
            RowClass.integer(c.mv, 10 + i);
            c.mv.visitJumpInsn(GOTO, end);
        }
        c.mv.visitLabel(other);
        c.insn(ICONST_M1);
        c.mv.visitLabel(end);
    }

    private void stack() {
        for (Object[] form : STACK) {
            int op = (Integer) form[0];
            String types = (String) form[1];
            add(name(op), String.join(" ", types.split("")), 'J', c -> {
                c.insn(op);
                String left = after(op, types);
                c.mv.visitInsn(LCONST_0);
                c.store(Type.LONG_TYPE, c.free);
                for (int i = left.length() - 1; i >= 0; i--) {
                    RowClass.toLong(c.mv, left.charAt(i));
                    c.load(Type.LONG_TYPE, c.free);
                    c.mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "mix", "(JJ)J", false);
                    c.store(Type.LONG_TYPE, c.free);
                }
                c.load(Type.LONG_TYPE, c.free);
            });
        }
    }

    /** The types on the stack after a stack instruction, the last one on top (JVMS 6.5, by slots). */
    private static String after(int op, String types) {
        String slots = types.replace("J", "Jj").replace("D", "Dd");
        int n = slots.length();
        String result = switch (op) {
            case POP -> slots.substring(0, n - 1);
            case POP2 -> slots.substring(0, n - 2);
            case SWAP -> slots.substring(0, n - 2) + slots.charAt(n - 1) + slots.charAt(n - 2);
            default -> {
                int copied = op >= DUP2 ? 2 : 1;
                int below = copied + (op - (copied == 2 ? DUP2 : DUP));
                yield slots.substring(0, n - below) + slots.substring(n - copied) + slots.substring(n - below);
            }
        };
        return result.replace("j", "").replace("d", "");
    }

    private void locals() {
        for (int increment : INCREMENTS) {
            for (int slot : new int[] {3, 260}) {
                add("iinc " + increment, "I", 'I', c -> c.method("(I)I", mv -> {
                    mv.visitVarInsn(ILOAD, 0);
                    mv.visitVarInsn(ISTORE, slot);
                    mv.visitIincInsn(slot, increment);
                    mv.visitVarInsn(ILOAD, slot);
                    mv.visitInsn(IRETURN);
                }));
            }
        }
        for (String name : ALL) {
            Type type = StateClass.type(name);
            for (int slot : SLOTS) {
                add("local " + slot, name, name.charAt(0), c -> c.method("(" + type.getDescriptor() + ")" + type.getDescriptor(), mv -> {
                    mv.visitVarInsn(type.getOpcode(ILOAD), 0);
                    mv.visitVarInsn(type.getOpcode(ISTORE), slot);
                    mv.visitVarInsn(type.getOpcode(ILOAD), slot);
                    mv.visitInsn(type.getOpcode(IRETURN));
                }));
            }
        }
        for (String small : SMALL) {
            add("return " + small, "I", 'I', c -> c.method("(I)" + small, mv -> {
                mv.visitVarInsn(ILOAD, 0);
                mv.visitInsn(IRETURN);
            }));
        }
    }

    private void fields() {
        // The sum is made in memory, behind the other access through the reference, which is the first that may fault.
        add("getfield putfield", "T", 'I', c -> {
            Type target = StateClass.type("T");
            c.store(target, c.free);
            c.load(target, c.free);
            c.load(target, c.free);
            c.mv.visitFieldInsn(GETFIELD, StateClass.TARGET, "fI", "I");
            c.load(target, c.free);
            c.mv.visitFieldInsn(GETFIELD, StateClass.TARGET, "fC", "C");
            c.insn(IADD);
            c.mv.visitFieldInsn(PUTFIELD, StateClass.TARGET, "fI", "I");
            c.insn(ICONST_1);
        });
        for (String name : ALL) {
            Type type = StateClass.type(name);
            String wide = SMALL.contains(name) ? "I" : name;
            char result = name.charAt(0);
            add("getfield " + name, "T", result, c -> c.mv.visitFieldInsn(GETFIELD, StateClass.TARGET, "f" + name, type.getDescriptor()));
            add("putfield " + name, "T " + wide, result, c -> {
                int object = c.free + type.getSize();
                c.store(type, c.free);
                c.store(StateClass.type("T"), object);
                c.load(StateClass.type("T"), object);
                c.load(type, c.free);
                c.mv.visitFieldInsn(PUTFIELD, StateClass.TARGET, "f" + name, type.getDescriptor());
                c.load(StateClass.type("T"), object);
                c.mv.visitFieldInsn(GETFIELD, StateClass.TARGET, "f" + name, type.getDescriptor());
            });
            add("putstatic " + name, wide, result, c -> {
                c.mv.visitFieldInsn(PUTSTATIC, StateClass.TARGET, "s" + name, type.getDescriptor());
                c.mv.visitFieldInsn(GETSTATIC, StateClass.TARGET, "s" + name, type.getDescriptor());
            });
        }
    }

    private void arrays() {
        for (String name : ALL) {
            Type type = StateClass.type(name);
            Type array = StateClass.type("a" + name);
            String wide = SMALL.contains(name) && !name.equals("Z") ? "I" : name;
            char result = name.charAt(0);
            add(name(type.getOpcode(IALOAD)) + " " + name, "a" + name + " I", result, c -> c.insn(type.getOpcode(IALOAD)));
            add(name(type.getOpcode(IASTORE)) + " " + name, "a" + name + " I " + wide, result, c -> {
                int index = c.free + type.getSize();
                c.store(type, c.free);
                c.store(Type.INT_TYPE, index);
                c.store(array, index + 1);
                c.load(array, index + 1);
                c.load(Type.INT_TYPE, index);
                c.load(type, c.free);
                c.insn(type.getOpcode(IASTORE));
                c.load(array, index + 1);
                c.load(Type.INT_TYPE, index);
                c.insn(type.getOpcode(IALOAD));
            });
            add("arraylength " + name, "a" + name, 'I', c -> c.insn(ARRAYLENGTH));
            add("newarray " + name, "I", 'I', c -> {
                limit(c);
                RowClass.newArray(c.mv, type);
                c.insn(ARRAYLENGTH);
            });
        }
        for (int dimensions = 1; dimensions <= 3; dimensions++) {
            int n = dimensions;
            add("multianewarray", String.join(" ", Collections.nCopies(n, "I")), 'A', c -> {
                for (int i = 0; i < n; i++) {
                    limit(c);
                    c.store(Type.INT_TYPE, c.free + i);
                }
                for (int i = 0; i < n; i++) c.load(Type.INT_TYPE, c.free + i);
                c.mv.visitMultiANewArrayInsn("[[[I", n);
            });
        }
    }

    /** A length of the same sign that a small heap has room for. */
    private static void limit(RowClass.Code c) {
        c.mv.visitLdcInsn(0x80000007);
        c.insn(IAND);
    }

    private void references() {
        for (String type : CLASSES) {
            add("instanceof " + type, "A", 'I', c -> c.mv.visitTypeInsn(INSTANCEOF, type));
            add("checkcast " + type, "A", 'A', c -> c.mv.visitTypeInsn(CHECKCAST, type));
        }
        add("athrow", "A", 'A', c -> {
            Label not = new Label();
            c.mv.visitFieldInsn(GETSTATIC, StateClass.VALUES, "flag", "Z");
            c.mv.visitJumpInsn(IFNE, not);
            c.mv.visitTypeInsn(CHECKCAST, "java/lang/Throwable");
            c.insn(ATHROW);
            c.mv.visitLabel(not);
        });
        add("monitorenter", "A", 'A', c -> {
            Type object = StateClass.type("A");
            c.insn(DUP);
            c.store(object, c.free);
            c.insn(MONITORENTER);
            c.load(object, c.free);
            c.load(object, c.free);
            c.insn(MONITOREXIT);
        });
        add("new", "I", 'I', c -> {
            c.mv.visitTypeInsn(NEW, StateClass.TARGET);
            c.insn(DUP);
            c.mv.visitMethodInsn(INVOKESPECIAL, StateClass.TARGET, "<init>", "()V", false);
            c.insn(DUP_X1, SWAP);
            c.mv.visitFieldInsn(PUTFIELD, StateClass.TARGET, "fI", "I");
            c.mv.visitFieldInsn(GETFIELD, StateClass.TARGET, "fI", "I");
        });
    }

    private void calls() {
        for (int k = 0; k < TargetClass.SIGNATURES.size(); k++) {
            List<String> parameters = TargetClass.SIGNATURES.get(k);
            String descriptor = TargetClass.descriptor(parameters);
            String text = String.join(" ", parameters);
            int number = k;
            add("invokestatic " + k, text, 'J', c -> c.mv.visitMethodInsn(INVOKESTATIC, StateClass.TARGET, "s" + number, descriptor, false));
            add("invokevirtual " + k, "T " + text, 'J', c -> c.mv.visitMethodInsn(INVOKEVIRTUAL, StateClass.TARGET, "v" + number, descriptor, false));
            add("invokeinterface " + k, "T " + text, 'J',
                c -> c.mv.visitMethodInsn(INVOKEINTERFACE, TargetClass.INTERFACE, "v" + number, descriptor, true));
        }
        for (String name : ALL) {
            if (name.equals("F") || name.equals("D")) continue;
            Handle bootstrap = new Handle(H_INVOKESTATIC, "java/lang/invoke/StringConcatFactory", "makeConcatWithConstants",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;"
                + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;", false);
            // Arrays' toString has their address in it.
            String type = name.equals("A") ? "T" : name;
            add("invokedynamic " + name, type, 'J', c -> {
                if (type.equals("T")) c.mv.visitMethodInsn(INVOKESTATIC, StateClass.VALUES, "id", "(Ljava/lang/Object;)J", false);
                String parameter = type.equals("T") ? "J" : type;
                c.mv.visitInvokeDynamicInsn("makeConcatWithConstants", "(" + parameter + ")Ljava/lang/String;", bootstrap, "a\1b");
                RowClass.toLong(c.mv, 'A');
            });
        }
    }

    private void constants() {
        for (int op = ICONST_M1; op <= DCONST_1; op++) constant(op, op <= ICONST_5 ? 'I' : op <= LCONST_1 ? 'J' : op <= FCONST_2 ? 'F' : 'D');
        constant(ACONST_NULL, 'A');
        Object[] values = {100000, 1L << 40, 1.25f, 1.25, "literal", Type.getType("[I"), Type.getObjectType(StateClass.TARGET), "", 0f, -0d};
        String types = "IJFDAAAAFD";
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            table.add(new Operation("ldc " + value, List.of(), types.charAt(i), false, c -> c.mv.visitLdcInsn(value)));
        }
        for (int value : new int[] {-128, 127, 128, -32768, 32767}) {
            table.add(new Operation("push " + value, List.of(), 'I', false, c -> RowClass.integer(c.mv, value)));
        }
    }

    private void constant(int op, char type) {
        table.add(new Operation(name(op), List.of(), type, false, c -> c.insn(op)));
    }
}
