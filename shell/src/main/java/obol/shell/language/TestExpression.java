package obol.shell.language;

import java.util.List;
import java.util.function.Function;
import obol.shell.language.OperatingSystem.FileStatus;

/**
 * What {@code test} and {@code [} decide, by POSIX's rules: up to four operands the number of operands decides what
 * is an operator; beyond that {@code !}, {@code -a}, {@code -o} and parentheses bind in this order.
 */
public final class TestExpression {
    /** The operands are no expression; {@code test} then ends with status 2. */
    public static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    private final List<String> operands;
    private final Function<String, FileStatus> files;
    private int at;

    private TestExpression(List<String> operands, Function<String, FileStatus> files) {
        this.operands = operands;
        this.files = files;
    }

    /** @param files the status of the file at a path as the user wrote it, null when there is none */
    public static boolean evaluate(List<String> operands, Function<String, FileStatus> files) throws Malformed {
        return new TestExpression(operands, files).byCount(operands);
    }

    private boolean byCount(List<String> x) throws Malformed {
        switch (x.size()) {
            case 0:
                return false;
            case 1:
                return !x.get(0).isEmpty();
            case 2:
                if (x.get(0).equals("!")) return x.get(1).isEmpty();
                if (isUnary(x.get(0))) return unary(x.get(0), x.get(1));
                throw new Malformed(x.get(0) + ": unknown operator");
            case 3:
                if (isBinary(x.get(1))) return binary(x.get(0), x.get(1), x.get(2));
                if (x.get(1).equals("-a")) return !x.get(0).isEmpty() && !x.get(2).isEmpty();
                if (x.get(1).equals("-o")) return !x.get(0).isEmpty() || !x.get(2).isEmpty();
                if (x.get(0).equals("!")) return !byCount(x.subList(1, 3));
                if (x.get(0).equals("(") && x.get(2).equals(")")) return byCount(x.subList(1, 2));
                throw new Malformed(x.get(1) + ": unknown operator");
            case 4:
                if (x.get(0).equals("!")) return !byCount(x.subList(1, 4));
                if (x.get(0).equals("(") && x.get(3).equals(")")) return byCount(x.subList(1, 3));
                return general();
            default:
                return general();
        }
    }

    private boolean general() throws Malformed {
        boolean value = or();
        if (at < operands.size()) throw new Malformed(operands.get(at) + ": unexpected operand");
        return value;
    }

    private boolean or() throws Malformed {
        boolean value = and();
        while (skip("-o")) value |= and();
        return value;
    }

    private boolean and() throws Malformed {
        boolean value = not();
        while (skip("-a")) value &= not();
        return value;
    }

    private boolean not() throws Malformed {
        boolean negated = false;
        while (!nextIsBinary() && skip("!")) negated = !negated;
        return primary() != negated;
    }

    private boolean primary() throws Malformed {
        if (nextIsBinary()) {
            at += 3;
            return binary(operands.get(at - 3), operands.get(at - 2), operands.get(at - 1));
        }
        if (skip("(")) {
            boolean value = or();
            if (!skip(")")) throw new Malformed("closing parenthesis expected");
            return value;
        }
        String operand = next();
        return isUnary(operand) && at < operands.size() ? unary(operand, next()) : !operand.isEmpty();
    }

    private boolean nextIsBinary() {
        return at + 2 < operands.size() && isBinary(operands.get(at + 1));
    }

    private boolean skip(String operand) {
        if (at >= operands.size() || !operands.get(at).equals(operand)) return false;
        at++;
        return true;
    }

    private String next() throws Malformed {
        if (at >= operands.size()) throw new Malformed("operand expected");
        return operands.get(at++);
    }

    private static boolean isUnary(String operator) {
        return switch (operator) {
            case "-n", "-z", "-e", "-f", "-d", "-s", "-r", "-w", "-x" -> true;
            default -> false;
        };
    }

    private boolean unary(String operator, String operand) {
        if (operator.equals("-n")) return !operand.isEmpty();
        if (operator.equals("-z")) return operand.isEmpty();
        FileStatus status = operand.isEmpty() ? null : files.apply(operand);
        if (status == null) return false;
        return switch (operator) {
            case "-f" -> status.regular();
            case "-d" -> status.directory();
            case "-s" -> status.size() > 0;
            case "-r" -> status.readable();
            case "-w" -> status.writable();
            case "-x" -> status.executable();
            default -> true;
        };
    }

    private static boolean isBinary(String operator) {
        return switch (operator) {
            case "=", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> true;
            default -> false;
        };
    }

    private static boolean binary(String left, String operator, String right) throws Malformed {
        if (operator.equals("=")) return left.equals(right);
        if (operator.equals("!=")) return !left.equals(right);
        int order = Long.compare(number(left), number(right));
        return switch (operator) {
            case "-eq" -> order == 0;
            case "-ne" -> order != 0;
            case "-lt" -> order < 0;
            case "-le" -> order <= 0;
            case "-gt" -> order > 0;
            default -> order >= 0;
        };
    }

    private static long number(String operand) throws Malformed {
        try {
            return Long.parseLong(operand.strip());
        } catch (NumberFormatException e) {
            throw new Malformed(operand + ": not a number");
        }
    }
}
