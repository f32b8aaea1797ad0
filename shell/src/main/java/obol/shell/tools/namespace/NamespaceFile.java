package obol.shell.tools.namespace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import obol.shell.invocation.ErrorText;
import obol.system.namespace.Namespace;
import obol.system.namespace.PathName;
import obol.system.namespace.Words;

/**
 * A namespace made by files of commands, after Plan 9's namespace(6): {@code mount}, {@code bind}, {@code unmount} and {@code close} as
 * in the shell; {@code cd DIR}, where relative paths begin from now on, at first {@code /}; {@code clear}, which forgets all lines before
 * it; {@code . FILE}, a further file. A word that is {@code $NAME} is that variable's value. Empty lines and those that begin with
 * {@code #} say nothing. Nothing is looked up here: what is not there is an error when it is used.
 */
final class NamespaceFile {
    private static final int MOST_DEPTH = 16;

    /** Where the text of files comes from. */
    @FunctionalInterface
    interface Reader {
        byte[] read(String path) throws IOException;
    }

    private final Reader reader;
    private final UnaryOperator<String> variables;
    private final List<String> lines;
    private String directory = "/";
    private int depth;

    /**
     * @param start lines to begin with
     * @param variables the values of names, null where there is none
     */
    NamespaceFile(Reader reader, UnaryOperator<String> variables, List<String> start) {
        this.reader = reader;
        this.variables = variables;
        lines = new ArrayList<>(start);
    }

    /** Lines that make the namespace, as a process is started with. */
    List<String> lines() {
        return new Namespace("", lines, Map.of()).lines();
    }

    /** Adds what a file says. Errors name the file and the line. */
    void add(String file) throws IOException {
        if (++depth > MOST_DEPTH) throw new IOException(file + ": files within files, too deep");
        int number = 0;
        for (String line : text(file).split("\n")) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            if (Words.of(text).get(0).equals(".")) {
                include(file, number, Words.of(text));
                continue;
            }
            try {
                line(Words.of(text));
            } catch (IllegalArgumentException | IOException e) {
                throw new IOException(file + ": " + number + ": " + e.getMessage());
            }
        }
        depth--;
    }

    private String text(String file) throws IOException {
        try {
            return new String(reader.read(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(file + ": " + ErrorText.of(e));
        }
    }

    private void include(String file, int number, List<String> words) throws IOException {
        if (words.size() != 2) throw new IOException(file + ": " + number + ": . wants a file");
        add(path(value(words.get(1))));
    }

    private String value(String word) throws IOException {
        if (!word.startsWith("$")) return word;
        String value = variables.apply(word.substring(1));
        if (value == null) throw new IOException("no variable " + word.substring(1));
        return value;
    }

    private String path(String path) {
        return PathName.canonical(path.startsWith("/") ? path : directory + "/" + path);
    }

    private void line(List<String> raw) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : raw) words.add(value(word));
        switch (words.get(0)) {
            case "clear" -> {
                if (words.size() > 1) throw new IOException("clear wants nothing");
                lines.clear();
            }
            case "cd" -> {
                if (words.size() != 2) throw new IOException("cd wants a directory");
                directory = path(words.get(1));
            }
            default -> change(words);
        }
    }

    /** A line that changes the namespace. Its first operand is a path but for what is mounted or unmounted by a service's name. */
    private void change(List<String> words) {
        boolean bind = words.get(0).equals("bind");
        int operand = 1;
        while (operand < words.size() && words.get(operand).startsWith("-")) operand++;
        for (int i = operand; i < Math.min(words.size(), operand + 2); i++) {
            boolean directory = i > operand || words.size() == operand + 1;
            if (bind || directory || words.get(i).startsWith(".")) words.set(i, path(words.get(i)));
        }
        String line = String.join(" ", words.stream().map(Words::quoted).toList());
        List<String> next = new ArrayList<>(lines);
        next.add(line);
        new Namespace("", next, Map.of());
        lines.add(line);
    }
}
