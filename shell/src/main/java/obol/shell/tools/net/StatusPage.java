package obol.shell.tools.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import obol.shell.invocation.Invocation;

/**
 * The page that shows processes, channels and memory as they are, under {@link #PATH}: a page of its own, from the image, which asks for
 * {@link #FACTS} again and again. What it shows is what {@code /proc} and {@code /dev/memory} of this process's namespace say.
 */
final class StatusPage {
    static final String PATH = "/-/status";
    private static final String FACTS = PATH + ".json";
    private static final String PAGE = "/lib/httpd/status.html";
    /** Lines of {@code /proc/N/status} whose values are no numbers. */
    private static final List<String> WORDS = List.of("name", "state");

    private final Invocation call;

    StatusPage(Invocation call) {
        this.call = call;
    }

    void answer(HttpRequest request, HttpOutput out) throws IOException, HttpProblem {
        try {
            if (request.path().equals(PATH)) {
                out.text(200, "", "text/html", Files.readString(call.path(PAGE)));
            } else if (request.path().equals(FACTS)) {
                out.text(200, "Cache-Control: no-store\r\n", "application/json", facts());
            } else {
                throw new HttpProblem(404, "no such page");
            }
        } catch (HttpOutput.ClientGone gone) {
            throw gone;
        } catch (IOException failed) {
            throw new HttpProblem(500, "no status: " + failed.getMessage());
        }
    }

    /** An object of {@code time}, {@code memory}, {@code processes} and {@code channels}. */
    private String facts() throws IOException {
        List<String> processes = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        List<Path> all;
        try (Stream<Path> files = Files.list(call.path("/proc"))) {
            all = files.filter(each -> Character.isDigit(each.getFileName().toString().charAt(0))).toList();
        }
        for (Path each : all) {
            String number = each.getFileName().toString();
            try {
                processes.add("{\"pid\":" + number + members(Files.readString(each.resolve("status"))) + "}");
                for (String line : Files.readString(each.resolve("channels")).split("\n")) {
                    String[] words = line.split(" ");
                    if (words.length > 5) {
                        channels.add("{\"from\":" + number + ",\"to\":" + words[1] + ",\"turn\":" + quoted(words[2]) + ",\"door\":" + quoted(words[5]) + "}");
                    }
                }
            } catch (IOException ended) {
                // since it was listed
            }
        }
        List<String> memory = new ArrayList<>();
        for (String line : Files.readString(call.path("/dev/memory")).split("\n")) {
            String[] words = line.split(" ");
            if (words.length > 2) memory.add("{\"name\":" + quoted(words[0]) + ",\"used\":" + words[1] + ",\"limit\":" + words[2] + "}");
        }
        return "{\"time\":" + System.currentTimeMillis() + ",\"memory\":[" + String.join(",", memory) + "],\"processes\":["
            + String.join(",", processes) + "],\"channels\":[" + String.join(",", channels) + "]}\n";
    }

    private static String members(String status) {
        StringBuilder text = new StringBuilder();
        for (String line : status.split("\n")) {
            int space = line.indexOf(' ');
            if (space < 0) continue;
            String key = line.substring(0, space);
            String value = line.substring(space + 1);
            boolean number = !WORDS.contains(key) && !value.isEmpty() && value.length() < 16 && value.chars().allMatch(Character::isDigit)
                && (value.length() == 1 || value.charAt(0) != '0');
            text.append(',').append(quoted(key)).append(':').append(number ? value : quoted(value));
        }
        return text.toString();
    }

    /** As a string of JSON. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
