package obol.shell.tools.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Lines;
import obol.shell.invocation.Options;

/** {@code sort [-bfnru] [-k KEY] [-t C] [FILE…]}: all lines, sorted by their bytes or by keys; lines with equal keys by their bytes. A KEY is {@code FIELD[.CHARACTER][bfnr][,FIELD[.CHARACTER][bfnr]]}, counted from 1. A merge sort in memory. */
public final class Sort {
    private Sort() {}

    public static void main(String[] arguments) {
        Invocation.main("sort", 2, Sort::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "bfnru", "kt");
        Comparator<byte[]> order = order(options);
        List<byte[]> lines = new ArrayList<>();
        for (String file : options.inputs()) {
            call.withInput(file, in -> {
                Lines source = new Lines(in, call.out);
                for (byte[] line = source.next(); line != null; line = source.next()) lines.add(line);
            });
        }
        lines.sort(order);
        byte[] previous = null;
        for (byte[] line : lines) {
            if (options.has('u') && previous != null && order.compare(previous, line) == 0) continue;
            call.out.line(line);
            previous = line;
        }
        return 0;
    }

    private static Comparator<byte[]> order(Options options) throws UsageException {
        String separator = options.value('t', null);
        if (separator != null && (separator.length() != 1 || separator.charAt(0) > 127)) throw new UsageException(separator + ": -t wants one character");
        int between = separator == null ? -1 : separator.charAt(0);
        String global = (options.has('b') ? "b" : "") + (options.has('f') ? "f" : "") + (options.has('n') ? "n" : "") + (options.has('r') ? "r" : "");
        Comparator<byte[]> order = null;
        for (String text : options.values('k')) {
            SortKey key = SortKey.parse(text, between, global);
            order = order == null ? key : order.thenComparing(key);
        }
        if (order == null) order = SortKey.wholeLine(global);
        if (options.has('u')) return order;
        Comparator<byte[]> bytes = Arrays::compareUnsigned;
        return order.thenComparing(options.has('r') ? bytes.reversed() : bytes);
    }
}
