package obol.shell.tools.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import obol.shell.invocation.Output;

/** Rows of text in columns, aligned with blanks. The last column is as long as it is. */
final class Listing {
    private final boolean[] numeric;
    private final List<String[]> rows = new ArrayList<>();

    /** @param numeric which columns stand to the right */
    Listing(boolean... numeric) {
        this.numeric = numeric;
    }

    /** @param cells as many as there are columns */
    void add(String... cells) {
        rows.add(cells);
    }

    void print(Output out) throws IOException {
        int[] widths = new int[numeric.length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row[i].length());
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - row[i].length());
                if (numeric[i]) line.append(blanks).append(row[i]);
                else line.append(row[i]).append(i == widths.length - 1 ? "" : blanks);
                line.append(i == widths.length - 1 ? "\n" : " ");
            }
            out.print(line.toString());
        }
    }
}
