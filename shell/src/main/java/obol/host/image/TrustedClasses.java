package obol.host.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import obol.host.tools.CommandFailure;

/**
 * The classes of Obol that no verifier vouches for, besides java.base: those that touch memory, the machine or other processes. The
 * list is the file {@code trusted.txt} beside this class: a line for each source file, its number of lines and the name of its class.
 */
public final class TrustedClasses {
    private static final String LIST = "trusted.txt";
    private final Map<String, Integer> lines = new TreeMap<>();

    private TrustedClasses() {}

    public static TrustedClasses read() {
        TrustedClasses trusted = new TrustedClasses();
        try (InputStream in = TrustedClasses.class.getResourceAsStream(LIST)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] words = line.strip().split(" ");
                trusted.lines.put(words[1], Integer.parseInt(words[0]));
            });
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read the list of trusted classes: " + e.getMessage());
        }
        return trusted;
    }

    /** @param name internal; nested classes count as their outermost one */
    public boolean has(String name) {
        int nested = name.indexOf('$');
        return lines.containsKey(nested < 0 ? name : name.substring(0, nested));
    }

    /** Internal names of outermost classes and the lines of their source files. */
    public Map<String, Integer> lines() {
        return lines;
    }
}
