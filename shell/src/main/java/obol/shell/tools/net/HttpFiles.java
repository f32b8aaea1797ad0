package obol.shell.tools.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import obol.shell.invocation.ErrorText;

/** What a server answers with: files below a directory, directories as pages, and the status page. */
final class HttpFiles {
    private static final int PIECE = 32 << 10;
    private static final String INDEX = "index.html", TEXT = "text/plain; charset=utf-8";
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
        Map.entry("htm", "text/html; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"), Map.entry("txt", TEXT), Map.entry("md", TEXT),
        Map.entry("java", TEXT), Map.entry("js", "text/javascript"), Map.entry("json", "application/json"), Map.entry("xml", "application/xml"),
        Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
        Map.entry("gif", "image/gif"), Map.entry("ico", "image/x-icon"), Map.entry("pdf", "application/pdf"), Map.entry("zip", "application/zip"),
        Map.entry("jar", "application/java-archive"), Map.entry("gz", "application/gzip"), Map.entry("wasm", "application/wasm"));

    private final Path root;
    private final StatusPage page;

    HttpFiles(Path root, StatusPage page) {
        this.root = root;
        this.page = page;
    }

    void answer(HttpRequest request, HttpOutput out) throws IOException, HttpProblem {
        if (request.path().startsWith(StatusPage.PATH)) {
            page.answer(request, out);
            return;
        }
        Path file = root.resolve(request.path().substring(1));
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) directory(request, out, file);
            else if (request.path().endsWith("/")) throw new HttpProblem(404, ErrorText.NOT_FOUND);
            else file(request, out, file, attributes);
        } catch (HttpOutput.ClientGone gone) {
            throw gone;
        } catch (IOException failed) {
            if (out.status() != 0) throw failed; // the client hears of it by the end of the connection
            String why = ErrorText.of(failed);
            boolean missing = why.equals(ErrorText.NOT_FOUND) || why.equals(ErrorText.NOT_A_DIRECTORY);
            throw new HttpProblem(missing ? 404 : why.equals(ErrorText.DENIED) ? 403 : 500, why);
        }
    }

    private void directory(HttpRequest request, HttpOutput out, Path directory) throws IOException, HttpProblem {
        if (!request.path().endsWith("/")) {
            out.text(301, "Location: " + escaped(request.path()) + "/\r\n", "text/plain", "it is a directory\n");
            return;
        }
        Path index = directory.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            file(request, out, index, Files.readAttributes(index, BasicFileAttributes.class));
            return;
        }
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><title>").append(html(request.path()))
            .append("</title><style>body{font:15px/1.6 system-ui,sans-serif;margin:2em}a{text-decoration:none}</style><h1>")
            .append(html(request.path())).append("</h1>");
        if (!request.path().equals("/")) page.append("<a href=\"../\">../</a><br>");
        List<Path> entries;
        try (Stream<Path> files = Files.list(directory)) {
            entries = files.sorted().toList();
        }
        for (Path each : entries) {
            String name = each.getFileName() + (Files.isDirectory(each) ? "/" : "");
            page.append("<a href=\"./").append(escaped(name)).append("\">").append(html(name)).append("</a><br>");
        }
        out.text(200, "", "text/html", page.append('\n').toString());
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** As it stands in a URL (RFC 3986 2.1). */
    private static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~/".indexOf(c) >= 0;
            if (plain) text.append(c);
            else text.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
        return text.toString();
    }

    /** Files that say they are empty may be made when they are read, as those of {@code /proc}: their length is known at their end. */
    private void file(HttpRequest request, HttpOutput out, Path file, BasicFileAttributes attributes) throws IOException, HttpProblem {
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), attributes.size() == 0 ? TEXT : "application/octet-stream");
        Instant modified = Instant.ofEpochSecond(attributes.lastModifiedTime().toInstant().getEpochSecond());
        String headers = "Content-Type: " + type + "\r\n";
        if (attributes.size() == 0) {
            if (!out.answer(200, headers + "Cache-Control: no-store\r\n", HttpOutput.UNKNOWN)) return;
            try (InputStream in = Files.newInputStream(file)) {
                byte[] piece = new byte[PIECE];
                for (int n = in.read(piece); n > 0; n = in.read(piece)) out.body(piece, n);
            }
            return;
        }
        headers += "Last-Modified: " + HttpOutput.date(modified) + "\r\nAccept-Ranges: bytes\r\n";
        if (HttpOutput.date(modified).equals(request.header("if-modified-since"))) {
            out.answer(304, headers, 0);
            return;
        }
        ByteRange range = ByteRange.of(request.header("range"), attributes.size());
        if (range != null && range.isEmpty()) {
            out.text(416, "Content-Range: bytes */" + attributes.size() + "\r\n", "text/plain", "the file has no such bytes\n");
            return;
        }
        long first = range == null ? 0 : range.first();
        long length = range == null ? attributes.size() : range.length();
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            in.position(first);
            if (range != null) headers += "Content-Range: bytes " + first + "-" + (first + length - 1) + "/" + attributes.size() + "\r\n";
            if (!out.answer(range == null ? 200 : 206, headers, length)) return;
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long left = length; left > 0; left -= piece.position()) {
                piece.clear().limit((int) Math.min(left, PIECE));
                if (in.read(piece) <= 0) throw new IOException("the file has become shorter");
                out.body(piece.array(), piece.position());
            }
        }
    }
}
