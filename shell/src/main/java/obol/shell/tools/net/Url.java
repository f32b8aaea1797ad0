package obol.shell.tools.net;

import java.io.IOException;

/**
 * A URL of HTTP.
 *
 * @param host a name or address, of IPv6 without its brackets
 * @param target path and query, from the first slash on
 */
record Url(String host, int port, String target) {
    private static final String HTTP = "http://";
    private static final int PORT = 80, MOST_PORT = 65_535;

    /** @throws IOException if it is none, or one of another scheme */
    static Url parse(String text) throws IOException {
        int scheme = text.indexOf("://");
        if (scheme >= 0 && !text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            throw new IOException(text + ": only http is supported");
        }
        String rest = scheme < 0 ? text : text.substring(HTTP.length());
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) end++;
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int bracket = authority.indexOf(']');
        int colon = authority.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 ? PORT : port(authority.substring(colon + 1), text);
        if (bracket > 0 && host.startsWith("[")) host = host.substring(1, host.length() - 1);
        int fragment = rest.indexOf('#', end);
        String target = rest.substring(end, fragment < 0 ? rest.length() : fragment);
        if (host.isEmpty() || host.indexOf('!') >= 0 || isUnprintable(text)) throw new IOException(text + ": not a URL");
        return new Url(host, port, target.startsWith("/") ? target : "/" + target);
    }

    private static int port(String text, String url) throws IOException {
        boolean digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = !digits ? 0 : text.isEmpty() ? PORT : Integer.parseInt(text);
        if (port <= 0 || port > MOST_PORT) throw new IOException(url + ": not a port");
        return port;
    }

    private static boolean isUnprintable(String text) {
        return text.chars().anyMatch(c -> c <= ' ' || c >= 127);
    }

    /** The URL that a reference means here (RFC 3986 5.2): another one, a path, or one beside this. */
    Url resolve(String reference) throws IOException {
        if (reference.contains("://")) return parse(reference);
        if (reference.startsWith("//")) return parse("http:" + reference);
        if (reference.startsWith("/")) return parse(HTTP + authority() + reference);
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return parse(HTTP + authority() + path.substring(0, path.lastIndexOf('/') + 1) + reference);
    }

    /** Host and port as they stand in a URL. */
    String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == PORT ? name : name + ":" + port;
    }
}
