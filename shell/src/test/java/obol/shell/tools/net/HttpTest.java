package obol.shell.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, ranges and URLs, by what the RFCs say of them. */
class HttpTest {
    private static HttpRequest read(String text) throws IOException, HttpProblem {
        return HttpRequest.read(new HttpInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static HttpRequest get(String target) throws IOException, HttpProblem {
        return read("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    private static int refused(String text) {
        return assertThrows(HttpProblem.class, () -> read(text)).status;
    }

    @ParameterizedTest
    @CsvSource({"/, /", "/a/b, /a/b", "/a/, /a/", "/a/../b, /b", "/../../etc/x, /etc/x", "/a/./b/, /a/b/", "//a//b, /a/b", "/%2e%2e/%2E%2e/x, /x",
        "/a%20b?q=/.., /a b", "/a/b/.., /a/", "/a/b/%2e%2e%2f, /a/", "http://h:80/x, /x", "http://h, /", "/%E2%82%AC, /€"})
    void pathsAreDecodedAndStayBelowTheRoot(String target, String path) throws Exception {
        if (target.equals("http://h")) {
            assertEquals(400, refused("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n"));
            return;
        }
        assertEquals(path, get(target).path());
    }

    @Property(tries = 300)
    void noPathLeavesTheRoot(@ForAll String text) throws IOException {
        try {
            String path = get("/" + text.replaceAll("[ \r\n]", "")).path();
            assertTrue(path.startsWith("/"), path);
            for (String name : path.split("/")) assertFalse(name.equals("..") || name.equals("."), path);
        } catch (HttpProblem refused) {
            assertEquals(400, refused.status);
        }
    }

    @ParameterizedTest
    @CsvSource({"nonsense, 400", "GET / HTTP/2.0, 505", "GET  / HTTP/1.1, 400", "GET / HTTP/x, 400", "POST / HTTP/1.0, 405", "GET x HTTP/1.0, 400",
        "GET /%zz HTTP/1.0, 400", "GET /%2 HTTP/1.0, 400", "GET /%00 HTTP/1.0, 400", "GET / HTTP/1.1, 400"})
    void wrongRequestsAreRefused(String line, int status) {
        assertEquals(status, refused(line + "\r\n\r\n"));
    }

    @Test
    void headsAreBounded() throws Exception {
        assertEquals(431, refused("GET /" + "x".repeat(9000) + " HTTP/1.0\r\n\r\n"));
        assertEquals(431, refused("GET / HTTP/1.0\r\n" + "a: b\r\n".repeat(101) + "\r\n"));
        assertEquals(400, refused("GET / HTTP/1.0\r\na b\r\n\r\n"));
        assertEquals(400, refused("GET / HTTP/1.0\r\na : b\r\n\r\n"));
        assertEquals(400, refused("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"));
        assertEquals(400, refused("GET / HTTP/1.1\r\nHost: a\r\n"));
        assertEquals(413, refused("GET / HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello"));
        assertEquals(413, refused("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        assertNull(read(""));
        assertNull(read("GET / HT"));
    }

    @Test
    void aConnectionPersistsAsItsVersionAndHeaderSay() throws Exception {
        assertTrue(get("/").persists());
        assertFalse(read("GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n").persists());
        assertFalse(read("GET / HTTP/1.0\r\n\r\n").persists());
        assertTrue(read("HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").persists());
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-4, 0, 5", "bytes=5-, 5, 5", "bytes=-3, 7, 3", "bytes=-30, 0, 10", "bytes=8-99, 8, 2", "bytes=10-, 0, 0", "bytes=-0, 0, 0"})
    void ranges(String header, long first, long length) {
        assertEquals(new ByteRange(first, length), ByteRange.of(header, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=4-2", "bytes=a-b", "lines=1-2", "bytes=1-2,4-5", "bytes=-", "bytes="})
    void rangesThatMakeNoSenseAreNone(String header) {
        assertNull(ByteRange.of(header, 10));
    }

    @ParameterizedTest
    @CsvSource({"http://h, h, 80, /", "http://h:8080/a?b#c, h, 8080, /a?b", "h/x, h, 80, /x", "HTTP://u:p@h/x, h, 80, /x", "http://[::1]:81/, ::1, 81, /",
        "http://[::1], ::1, 80, /", "http://h?q, h, 80, /?q", "http://h:/, h, 80, /"})
    void urls(String text, String host, int port, String target) throws IOException {
        assertEquals(new Url(host, port, target), Url.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/", "http://", "http:///x", "http://h:0/", "http://h:65536/", "http://h:x/", "http://a!b/", "http://h/a b"})
    void noUrls(String text) {
        assertThrows(IOException.class, () -> Url.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"http://o/p, http://o/p", "/p, http://h:81/p", "p, http://h:81/a/p", "//o/p, http://o/p"})
    void references(String reference, String url) throws IOException {
        assertEquals(Url.parse(url), Url.parse("http://h:81/a/b?c=/d").resolve(reference));
    }

    private static String answer(String request, int code, long length, String body) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HttpOutput output = new HttpOutput(out, () -> { });
        output.begin(read(request));
        if (output.answer(code, "", length)) output.body(body.getBytes(StandardCharsets.US_ASCII), body.length());
        return out.toString(StandardCharsets.US_ASCII) + (output.finish() ? "+" + out.toString(StandardCharsets.US_ASCII).substring(out.size()) : "-");
    }

    @Test
    void bodiesOfUnknownLengthGoInChunksOrEndTheConnection() throws Exception {
        String chunked = answer("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 200, HttpOutput.UNKNOWN, "hello");
        assertTrue(chunked.contains("Transfer-Encoding: chunked\r\n") && chunked.endsWith("\r\n\r\n5\r\nhello\r\n+"), chunked);
        String old = answer("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, HttpOutput.UNKNOWN, "hello");
        assertTrue(old.contains("Connection: close\r\n") && old.endsWith("\r\n\r\nhello-"), old);
        String head = answer("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", 200, 5, "hello");
        assertTrue(head.contains("Content-Length: 5\r\n") && head.endsWith("\r\n\r\n+"), head);
    }
}
