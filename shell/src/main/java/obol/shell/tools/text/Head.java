package obol.shell.tools.text;

import java.io.IOException;
import java.io.InputStream;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Lines;
import obol.shell.invocation.Options;

/** {@code head [-n LINES | -c BYTES | -LINES] [FILE…]}: the beginning of each file, ten lines unless told otherwise. */
public final class Head {
    private Head() {}

    public static void main(String[] arguments) {
        Invocation.main("head", 1, Head::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(Options.countFirst(call.operands), "", "nc");
        boolean bytes = options.has('c');
        long count = Options.number(options.value(bytes ? 'c' : 'n', "10"));
        boolean first = true;
        for (String file : options.inputs()) {
            boolean blank = !first;
            boolean titled = options.inputs().size() > 1;
            first &= !call.withInput(file, in -> {
                if (titled) call.out.print((blank ? "\n==> " : "==> ") + (file.equals("-") ? "standard input" : file) + " <==\n");
                if (bytes) bytes(call, in, count);
                else lines(call, in, count);
            });
        }
        return 0;
    }

    private static void lines(Invocation call, InputStream in, long count) throws IOException {
        Lines lines = new Lines(in, call.out);
        for (long i = 0; i < count; i++) {
            byte[] line = lines.next();
            if (line == null) break;
            call.out.write(line);
            if (lines.ended()) call.out.write('\n');
        }
    }

    private static void bytes(Invocation call, InputStream in, long count) throws IOException {
        byte[] piece = new byte[8192];
        long left = count;
        while (left > 0) {
            int length = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (length <= 0) break;
            call.out.write(piece, 0, length);
            left -= length;
        }
    }
}
