package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page {@code /-/status} of {@code httpd} in Chromium without a window: what is in its document, and how it looks. */
@Tag("slow")
@Timeout(300)
class StatusPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int WIDTH = 1100, HEIGHT = 800;
    /** Milliseconds as the page sees them, in which it asks several times. */
    private static final String TIME = "3500";
    private static final int PATIENCE_SECONDS = 120;

    @TempDir Path folder;

    @Test
    void showsTheSystemAsItIs() throws Exception {
        assumeTrue(Boolean.getBoolean("obol.complete") || Files.isExecutable(CHROMIUM), "there is no Chromium");
        Process obol = new ProcessBuilder(Obol.hosted().toString(), "--net", "-c", "httpd -q -a tcp!127.0.0.1!0 / & sleep 1000 & cat")
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = obol.inputReader()) {
            String line = out.readLine();
            String page = "http://127.0.0.1:" + line.substring(line.lastIndexOf('!') + 1) + "/-/status";
            String before = facts(page);
            String document = document(page);
            String after = facts(page);

            Matcher looks = Pattern.compile("<body data-seen=\"(\\d+)\"").matcher(document);
            assertTrue(looks.find() && Integer.parseInt(looks.group(1)) > 1, "it has looked once at most");
            assertEquals(names(before, "\"pid\":\\d+,\"name\":\"([^\"]+)\""), names(document, "<tr><td>\\d+</td><td>([^<]+)</td>"));
            assertTrue(names(document, "<text [^>]*>([^<]+)</text>").containsAll(Set.of("init", "httpd", "sleep", "net")), "processes are not in the graph");
            assertTrue(document.contains("<path class=\"edge"), "no channels");
            assertEquals(Set.of("total", "heaps", "exchange", "structures"), names(document, "<div class=\"bar\"><p>(\\w+)<span>[0-9.]+ [BKM] of"));
            // The curve has a point for each look; from one look to the next, what is told changes.
            assertTrue(Pattern.compile("<svg id=\"load\".*?<path d=\"M[^\"]*L[^\"]*L").matcher(document).find(), "no curve");
            assertFalse(number(before, "\"time\":(\\d+)") == number(after, "\"time\":(\\d+)"));
            String processor = "\"name\":\"httpd\".*?\"cpu-us\":(\\d+)";
            assertTrue(number(before, processor) < number(after, processor));

            BufferedImage picture = ImageIO.read(folder.resolve("page.png").toFile());
            assertEquals(List.of(WIDTH, HEIGHT), List.of(picture.getWidth(), picture.getHeight()));
            Set<Integer> colours = new HashSet<>();
            for (int y = 0; y < HEIGHT; y += 2) for (int x = 0; x < WIDTH; x += 2) colours.add(picture.getRGB(x, y));
            assertTrue(colours.contains(0xffe0b34c) && colours.size() > 100, "the page is not drawn: " + colours.size() + " colours");

            obol.getOutputStream().close();
            assertTrue(obol.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            obol.destroyForcibly();
        }
    }

    /** The document after a while; its picture is in the folder. Skips, with what Chromium says, where that does not start. */
    private String document(String page) throws IOException, InterruptedException {
        Path out = folder.resolve("document"), err = folder.resolve("said");
        Process chromium = new ProcessBuilder(CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
            "--user-data-dir=" + folder.resolve("profile"), "--enable-logging=stderr", "--window-size=" + WIDTH + "," + HEIGHT,
            "--screenshot=" + folder.resolve("page.png"), "--dump-dom", "--virtual-time-budget=" + TIME, page)
            .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = chromium.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            chromium.descendants().forEach(ProcessHandle::destroyForcibly);
            chromium.destroyForcibly().waitFor();
        }
        String said = Files.readString(err, StandardCharsets.ISO_8859_1);
        String document = Files.readString(out);
        assumeTrue(ended && document.contains("<body"), () -> "Chromium does not start here: " + said.substring(Math.max(0, said.length() - 300)));
        assertFalse(said.contains("CONSOLE"), said);
        return document;
    }

    private static String facts(String page) throws IOException {
        try (InputStream in = URI.create(page + ".json").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> names(String text, String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) names.add(matcher.group(1));
        return names;
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertTrue(matcher.find(), pattern);
        return Long.parseLong(matcher.group(1));
    }
}
