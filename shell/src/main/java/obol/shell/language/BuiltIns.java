package obol.shell.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.shell.language.OperatingSystem.FileStatus;
import obol.shell.language.OperatingSystem.Streams;

/** The commands inside the shell. None of them reads its standard input. */
final class BuiltIns {
    private static final Set<String> NAMES = Set.of("cd", "echo", "exit", "test", "[", "true", "false", "set", "wait", "break", "continue");

    /** Of who writes to a pipe that nobody reads, and ends: 128 and the number of Unix's signal. */
    private static final int BROKEN_PIPE = 141;

    private final OperatingSystem system;
    private final Jobs jobs;
    private final Map<String, OperatingSystem.Inside> systems;

    BuiltIns(OperatingSystem system, Jobs jobs) {
        this.system = system;
        this.jobs = jobs;
        this.systems = system.inside();
    }

    boolean contains(String name) {
        return NAMES.contains(name) || systems.containsKey(name);
    }

    Set<String> names() {
        Set<String> names = new HashSet<>(NAMES);
        names.addAll(systems.keySet());
        return names;
    }

    /** What a built-in says on standard error, without its name; it then ends with the status. */
    static final class Failure extends Exception {
        final int status;

        Failure(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** Runs one and gives its status. {@code exit} throws {@link Unwind}. */
    int run(List<String> words, State state, Streams streams) throws Failure {
        List<String> operands = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "cd" -> changeDirectory(operands, state);
            case "echo" -> echo(operands, streams);
            case "exit" -> throw exit(operands, state);
            case "test" -> test(operands, state);
            case "[" -> bracket(operands, state);
            case "true" -> 0;
            case "false" -> 1;
            case "set" -> set(operands, state, streams);
            case "wait" -> await(operands);
            case "break", "continue" -> jump(words.get(0), operands, state);
            default -> ofSystem(words.get(0), operands, state, streams);
        };
    }

    private int ofSystem(String name, List<String> operands, State state, Streams streams) throws Failure {
        try {
            return systems.get(name).run(operands, state.directory, streams);
        } catch (IOException e) {
            throw new Failure(1, e.getMessage());
        }
    }

    /** Outside of loops these do nothing. */
    private static int jump(String name, List<String> operands, State state) throws Failure {
        long levels = 1;
        try {
            if (!operands.isEmpty()) levels = Long.parseLong(operands.get(0));
        } catch (NumberFormatException e) {
            levels = 0;
        }
        if (levels < 1) throw new Failure(2, operands.get(0) + ": not a number of loops");
        if (state.loops == 0) return 0;
        throw new LoopJump((int) Math.min(levels, state.loops), name.equals("continue"));
    }

    private int changeDirectory(List<String> operands, State state) throws Failure {
        if (operands.size() > 1) throw new Failure(2, "too many operands");
        String target = operands.isEmpty() ? state.variables.getOrDefault("HOME", "/") : operands.get(0);
        String path = Paths.normalize(Paths.resolve(state.directory, target));
        FileStatus status = target.isEmpty() ? null : system.status(path);
        if (status == null) throw new Failure(1, target + ": file does not exist");
        if (!status.directory()) throw new Failure(1, target + ": not a directory");
        state.directory = path;
        state.variables.put("PWD", path);
        return 0;
    }

    private static int echo(List<String> operands, Streams streams) throws Failure {
        boolean newline = operands.isEmpty() || !operands.get(0).equals("-n");
        String text = String.join(" ", newline ? operands : operands.subList(1, operands.size()));
        return write(newline ? text + "\n" : text, streams);
    }

    private static Unwind exit(List<String> operands, State state) throws Failure {
        if (operands.isEmpty()) return Unwind.exit(state.status);
        try {
            return Unwind.exit((int) (Long.parseLong(operands.get(0)) & 255));
        } catch (NumberFormatException e) {
            throw new Failure(2, operands.get(0) + ": not a number");
        }
    }

    private int bracket(List<String> operands, State state) throws Failure {
        int last = operands.size() - 1;
        if (last < 0 || !operands.get(last).equals("]")) throw new Failure(2, "] expected");
        return test(operands.subList(0, last), state);
    }

    private int test(List<String> operands, State state) throws Failure {
        try {
            return TestExpression.evaluate(operands, path -> system.status(Paths.resolve(state.directory, path))) ? 0 : 1;
        } catch (TestExpression.Malformed e) {
            throw new Failure(2, e.getMessage());
        }
    }

    /** Without operands lists the variables in a form that the shell can read; else the operands become {@code $1}… */
    private static int set(List<String> operands, State state, Streams streams) throws Failure {
        if (operands.isEmpty()) {
            StringBuilder list = new StringBuilder();
            List<String> names = new ArrayList<>(state.variables.keySet());
            names.removeIf(name -> !Word.isName(name));
            names.sort(Wildcard.BYTE_ORDER);
            for (String name : names) {
                list.append(name).append("='").append(state.variables.get(name).replace("'", "'\\''")).append("'\n");
            }
            return write(list.toString(), streams);
        }
        String first = operands.get(0);
        boolean marked = first.equals("--");
        if (!marked && first.length() > 1 && (first.startsWith("-") || first.startsWith("+"))) throw new Failure(2, first + ": unknown option");
        state.parameters = List.copyOf(marked ? operands.subList(1, operands.size()) : operands);
        return 0;
    }

    private int await(List<String> operands) throws Failure {
        if (operands.isEmpty()) {
            jobs.awaitAll();
            return 0;
        }
        int status = 0;
        for (String operand : operands) {
            try {
                status = jobs.await(Long.parseLong(operand));
            } catch (NumberFormatException e) {
                throw new Failure(2, operand + ": not a process number");
            }
        }
        return status;
    }

    private static int write(String text, Streams streams) throws Failure {
        try {
            streams.out().write(text.getBytes(StandardCharsets.UTF_8));
            return 0;
        } catch (OperatingSystem.BrokenPipe e) {
            throw Unwind.exit(BROKEN_PIPE);
        } catch (IOException e) {
            throw new Failure(1, e.getMessage());
        }
    }
}
