package obol.shell.tools.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code wc [-lwc] [FILE…]}: lines, words and bytes of each file and, for several, of all. A word is what stands between white space of ASCII. Columns are as wide as the sizes of the files ask for. */
public final class Wc {
    private Wc() {}

    public static void main(String[] arguments) {
        Invocation.main("wc", 1, Wc::run, arguments);
    }

    private record Counts(long lines, long words, long bytes) {
        Counts plus(Counts other) {
            return new Counts(lines + other.lines, words + other.words, bytes + other.bytes);
        }
    }

    /** The width of a column where the sizes are not known beforehand. */
    private static final int STREAM_WIDTH = 7;

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "lwc", "");
        List<String> files = options.inputs();
        int width = width(call, options, files);
        Counts[] total = {new Counts(0, 0, 0)};
        for (String file : files) {
            call.withInput(file, in -> {
                Counts counts = count(in);
                total[0] = total[0].plus(counts);
                print(call, options, counts, width, options.operands().isEmpty() ? "" : " " + file);
            });
        }
        if (files.size() > 1) print(call, options, total[0], width, " total");
        return 0;
    }

    private static int width(Invocation call, Options options, List<String> files) {
        int columns = (options.has('l') ? 1 : 0) + (options.has('w') ? 1 : 0) + (options.has('c') ? 1 : 0);
        if (files.size() == 1 && columns == 1) return 1;
        long sum = 0;
        int least = 1;
        for (String file : files) {
            try {
                if (!file.equals("-") && Files.isRegularFile(call.path(file))) sum += Files.size(call.path(file));
                else if (file.equals("-") || Files.exists(call.path(file))) least = STREAM_WIDTH;
            } catch (IOException e) {
                least = STREAM_WIDTH;
            }
        }
        return Math.max(least, Long.toString(sum).length());
    }

    private static Counts count(InputStream in) throws IOException {
        byte[] piece = new byte[65536];
        long lines = 0;
        long words = 0;
        long bytes = 0;
        boolean inWord = false;
        for (int length = in.read(piece); length > 0; length = in.read(piece)) {
            bytes += length;
            for (int i = 0; i < length; i++) {
                byte b = piece[i];
                boolean space = b == ' ' || b >= '\t' && b <= '\r';
                if (b == '\n') lines++;
                if (!space && !inWord) words++;
                inWord = !space;
            }
        }
        return new Counts(lines, words, bytes);
    }

    private static void print(Invocation call, Options options, Counts counts, int width, String title) throws IOException {
        boolean all = !options.has('l') && !options.has('w') && !options.has('c');
        StringBuilder line = new StringBuilder();
        if (all || options.has('l')) column(line, counts.lines, width);
        if (all || options.has('w')) column(line, counts.words, width);
        if (all || options.has('c')) column(line, counts.bytes, width);
        call.out.print(line.append(title).append('\n').toString());
    }

    private static void column(StringBuilder line, long number, int width) {
        if (line.length() > 0) line.append(' ');
        String digits = Long.toString(number);
        line.append(" ".repeat(Math.max(width - digits.length(), 0))).append(digits);
    }
}
