package obol.shell.tools.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The answers to one client's requests. */
final class HttpOutput {
    private static final Map<Integer, String> REASONS = Map.ofEntries(Map.entry(200, "OK"), Map.entry(206, "Partial Content"),
        Map.entry(301, "Moved Permanently"), Map.entry(304, "Not Modified"), Map.entry(400, "Bad Request"), Map.entry(403, "Forbidden"),
        Map.entry(404, "Not Found"), Map.entry(405, "Method Not Allowed"), Map.entry(413, "Content Too Large"),
        Map.entry(416, "Range Not Satisfiable"), Map.entry(431, "Request Header Fields Too Large"), Map.entry(500, "Internal Server Error"),
        Map.entry(505, "HTTP Version Not Supported"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    /** The client takes no more. */
    static final class ClientGone extends IOException {
        ClientGone(IOException cause) {
            super(cause);
        }
    }

    /** The length of a body whose end is found when it is read. */
    static final long UNKNOWN = -1;

    private final OutputStream out;
    private final Runnable progress;
    private boolean head;
    private boolean persists;
    private int minor;
    private int status;
    private boolean chunked;

    /** @param progress run when something has been written */
    HttpOutput(OutputStream out, Runnable progress) {
        this.out = out;
        this.progress = progress;
    }

    /** What follows is the answer to this. */
    void begin(HttpRequest request) {
        head = request.isHead();
        persists = request.persists();
        minor = request.minor();
        status = 0;
    }

    /** That of the answer; 0 before it has begun. */
    int status() {
        return status;
    }

    static String date(Instant time) {
        return DATE.format(time.atOffset(ZoneOffset.UTC));
    }

    /**
     * Begins an answer.
     *
     * @param headers further ones, each with its end
     * @param length of the body, or {@link #UNKNOWN}
     * @return whether a body is wanted
     */
    boolean answer(int code, String headers, long length) throws IOException {
        status = code;
        chunked = length == UNKNOWN && minor > 0;
        persists &= length != UNKNOWN || chunked;
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(code).append(' ').append(REASONS.get(code)).append("\r\nDate: ")
            .append(date(Instant.now())).append("\r\nServer: obol\r\n").append(headers);
        if (chunked) text.append("Transfer-Encoding: chunked\r\n");
        else if (length != UNKNOWN && code != 304) text.append("Content-Length: ").append(length).append("\r\n");
        if (!persists) text.append("Connection: close\r\n");
        byte[] bytes = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        return !head && code != 304;
    }

    /** Writes a part of the body. */
    void body(byte[] bytes, int length) throws IOException {
        if (!chunked) {
            write(bytes, 0, length);
        } else if (length > 0) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
            chunk.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.write(bytes, 0, length);
            chunk.writeBytes(new byte[] {'\r', '\n'});
            write(chunk.toByteArray(), 0, chunk.size());
        }
    }

    private void write(byte[] bytes, int at, int length) throws IOException {
        try {
            out.write(bytes, at, length);
        } catch (IOException gone) {
            throw new ClientGone(gone);
        }
        progress.run();
    }

    /** A whole answer. */
    void text(int code, String headers, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (answer(code, headers + "Content-Type: " + type + "; charset=utf-8\r\n", bytes.length)) body(bytes, bytes.length);
    }

    /** An error, after which nothing of this client is read any more where it is not sure what it has sent. */
    void problem(HttpProblem problem) throws IOException {
        persists &= problem.status == 404 || problem.status == 403 || problem.status == 416;
        text(problem.status, problem.status == 405 ? "Allow: GET, HEAD\r\n" : "", "text/plain", problem.getMessage() + "\n");
    }

    /** The answer is whole. Whether another request may come. */
    boolean finish() throws IOException {
        if (chunked && !head) write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, 5);
        chunked = false;
        return persists;
    }
}
