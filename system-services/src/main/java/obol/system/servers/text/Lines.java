package obol.system.servers.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import obol.styx.Slice;

/** Lines for one reader, whole ones where its count allows: the oldest go when there are too many. */
public final class Lines {
    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    /** Of a line that did not fit. */
    private Slice rest = Slice.EMPTY;

    /** @param most lines that are kept for a reader that does not come, at least 1 */
    public Lines(int most) {
        this.most = most;
    }

    /** @param line with its newline */
    public void add(String line) {
        if (lines.size() == most) {
            lines.remove();
        }
        lines.add(line);
    }

    public boolean isEmpty() {
        return rest.length() == 0 && lines.isEmpty();
    }

    /** Takes what a read of so many bytes gets: none if it is empty. */
    public Slice take(int count) {
        if (rest.length() == 0) {
            StringBuilder text = new StringBuilder();
            int bytes = 0;
            while (!lines.isEmpty() && (bytes == 0 || bytes + length(lines.peek()) <= count)) {
                bytes += length(lines.peek());
                text.append(lines.remove());
            }
            rest = Slice.of(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Slice part = rest.part(0, count);
        rest = rest.part(part.length(), rest.length());
        return part;
    }

    /** The first characters of a text, without any that would drive the terminal on which they are shown. */
    public static String printable(String text, int most) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), most); i++) {
            char c = text.charAt(i);
            clean.append(c < ' ' && c != '\t' || c >= 0x7F && c < 0xA0 ? '?' : c);
        }
        return clean.toString();
    }

    private static int length(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length;
    }
}
