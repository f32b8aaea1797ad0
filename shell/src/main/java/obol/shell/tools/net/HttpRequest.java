package obol.shell.tools.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request (RFC 9112). None with a body is taken.
 *
 * @param method  {@code GET} or {@code HEAD}
 * @param path    decoded, without its query; begins with a slash, and has no {@code .} and {@code ..} in it
 * @param minor   the version is 1.{@code minor}
 * @param headers by name in small letters
 */
record HttpRequest(String method, String path, int minor, Map<String, String> headers) {
    /** Bytes of a line, and lines of a head. */
    private static final int MOST_LINE = 8 << 10, MOST_LINES = 100;

    /** The next one; null if the client has no more. */
    static HttpRequest read(HttpInput in) throws IOException, HttpProblem {
        String line = in.line(MOST_LINE);
        if (line != null && line.isEmpty()) line = in.line(MOST_LINE); // RFC 9112 2.2
        if (line == null) return null;
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].matches("HTTP/[0-9]\\.[0-9]")) throw new HttpProblem(400, "not a request");
        if (!words[2].startsWith("HTTP/1.")) throw new HttpProblem(505, "only HTTP/1 is spoken");
        int minor = words[2].charAt(words[2].length() - 1) - '0';
        Map<String, String> headers = headers(in);
        if (minor > 0 && !headers.containsKey("host")) throw new HttpProblem(400, "no Host");
        if (headers.containsKey("transfer-encoding") || !headers.getOrDefault("content-length", "0").equals("0")) {
            throw new HttpProblem(413, "requests with a body are not taken");
        }
        if (!words[0].equals("GET") && !words[0].equals("HEAD")) throw new HttpProblem(405, "only GET and HEAD are known");
        return new HttpRequest(words[0], path(words[1]), minor, headers);
    }

    private static Map<String, String> headers(HttpInput in) throws IOException, HttpProblem {
        Map<String, String> headers = new HashMap<>();
        for (int lines = 0; ; lines++) {
            String line = in.line(MOST_LINE);
            if (line == null) throw new HttpProblem(400, "the head ends too soon");
            if (line.isEmpty()) return headers;
            int colon = line.indexOf(':');
            if (lines == MOST_LINES) throw new HttpProblem(431, "the head is too long");
            if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') throw new HttpProblem(400, "not a header");
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null && (name.equals("host") || name.equals("content-length"))) {
                throw new HttpProblem(400, "two of " + name);
            }
        }
    }

    /** The path that a target names (RFC 3986 3.3, 5.2.4). */
    private static String path(String target) throws HttpProblem {
        String rest = target.regionMatches(true, 0, "http://", 0, 7) ? target.substring(Math.max(7, slash(target))) : target;
        int query = rest.indexOf('?');
        String text = query < 0 ? rest : rest.substring(0, query);
        if (!text.startsWith("/")) throw new HttpProblem(400, "not a path");
        StringBuilder path = new StringBuilder();
        String decoded = decoded(text);
        for (String name : decoded.substring(1).split("/", -1)) {
            if (name.equals("..")) path.setLength(Math.max(0, path.lastIndexOf("/")));
            else if (!name.isEmpty() && !name.equals(".")) path.append('/').append(name);
        }
        if (decoded.endsWith("/") || decoded.endsWith("/.") || decoded.endsWith("/..")) path.append('/');
        return path.length() == 0 ? "/" : path.toString();
    }

    private static int slash(String target) {
        int slash = target.indexOf('/', 7);
        return slash < 0 ? target.length() : slash;
    }

    private static String decoded(String text) throws HttpProblem {
        byte[] bytes = new byte[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) throw new HttpProblem(400, "not an escape");
                c = high << 4 | low;
                i += 2;
            }
            if (c == 0) throw new HttpProblem(400, "not a path");
            bytes[count++] = (byte) c;
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    /** Null if it is not there. @param name in small letters */
    String header(String name) {
        return headers.get(name);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether the client wants to ask again (RFC 9112 9.3). */
    boolean persists() {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        return minor > 0 ? !connection.contains("close") : connection.contains("keep-alive");
    }
}
