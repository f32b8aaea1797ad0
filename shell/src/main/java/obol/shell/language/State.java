package obol.shell.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What commands change: variables, parameters, the working directory, the last status. Owned by one interpreter. */
final class State {
    final String name;
    final Map<String, String> variables;
    List<String> parameters;
    String directory;
    int status;
    /** Loops that are being run inside each other. */
    int loops;
    long lastBackground;

    State(String name, List<String> parameters, Map<String, String> variables, String directory) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.variables = variables;
        this.directory = directory;
    }

    /** For a part of a pipe: what it changes is lost with it. */
    State copy() {
        State copy = new State(name, parameters, new HashMap<>(variables), directory);
        copy.status = status;
        copy.lastBackground = lastBackground;
        return copy;
    }

    /** The value of a variable other than {@code $@}; empty when it has none. */
    String value(String variable, long pid) {
        switch (variable) {
            case "?":
                return Integer.toString(status);
            case "!":
                return lastBackground == 0 ? "" : Long.toString(lastBackground);
            case "$":
                return Long.toString(pid);
            case "#":
                return Integer.toString(parameters.size());
            case "0":
                return name;
            default:
                if (Character.isDigit(variable.charAt(0))) return parameter(variable);
                return variables.getOrDefault(variable, "");
        }
    }

    private String parameter(String digits) {
        int number = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (number == 0) return name;
        return number <= parameters.size() ? parameters.get(number - 1) : "";
    }
}
