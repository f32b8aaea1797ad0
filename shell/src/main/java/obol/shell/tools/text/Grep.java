package obol.shell.tools.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Lines;
import obol.shell.invocation.Options;
import obol.shell.tools.expression.Expression;

/** {@code grep [-E | -F] [-cilnqsvx] [-e] PATTERN [FILE…]}: the lines that match. Status 0 when there are any, 1 when not. Patterns are POSIX's basic ({@code -E}: extended) regular expressions, {@code -F} plain text; lines are matched as UTF-8 and printed as they are. */
public final class Grep {
    private Grep() {}

    public static void main(String[] arguments) {
        Invocation.main("grep", 2, Grep::run, arguments);
    }

    private static final int FOUND = 0;
    private static final int NOT_FOUND = 1;

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "EFcilnqsvx", "e");
        List<String> patterns = new ArrayList<>(options.values('e'));
        List<String> files = options.operands();
        if (patterns.isEmpty()) {
            options.count(1, Integer.MAX_VALUE);
            patterns.add(files.get(0));
            files = files.subList(1, files.size());
        }
        Test wanted = test(options, patterns);
        if (files.isEmpty()) files = List.of("-");
        boolean titled = files.size() > 1;
        boolean[] found = {false};
        for (String file : files) {
            if (options.has('s') && !file.equals("-") && !Files.isReadable(call.path(file))) {
                call.fail();
                continue;
            }
            call.withInput(file, in -> found[0] |= search(call, options, wanted, in, file, titled));
            if (found[0] && options.has('q')) return call.succeed();
        }
        return found[0] ? FOUND : NOT_FOUND;
    }

    private static boolean search(Invocation call, Options options, Test wanted, InputStream in, String file, boolean titled) throws IOException {
        String name = file.equals("-") ? "(standard input)" : file;
        String title = titled ? name + ":" : "";
        Lines lines = new Lines(in, call.out);
        long number = 0;
        long count = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (!wanted.passes(line)) continue;
            count++;
            if (options.has('q')) return true;
            if (options.has('l')) {
                call.out.print(name + "\n");
                return true;
            }
            if (options.has('c')) continue;
            call.out.print(options.has('n') ? title + number + ":" : title);
            call.out.line(line);
        }
        if (options.has('c') && !options.has('l')) call.out.print(title + count + "\n");
        return count > 0;
    }

    /** What tells the lines to be printed. */
    private interface Test {
        boolean passes(byte[] line) throws IOException;
    }

    private static Test test(Options options, List<String> patterns) throws UsageException {
        List<Test> tests = new ArrayList<>();
        for (String several : patterns) {
            for (String pattern : several.split("\n", -1)) {
                boolean plain = options.has('F') || Expression.isPlain(pattern);
                tests.add(plain && !options.has('i') ? text(pattern, options.has('x')) : expression(options, pattern));
            }
        }
        boolean unwanted = options.has('v');
        return line -> {
            for (Test test : tests) if (test.passes(line)) return !unwanted;
            return unwanted;
        };
    }

    private static Test expression(Options options, String pattern) throws UsageException {
        boolean whole = options.has('x');
        Expression expression = options.has('F') ? Expression.ofText(pattern, whole)
            : Expression.of(pattern, options.has('E'), options.has('i'), whole);
        return line -> expression.matches(new String(line, StandardCharsets.UTF_8));
    }

    /** Plain text is looked for in the bytes. */
    private static Test text(String pattern, boolean whole) {
        byte[] text = pattern.getBytes(StandardCharsets.UTF_8);
        return whole ? line -> Arrays.equals(line, text) : line -> contains(line, text);
    }

    private static boolean contains(byte[] line, byte[] text) {
        for (int from = 0; from <= line.length - text.length; from++) {
            int i = 0;
            while (i < text.length && line[from + i] == text[i]) i++;
            if (i == text.length) return true;
        }
        return false;
    }
}
