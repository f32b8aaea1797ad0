package obol.tests.ownership;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.verifier.ClassSource;

/** The sources among the resources, the faults that they ask for, and the namespace in which their classes are verified. */
final class Sources {
    private static final Pattern MARK = Pattern.compile("// !(!|0|\\+) (.*)");
    /** A pattern's method, record or class begins; helpers have other names. */
    private static final Pattern NAME = Pattern.compile("\\b[wW]\\d\\d+\\b");
    private static final List<String> EXAMPLES = List.of("E01Counter", "E02Login", "E03Store", "E04Files", "E05Tcp", "E06Disk", "E07Timer",
            "E08PubSub", "E09Printer", "E10Supervisor", "E11Names", "E12Chat", "E13Jobs");

    private Sources() { }

    /** A resource below {@code ownership/}. */
    static String read(String name) {
        try (InputStream in = Sources.class.getResourceAsStream("/ownership/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The examples by file name. */
    static Map<String, String> examples() {
        Map<String, String> sources = new TreeMap<>();
        EXAMPLES.forEach(name -> sources.put("ex/" + name + ".java", read("examples/" + name + ".java")));
        return sources;
    }

    /**
     * A fault that a source asks for.
     *
     * @param pattern the name of the pattern, {@code w01}
     * @param line    0 for a fault of a field
     */
    record Wanted(String pattern, int line, String text) { }

    /** {@code // !! text}: on this line; {@code !0}: of a field; {@code !+}: where the method begins. */
    static List<Wanted> wanted(String source) {
        List<Wanted> wanted = new ArrayList<>();
        List<String> lines = source.lines().toList();
        String pattern = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher name = NAME.matcher(lines.get(i));
            pattern = name.find() ? name.group().toLowerCase(Locale.ROOT) : pattern;
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.find()) {
                wanted.add(new Wanted(pattern, mark.group(1).equals("0") ? 0 : i + 1, mark.group(2).strip()));
            }
        }
        return wanted;
    }

    /** Classes just compiled before those of the class path and of the JDK. */
    static ClassSource namespace(Map<String, byte[]> classes) {
        Map<String, ClassFile> read = new HashMap<>();
        return name -> read.computeIfAbsent(name, key -> {
            byte[] bytes = classes.get(key);
            try (InputStream in = bytes != null ? null : ClassLoader.getSystemResourceAsStream(key + ".class")) {
                return bytes == null && in == null ? null : ClassFile.read(bytes != null ? bytes : in.readAllBytes(), key);
            } catch (IOException | ClassFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
