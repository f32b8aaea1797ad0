package obol.shell.language;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import obol.shell.editing.Completion;

/** Completes the names of commands and files; special characters in them are given with a backslash. A word with quotes is left alone. */
public final class NameCompletion implements Completion {
    private static final String SPECIAL = " \t\n;&|<>()$`\\\"'*?[#~=%!{}";
    /** Behind these a command stands. */
    private static final Set<String> BEFORE_COMMAND = Set.of("if", "then", "elif", "else", "while", "do", "!");

    private final OperatingSystem system;
    private final Interpreter shell;

    /** @param shell whose directory and {@code PATH} count; asked by the thread that runs it */
    public NameCompletion(OperatingSystem system, Interpreter shell) {
        this.system = system;
        this.shell = shell;
    }

    @Override
    public Candidates complete(String beforeCursor) {
        int start = wordStart(beforeCursor);
        String typed = beforeCursor.substring(start);
        if (typed.indexOf('"') >= 0 || typed.indexOf('\'') >= 0 || typed.indexOf('$') >= 0) return new Candidates(start, List.of());
        Set<String> words = new TreeSet<>(Wildcard.BYTE_ORDER);
        if (typed.indexOf('/') < 0 && isCommand(beforeCursor.substring(0, start))) addCommands(Wildcard.unescape(typed), words);
        else addFiles(typed, words);
        return new Candidates(start, new ArrayList<>(words));
    }

    private static int wordStart(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') i++;
            else if (" \t;&|<>".indexOf(text.charAt(i)) >= 0) start = i + 1;
        }
        return Math.min(start, text.length());
    }

    private static boolean isCommand(String before) {
        String text = before.strip();
        if (text.isEmpty() || ";&|".indexOf(text.charAt(text.length() - 1)) >= 0) return true;
        int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf(';'));
        return BEFORE_COMMAND.contains(text.substring(blank + 1));
    }

    private void addCommands(String prefix, Set<String> words) {
        for (String name : shell.builtIns()) if (name.startsWith(prefix)) words.add(name + " ");
        String path = shell.variable("PATH").isEmpty() ? "/bin" : shell.variable("PATH");
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            if (colon < 0) colon = path.length();
            for (String name : names(Paths.resolve(shell.directory(), path.substring(start, colon)))) {
                if (name.startsWith(prefix)) words.add(escape(name) + " ");
            }
            start = colon + 1;
        }
    }

    private void addFiles(String typed, Set<String> words) {
        int slash = typed.lastIndexOf('/');
        String typedDirectory = typed.substring(0, slash + 1);
        String prefix = Wildcard.unescape(typed.substring(slash + 1));
        String directory = Paths.resolve(shell.directory(), Wildcard.unescape(typedDirectory));
        for (String name : names(directory)) {
            if (!name.startsWith(prefix) || name.startsWith(".") && !prefix.startsWith(".")) continue;
            OperatingSystem.FileStatus status = system.status(Paths.resolve(directory, name));
            words.add(typedDirectory + escape(name) + (status != null && status.directory() ? "/" : " "));
        }
    }

    private List<String> names(String directory) {
        try {
            return system.list(directory);
        } catch (IOException e) {
            return List.of(); // nothing there to choose from
        }
    }

    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (SPECIAL.indexOf(name.charAt(i)) >= 0) escaped.append('\\');
            escaped.append(name.charAt(i));
        }
        return escaped.toString();
    }
}
