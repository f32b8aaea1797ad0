package obol.shell.tools.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import obol.system.dial.Connection;

/** An answer of an HTTP server: its head, and its body as it comes. */
final class HttpAnswer {
    private static final int MOST_LINE = 8 << 10, MOST_LINES = 256, PIECE = 16 << 10;

    private final InputStream in;
    private final String status;
    private final int code;
    private final StringBuilder head = new StringBuilder();
    private final Map<String, String> headers = new HashMap<>();

    private HttpAnswer(InputStream in) throws IOException {
        this.in = in;
        status = line();
        head.append(status).append('\n');
        String[] words = status.split(" ");
        if (!status.startsWith("HTTP/1.") || words.length < 2 || !words[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("not an answer of HTTP: " + status);
        }
        code = Integer.parseInt(words[1]);
        for (int lines = 0; ; lines++) {
            String line = line();
            if (line.isEmpty()) break;
            if (lines == MOST_LINES) throw new IOException("the answer's head is too long");
            head.append(line).append('\n');
            int colon = line.indexOf(':');
            if (colon > 0) headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        head.append('\n');
    }

    /** Asks for what stands at a URL; answers that are not the last one are passed over. */
    static HttpAnswer get(Connection connection, Url url) throws IOException {
        String request = "GET " + url.target() + " HTTP/1.1\r\nHost: " + url.authority()
            + "\r\nUser-Agent: obol-fetch\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        connection.output().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = new BufferedInputStream(connection.input(), PIECE);
        HttpAnswer answer = new HttpAnswer(in);
        while (answer.code < 200) answer = new HttpAnswer(in);
        return answer;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("the answer ends too soon");
            if (line.size() == MOST_LINE) throw new IOException("the answer's head is too long");
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    boolean isSuccess() {
        return code / 100 == 2;
    }

    boolean isRedirection() {
        return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
    }

    /** The first line. */
    String status() {
        return status;
    }

    /** The first line and the headers, with an empty line behind them. */
    String head() {
        return head.toString();
    }

    /** Null if it is not there. @param name in small letters */
    String header(String name) {
        return headers.get(name);
    }

    /** Writes the body (RFC 9112 6.3): in chunks, of a length, or up to the end of the connection. */
    void body(OutputStream to) throws IOException {
        if (code == 204 || code == 304) return;
        String coding = header("transfer-encoding");
        String length = header("content-length");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) throw new IOException("transfer coding " + coding + " is not supported");
            for (long size = chunk(); size > 0; size = chunk()) {
                copy(to, size);
                if (!line().isEmpty()) throw new IOException("a chunk is longer than it says");
            }
        } else if (length != null) {
            copy(to, number(length, 10));
        } else {
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n > 0; n = in.read(piece)) to.write(piece, 0, n);
        }
    }

    private long chunk() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) return number;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IOException("not a length: " + text);
    }

    private void copy(OutputStream to, long count) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = count; left > 0; ) {
            int n = in.read(piece, 0, (int) Math.min(left, PIECE));
            if (n <= 0) throw new IOException("the answer ends too soon");
            to.write(piece, 0, n);
            left -= n;
        }
    }
}
