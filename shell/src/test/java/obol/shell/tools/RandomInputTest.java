package obol.shell.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random files, options and patterns: same bytes and status as the machine's utilities. */
class RandomInputTest {
    private static final String[][] COMMANDS = {
        {"sort"}, {"sort", "-r"}, {"sort", "-u"}, {"sort", "-n"}, {"sort", "-nr"}, {"sort", "-nu"}, {"sort", "-f"}, {"sort", "-k2"}, {"sort", "-k2,2"}, {"sort", "-k2n", "-k1r"},
        {"sort", "-t:", "-k2"}, {"sort", "-t:", "-k2,2n"}, {"sort", "-b", "-k2,2"}, {"sort", "-k1.2,1.3"}, {"sort", "-k2.2b,3.1"}, {"sort", "-t:", "-k1.2,2.1"}, {"sort", "-u", "-k2,2"}, {"sort", "-r", "-k2,2", "-k1n"},
        {"uniq"}, {"uniq", "-c"}, {"uniq", "-d"}, {"uniq", "-u"}, {"wc"}, {"wc", "-l"}, {"wc", "-w"}, {"wc", "-lc"}, {"cat"},
        {"head", "-n", "3"}, {"head", "-c", "7"}, {"tail", "-n", "3"}, {"tail", "-n", "+3"}, {"tail", "-c", "7"}, {"tail", "-c", "+7"},
    };

    @Property(tries = 120, seed = "20261121")
    void sameBytes(@ForAll Random random) throws IOException {
        compare(List.of(COMMANDS[random.nextInt(COMMANDS.length)]), lines(random, "ab:B 1\t2-.0\n\nA"));
    }

    @Property(tries = 150, seed = "20261122")
    void samePatterns(@ForAll Random random) throws IOException {
        boolean extended = random.nextBoolean();
        List<String> command = new ArrayList<>(List.of("grep", "-n"));
        if (extended) command.add("-E");
        for (String option : new String[] {"-i", "-v", "-x"}) if (random.nextInt(5) == 0) command.add(option);
        command.add("-e");
        command.add(pattern(random, extended, 2));
        compare(command, lines(random, "aabcB.*\n\n"));
    }

    private static void compare(List<String> command, byte[] input) throws IOException {
        Ran theirs = Ran.theirs(command, input);
        Ran ours = Ran.ours(command, input);
        assertEquals(theirs, ours, () -> command + "\n" + new String(input, StandardCharsets.ISO_8859_1));
    }

    private static byte[] lines(Random random, String alphabet) {
        byte[] bytes = new byte[random.nextInt(200)];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        return bytes;
    }

    private static String pattern(Random random, boolean extended, int depth) {
        StringBuilder pattern = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            // GNU's grep repeats these in ways of its own, and has no \\B in an empty line.
            if (random.nextInt(10) == 0) pattern.append(new String[] {"\\<", "\\>", "\\b"}[random.nextInt(3)]);
            boolean group = depth > 0 && random.nextInt(4) == 0;
            String[] atoms = {"a", "b", "c", ".", "[ab]", "[^a]", "[a-c.]", "[[:upper:]]", "\\.", "\\*", "B", "\\w", "\\W", "\\s", "[^[:alpha:]]", "[[.a.]-b]"};
            if (group) pattern.append(extended ? "(" : "\\(").append(pattern(random, extended, depth - 1)).append(extended ? ")" : "\\)");
            else pattern.append(atoms[random.nextInt(atoms.length)]);
            String[] repetitions = extended ? new String[] {"*", "+", "?", "{2}", "{1,2}", "{0,}", "**", "+?"} : new String[] {"*", "\\{2\\}", "\\{1,2\\}", "\\{0,\\}", "**", "\\+", "\\?"};
            if (random.nextInt(3) == 0) pattern.append(repetitions[random.nextInt(repetitions.length)]);
        }
        if (depth > 0 && random.nextInt(5) == 0) pattern.append(extended ? "|" : "\\|").append(pattern(random, extended, depth - 1));
        if (depth == 2 && random.nextInt(5) == 0) pattern.insert(0, '^');
        if (depth == 2 && random.nextInt(5) == 0) pattern.append('$');
        return pattern.toString();
    }
}
