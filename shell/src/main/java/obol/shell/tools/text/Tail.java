package obol.shell.tools.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Lines;
import obol.shell.invocation.Options;

/** {@code tail [-n [+]LINES | -c [+]BYTES | -LINES] [FILE…]}: the end of each file, ten lines unless told otherwise; {@code +N} from the N-th on. Holds what it may have to print, no more. */
public final class Tail {
    private Tail() {}

    public static void main(String[] arguments) {
        Invocation.main("tail", 1, Tail::run, arguments);
    }

    private record Part(boolean bytes, boolean fromStart, long count) {}

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(Options.countFirst(call.operands), "", "nc");
        boolean bytes = options.has('c');
        String value = options.value(bytes ? 'c' : 'n', "10");
        boolean fromStart = value.startsWith("+");
        Part part = new Part(bytes, fromStart, Options.number(fromStart || value.startsWith("-") ? value.substring(1) : value));
        boolean first = true;
        for (String file : options.inputs()) {
            boolean blank = !first;
            boolean titled = options.inputs().size() > 1;
            first &= !call.withInput(file, in -> {
                if (titled) call.out.print((blank ? "\n==> " : "==> ") + (file.equals("-") ? "standard input" : file) + " <==\n");
                print(call, in, part);
            });
        }
        return 0;
    }

    private static void print(Invocation call, InputStream in, Part part) throws IOException {
        if (part.bytes && part.fromStart) bytesFrom(call, in, part.count);
        else if (part.bytes) lastBytes(call, in, part.count);
        else if (part.fromStart) linesFrom(call, in, part.count);
        else lastLines(call, in, part.count);
    }

    private static void linesFrom(Invocation call, InputStream in, long number) throws IOException {
        Lines lines = new Lines(in, call.out);
        long at = 1;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (at++ >= number) write(call, line, lines.ended());
        }
    }

    private static void lastLines(Invocation call, InputStream in, long count) throws IOException {
        Lines lines = new Lines(in, call.out);
        ArrayDeque<byte[]> last = new ArrayDeque<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            last.add(line);
            if (last.size() > count) last.remove();
        }
        while (!last.isEmpty()) {
            byte[] line = last.remove();
            write(call, line, lines.ended() || !last.isEmpty());
        }
    }

    private static void write(Invocation call, byte[] line, boolean ended) throws IOException {
        call.out.write(line);
        if (ended) call.out.write('\n');
    }

    private static void bytesFrom(Invocation call, InputStream in, long number) throws IOException {
        long skip = Math.max(number - 1, 0);
        byte[] piece = new byte[8192];
        for (int length = in.read(piece); length > 0; length = in.read(piece)) {
            int skipped = (int) Math.min(skip, length);
            skip -= skipped;
            call.out.write(piece, skipped, length - skipped);
        }
    }

    private static void lastBytes(Invocation call, InputStream in, long count) throws IOException {
        ArrayDeque<byte[]> pieces = new ArrayDeque<>();
        long held = 0;
        for (byte[] piece = in.readNBytes(8192); piece.length > 0; piece = in.readNBytes(8192)) {
            pieces.add(piece);
            held += piece.length;
            while (held - pieces.element().length >= count) {
                held -= pieces.remove().length;
                if (pieces.isEmpty()) break;
            }
        }
        long skip = Math.max(held - count, 0);
        for (byte[] piece : pieces) {
            call.out.write(piece, (int) skip, piece.length - (int) skip);
            skip = 0;
        }
    }
}
