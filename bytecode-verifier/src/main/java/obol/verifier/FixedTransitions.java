package obol.verifier;

import java.util.HashMap;
import java.util.Map;
import obol.classfile.Opcode;

/**
 * The instructions whose effect on the stack is the same wherever they stand (JVMS 4.10.1.9), as data. The others have
 * a method each in {@link InstructionRules} and {@link MemberRules}.
 */
final class FixedTransitions {
    /** What an instruction takes, the top of the stack last, and what it leaves. */
    record Transition(VerificationType[] pops, VerificationType[] pushes) { }

    /**
     * {@code pops > pushes : instructions}. I int, F float, J long, D double, N null, A any reference;
     * [X is an array of a primitive.
     */
    private static final String TABLE = """
            > : nop goto goto_w
            > N : aconst_null
            > I : iconst_m1 iconst_0 iconst_1 iconst_2 iconst_3 iconst_4 iconst_5 bipush sipush
            > J : lconst_0 lconst_1
            > F : fconst_0 fconst_1 fconst_2
            > D : dconst_0 dconst_1
            [I I > I : iaload
            [J I > J : laload
            [F I > F : faload
            [D I > D : daload
            [C I > I : caload
            [S I > I : saload
            [I I I > : iastore
            [J I J > : lastore
            [F I F > : fastore
            [D I D > : dastore
            [C I I > : castore
            [S I I > : sastore
            I I > I : iadd isub imul idiv irem ishl ishr iushr iand ior ixor
            J J > J : ladd lsub lmul ldiv lrem land lor lxor
            J I > J : lshl lshr lushr
            F F > F : fadd fsub fmul fdiv frem
            D D > D : dadd dsub dmul ddiv drem
            I > I : ineg i2b i2c i2s
            J > J : lneg
            F > F : fneg
            D > D : dneg
            I > J : i2l
            I > F : i2f
            I > D : i2d
            J > I : l2i
            J > F : l2f
            J > D : l2d
            F > I : f2i
            F > J : f2l
            F > D : f2d
            D > I : d2i
            D > J : d2l
            D > F : d2f
            J J > I : lcmp
            F F > I : fcmpl fcmpg
            D D > I : dcmpl dcmpg
            I > : ifeq ifne iflt ifge ifgt ifle tableswitch lookupswitch
            I I > : if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple
            A A > : if_acmpeq if_acmpne
            A > : ifnull ifnonnull monitorenter monitorexit
            """;

    private static final Transition[] TRANSITIONS = parse();

    private FixedTransitions() { }

    /** The effect of an instruction, or null if it depends on operands or state. */
    static Transition of(Opcode opcode) {
        return TRANSITIONS[opcode.code()];
    }

    private static Transition[] parse() {
        Map<String, Opcode> byName = new HashMap<>();
        for (Opcode opcode : Opcode.values()) {
            byName.put(opcode.mnemonic(), opcode);
        }
        Transition[] transitions = new Transition[byName.size()];
        for (String line : TABLE.split("\n")) {
            String[] effectAndNames = line.split(":");
            String[] sides = effectAndNames[0].split(">", -1);
            Transition transition = new Transition(types(sides[0]), types(sides[1]));
            for (String name : effectAndNames[1].trim().split(" ")) {
                transitions[byName.get(name).code()] = transition;
            }
        }
        return transitions;
    }

    private static VerificationType[] types(String side) {
        String[] words = side.isBlank() ? new String[0] : side.trim().split(" ");
        VerificationType[] types = new VerificationType[words.length];
        for (int i = 0; i < words.length; i++) {
            types[i] = switch (words[i]) {
                case "I" -> VerificationType.INT;
                case "J" -> VerificationType.LONG;
                case "F" -> VerificationType.FLOAT;
                case "D" -> VerificationType.DOUBLE;
                case "N" -> VerificationType.NULL;
                case "A" -> VerificationType.REFERENCE;
                case "[I" -> VerificationType.INT_ARRAY;
                case "[J" -> VerificationType.LONG_ARRAY;
                case "[F" -> VerificationType.FLOAT_ARRAY;
                case "[D" -> VerificationType.DOUBLE_ARRAY;
                case "[C" -> VerificationType.CHAR_ARRAY;
                case "[S" -> VerificationType.SHORT_ARRAY;
                default -> throw new AssertionError(words[i]);
            };
        }
        return types;
    }
}
