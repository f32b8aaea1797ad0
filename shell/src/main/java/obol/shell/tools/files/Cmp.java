package obol.shell.tools.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code cmp [-s] FILE FILE}: the first difference of two files. Status 0 for equal, 1 for different; {@code -s} says nothing. */
public final class Cmp {
    private Cmp() {}

    public static void main(String[] arguments) {
        Invocation.main("cmp", 2, Cmp::run, arguments);
    }

    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "s", "");
        options.count(2, 2);
        String first = options.operands().get(0);
        String second = options.operands().get(1);
        if (first.equals("-") && second.equals("-")) return EQUAL;
        int[] status = {EQUAL};
        call.withInput(first, a -> call.withInput(second, b -> status[0] = compare(call, options.has('s'), first, a, second, b)));
        return status[0];
    }

    private static int compare(Invocation call, boolean silent, String first, InputStream a, String second, InputStream b) throws IOException {
        InputStream left = new BufferedInputStream(a, 65536);
        InputStream right = new BufferedInputStream(b, 65536);
        long bytes = 1;
        long line = 1;
        while (true) {
            int x = left.read();
            int y = right.read();
            if (x != y) {
                if (!silent && (x < 0 || y < 0)) say(call, x < 0 ? first : second, bytes - 1);
                else if (!silent) call.out.print(first + " " + second + " differ: char " + bytes + ", line " + line + "\n");
                return DIFFERENT;
            }
            if (x < 0) return EQUAL;
            bytes++;
            if (x == '\n') line++;
        }
    }

    private static void say(Invocation call, String shorter, long length) {
        call.note("EOF on " + shorter + " after byte " + length);
    }
}
