package obol.shell.invocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.shell.invocation.Invocation.UsageException;

/**
 * Options as POSIX has them (XBD 12.2): single letters behind {@code -}, several in one operand, values attached or
 * in the next operand, {@code --} ends them. Options behind the first operand are operands.
 */
public final class Options {
    private final Map<Character, List<String>> given = new HashMap<>();
    private final List<String> operands;

    private Options(List<String> operands) {
        this.operands = operands;
    }

    /**
     * @param flags the letters without a value
     * @param valued the letters with one
     */
    public static Options parse(List<String> arguments, String flags, String valued) throws UsageException {
        int at = 0;
        Map<Character, List<String>> given = new HashMap<>();
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.length() < 2 || argument.charAt(0) != '-') break;
            at++;
            if (argument.equals("--")) break;
            for (int i = 1; i < argument.length(); i++) {
                char letter = argument.charAt(i);
                List<String> values = given.computeIfAbsent(letter, unused -> new ArrayList<>());
                if (flags.indexOf(letter) >= 0) continue;
                if (valued.indexOf(letter) < 0) throw new UsageException("unknown option -" + (letter == '-' ? argument.substring(1) : letter));
                if (i + 1 < argument.length()) values.add(argument.substring(i + 1));
                else if (at < arguments.size()) values.add(arguments.get(at++));
                else throw new UsageException("option -" + letter + " wants a value");
                break;
            }
        }
        Options options = new Options(List.copyOf(arguments.subList(at, arguments.size())));
        options.given.putAll(given);
        return options;
    }

    /** The arguments with a first {@code -5} written as {@code -n5}, as {@code head} and {@code tail} take it. */
    public static List<String> countFirst(List<String> arguments) {
        if (arguments.isEmpty()) return arguments;
        String first = arguments.get(0);
        if (first.length() < 2 || first.charAt(0) != '-' || !Character.isDigit(first.charAt(1))) return arguments;
        List<String> plain = new ArrayList<>(arguments);
        plain.set(0, "-n" + first.substring(1));
        return plain;
    }

    public boolean has(char letter) {
        return given.containsKey(letter);
    }

    /** The values of an option, in their order; empty when it was not given. */
    public List<String> values(char letter) {
        return given.getOrDefault(letter, List.of());
    }

    /** The last value of an option, or the other one. */
    public String value(char letter, String other) {
        List<String> values = values(letter);
        return values.isEmpty() ? other : values.get(values.size() - 1);
    }

    public List<String> operands() {
        return operands;
    }

    /** The operands as files, or standard input alone. */
    public List<String> inputs() {
        return operands.isEmpty() ? List.of("-") : operands;
    }

    /** Throws unless there are at least and at most so many operands. */
    public void count(int least, int most) throws UsageException {
        if (operands.size() < least) throw new UsageException("missing operand");
        if (operands.size() > most) throw new UsageException(operands.get(most) + ": unexpected operand");
    }

    /** A number of zero or more. */
    public static long number(String text) throws UsageException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && text.charAt(0) != '+' && text.charAt(0) != '-') return number;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(text + ": not a number");
    }
}
