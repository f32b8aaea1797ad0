package obol.shell.invocation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A page of the manual: {@code /man/SECTION/NAME}, a text of parts, each a heading in capitals at the beginning of a line and lines that
 * are set in. The first part, NAME, is a line {@code NAME, NAME… - what it is}; the second, SYNOPSIS, has what one types.
 *
 * @param section a digit
 * @param name    of the file
 */
public record ManualPage(String section, String name, String text) {
    private static final String ROOT = "/man", NAME = "NAME", SYNOPSIS = "SYNOPSIS", DASH = " - ";

    /** All pages, by section and name. */
    public static List<ManualPage> all(Invocation call) throws IOException {
        List<ManualPage> pages = new ArrayList<>();
        for (Path section : sorted(call.path(ROOT))) {
            for (Path file : sorted(section)) {
                pages.add(read(section.getFileName().toString(), file));
            }
        }
        return pages;
    }

    /** The pages of this name: those whose files are called so, else those that list it. @param section null: any */
    public static List<ManualPage> of(Invocation call, String section, String name) throws IOException {
        List<ManualPage> found = new ArrayList<>();
        if (name.indexOf('/') >= 0) {
            return found;
        }
        for (Path each : sorted(call.path(ROOT))) {
            String number = each.getFileName().toString();
            Path file = call.path(ROOT + '/' + number + '/' + name);
            if ((section == null || section.equals(number)) && Files.isRegularFile(file)) {
                found.add(read(number, file));
            }
        }
        if (found.isEmpty()) {
            for (ManualPage page : all(call)) {
                if ((section == null || section.equals(page.section)) && page.names().contains(name)) {
                    found.add(page);
                }
            }
        }
        return found;
    }

    private static List<Path> sorted(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        return entries;
    }

    private static ManualPage read(String section, Path file) throws IOException {
        return new ManualPage(section, file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
    }

    /** The lines below a heading, without what they are set in by; empty if there is none. */
    public List<String> part(String heading) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : text.split("\n")) {
            if (!line.isEmpty() && line.charAt(0) != ' ') {
                inside = line.equals(heading);
            } else if (inside && !line.isEmpty()) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    /** What one types, a line for each form. */
    public List<String> synopsis() {
        return part(SYNOPSIS);
    }

    /** {@code NAME, NAME… - what it is}, as one line. */
    public String summary() {
        return String.join(" ", part(NAME));
    }

    /** What the page is of. */
    public List<String> names() {
        String summary = summary();
        return Arrays.asList(summary.substring(0, summary.indexOf(DASH)).split(", "));
    }

    /** What these are. */
    public String description() {
        String summary = summary();
        return summary.substring(summary.indexOf(DASH) + DASH.length());
    }
}
