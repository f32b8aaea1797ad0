package obol.shell.tools.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Lines;
import obol.shell.invocation.Options;

/** {@code uniq [-c] [-d | -u] [INPUT [OUTPUT]]}: lines that are the same as the one before are left out; {@code -c} counts them, {@code -d} prints only what was repeated, {@code -u} only what was not. */
public final class Uniq {
    private Uniq() {}

    public static void main(String[] arguments) {
        Invocation.main("uniq", 1, Uniq::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "cdu", "");
        options.count(0, 2);
        String input = options.inputs().get(0);
        if (options.operands().size() < 2 || options.operands().get(1).equals("-")) {
            call.withInput(input, in -> filter(options, new Lines(in, call.out), call.out));
        } else {
            String output = options.operands().get(1);
            call.withInput(input, in -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(call.path(output)))) {
                    filter(options, new Lines(in, call.out), out);
                }
            });
        }
        return 0;
    }

    private static void filter(Options options, Lines lines, OutputStream out) throws IOException {
        byte[] line = lines.next();
        while (line != null) {
            long count = 1;
            byte[] next = lines.next();
            while (next != null && Arrays.equals(line, next)) {
                count++;
                next = lines.next();
            }
            boolean wanted = count > 1 ? !options.has('u') : !options.has('d');
            if (wanted) {
                if (options.has('c')) out.write(count(count));
                out.write(line);
                out.write('\n');
            }
            line = next;
        }
    }

    private static byte[] count(long count) {
        String digits = Long.toString(count);
        return (" ".repeat(Math.max(7 - digits.length(), 0)) + digits + " ").getBytes(StandardCharsets.US_ASCII);
    }
}
