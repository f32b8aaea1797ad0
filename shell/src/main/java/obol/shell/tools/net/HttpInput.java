package obol.shell.tools.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a client sends, line by line. */
final class HttpInput {
    private final InputStream in;

    HttpInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; null if nothing more comes. @throws HttpProblem if it has more than {@code most} bytes */
    String line(int most) throws IOException, HttpProblem {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) return null;
            if (line.size() == most) throw new HttpProblem(431, "the head is too long");
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
