package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import obol.channels.bounds.Bound;
import obol.channels.bounds.Regex;
import obol.channels.contract.MessageType;
import obol.channels.contract.MessageType.Primitive;
import obol.channels.contract.MessageType.Scalar;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;

/**
 * Bounds from annotations of Jakarta Validation. Those that are read are {@code Size NotEmpty NotBlank Min Max Positive PositiveOrZero
 * Negative NegativeOrZero Pattern} and their {@code List}s; {@code NotNull} and {@code Valid} say what holds anyway. A constraint that
 * would not be checked is a fault.
 */
final class BoundAnnotations {
    private static final String JAKARTA = "jakarta.validation.";
    private static final String CONSTRAINTS = JAKARTA + "constraints.";
    private static final Set<String> NOTHING_NEW = Set.of(CONSTRAINTS + "NotNull", JAKARTA + "Valid");
    private static final Set<MessageType> INTEGERS = Set.of(Primitive.BYTE, Primitive.SHORT, Primitive.INT, Primitive.LONG,
            Scalar.BYTE, Scalar.SHORT, Scalar.INT, Scalar.LONG, Scalar.BIG_INTEGER);

    /** A use that means nothing: the words for it. */
    private static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /** What the annotations of one type say together. */
    private static final class Sum {
        private int leastSize;
        private int mostSize = Integer.MAX_VALUE;
        private long least = Long.MIN_VALUE;
        private long most = Long.MAX_VALUE;
        private boolean sized;
        private boolean ranged;
        private boolean notBlank;
        private final List<Bound.Match> matches = new ArrayList<>();

        void size(int from, int to) throws Wrong {
            sized = true;
            leastSize = Math.max(leastSize, from);
            mostSize = Math.min(mostSize, to);
            if (from < 0 || leastSize > mostSize) {
                throw new Wrong("no value has a size of " + leastSize + " to " + mostSize);
            }
        }

        void range(long from, long to) throws Wrong {
            ranged = true;
            least = Math.max(least, from);
            most = Math.min(most, to);
            if (least > most) {
                throw new Wrong("no number is in " + least + " to " + most);
            }
        }

        List<Bound> bounds() {
            List<Bound> bounds = new ArrayList<>();
            if (sized) {
                bounds.add(new Bound.Size(leastSize, mostSize));
            }
            if (ranged) {
                bounds.add(new Bound.Range(least, most));
            }
            matches.stream().distinct().sorted((a, b) -> a.canonical().compareTo(b.canonical())).forEach(bounds::add);
            if (notBlank) {
                bounds.add(new Bound.NotBlank());
            }
            return bounds;
        }
    }

    private final ContractCompiler compiler;
    private final Classes classes;

    BoundAnnotations(ContractCompiler compiler, Classes classes) {
        this.compiler = compiler;
        this.classes = classes;
    }

    /** The type within the bounds that its marks say; notes a fault for each mark that means nothing here. */
    MessageType bounded(MessageType plain, List<Annotation> marks, ClassFile owner, String member, String what) {
        Sum sum = new Sum();
        for (Annotation mark : marks) {
            try {
                add(sum, plain, mark);
            } catch (Wrong wrong) {
                compiler.fault(owner, member, Rule.BOUND, what + ": @" + MessageType.simpleName(name(mark)) + ": " + wrong.getMessage());
            }
        }
        List<Bound> bounds = sum.bounds();
        return bounds.isEmpty() ? plain : new MessageType.Bounded(plain, bounds);
    }

    /** Notes a fault for each constraint among the annotations of a declaration that is none of a type, and so is not read. */
    void refuseOthers(List<Annotation> declared, ClassFile owner, String member, String what) {
        for (Annotation mark : declared) {
            if (!name(mark).startsWith(JAKARTA) && isConstraint(name(mark))) {
                compiler.fault(owner, member, Rule.BOUND, what + ": @" + MessageType.simpleName(name(mark)) + ": " + notChecked());
            }
        }
    }

    private void add(Sum sum, MessageType type, Annotation mark) throws Wrong {
        String name = name(mark);
        if (name.startsWith(CONSTRAINTS) && name.endsWith("$List")) {
            for (Annotation.Value each : ((Annotation.Array) mark.value("value")).values()) {
                add(sum, type, ((Annotation.Nested) each).annotation());
            }
            return;
        }
        if (NOTHING_NEW.contains(name) || !name.startsWith(JAKARTA) && !isConstraint(name)) {
            return;
        }
        if (mark.value("groups") instanceof Annotation.Array groups && !groups.values().isEmpty()) {
            throw new Wrong("a contract has no groups: its bounds hold always");
        }
        switch (name.startsWith(CONSTRAINTS) ? name.substring(CONSTRAINTS.length()) : "") {
            case "Size" -> {
                requireSized(type);
                sum.size((int) number(mark, "min", 0), (int) number(mark, "max", Integer.MAX_VALUE));
            }
            case "NotEmpty" -> {
                requireSized(type);
                sum.size(1, Integer.MAX_VALUE);
            }
            case "NotBlank" -> {
                require(type == Scalar.STRING, "a String", type);
                sum.notBlank = true;
            }
            case "Pattern" -> {
                require(type == Scalar.STRING, "a String", type);
                sum.matches.add(new Bound.Match(regex(mark)));
            }
            case "Min" -> {
                requireNumber(type);
                sum.range(number(mark, "value", 0), Long.MAX_VALUE);
            }
            case "Max" -> {
                requireNumber(type);
                sum.range(Long.MIN_VALUE, number(mark, "value", 0));
            }
            case "Positive" -> {
                require(INTEGERS.contains(type), "an integer", type);
                sum.range(1, Long.MAX_VALUE);
            }
            case "PositiveOrZero" -> {
                requireNumber(type);
                sum.range(0, Long.MAX_VALUE);
            }
            case "Negative" -> {
                require(INTEGERS.contains(type), "an integer", type);
                sum.range(Long.MIN_VALUE, -1);
            }
            case "NegativeOrZero" -> {
                requireNumber(type);
                sum.range(Long.MIN_VALUE, 0);
            }
            default -> throw new Wrong(notChecked());
        }
    }

    private static String notChecked() {
        return "would not be checked: a contract's bounds are Size, NotEmpty, NotBlank, Min, Max, Positive, PositiveOrZero, Negative, "
                + "NegativeOrZero and Pattern";
    }

    private boolean isConstraint(String annotation) {
        ClassFile type = classes.find(annotation);
        return type != null && (type.annotation("Ljakarta/validation/Constraint;") != null || annotation.startsWith("javax.validation."));
    }

    private static Regex regex(Annotation mark) throws Wrong {
        StringBuilder flags = new StringBuilder();
        List<Annotation.Value> values = mark.value("flags") instanceof Annotation.Array array ? array.values() : List.of();
        for (String flag : values.stream().map(value -> ((Annotation.EnumConstant) value).name()).sorted().distinct().toList()) {
            switch (flag) {
                case "CASE_INSENSITIVE" -> flags.append('i');
                case "DOTALL" -> flags.append('s');
                default -> throw new Wrong("the flag " + flag + " is not supported");
            }
        }
        String pattern = (String) ((Annotation.Constant) mark.value("regexp")).value();
        try {
            return Regex.parse(pattern, flags.toString());
        } catch (IllegalArgumentException wrong) {
            throw new Wrong("not a pattern that can be matched in linear time: " + wrong.getMessage());
        }
    }

    private static void requireSized(MessageType type) throws Wrong {
        boolean container = type instanceof MessageType.Container holder && holder.kind() != MessageType.Kind.OPTIONAL;
        require(type == Scalar.STRING || type instanceof MessageType.ArrayOf || container, "a String, array, List, Set or Map", type);
    }

    private static void requireNumber(MessageType type) throws Wrong {
        require(INTEGERS.contains(type) || type == Scalar.BIG_DECIMAL, "an integer or BigDecimal", type);
    }

    private static void require(boolean fits, String wanted, MessageType type) throws Wrong {
        if (!fits) {
            throw new Wrong("needs " + wanted + ", not " + type.display());
        }
    }

    private static long number(Annotation mark, String element, long byDefault) {
        return mark.value(element) instanceof Annotation.Constant constant ? ((Number) constant.value()).longValue() : byDefault;
    }

    private static String name(Annotation mark) {
        return Classes.binary(mark.type().substring(1, mark.type().length() - 1));
    }
}
