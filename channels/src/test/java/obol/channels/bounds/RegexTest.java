package obol.channels.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Patterns with java.util.regex as the oracle. */
class RegexTest {
    private static final List<String> ATOMS = List.of("a", "b", "ä", ".", "[ab]", "[^a]", "[a-c_-]", "\\d", "\\W", "\\s", "\\.", "\\p{L}",
            "\\P{Upper}", "\\x61", "\\u0062", "[\\d-]", "[]a]", "-", "}", "\uD83D\uDE00");

    private static final List<String> QUANTIFIERS = List.of("*", "+", "?", "{2}", "{1,}", "{0,3}", "*?", "{1,2}?");
    private static final List<String> CHARACTERS = 
            List.of("a", "b", "c", "A", "ä", "1", " ", ".", "-", "_", "]", "}", "\n", "\u2028", "\uD83D\uDE00");

    private static String pattern(Random random, int size) {
        if (size <= 1) {
            return ATOMS.get(random.nextInt(ATOMS.size()));
        }
        String inner = pattern(random, size / 2);
        return switch (random.nextInt(5)) {
            case 0 -> "(" + inner + ")";
            case 1 -> "(?:" + inner + ")" + QUANTIFIERS.get(random.nextInt(QUANTIFIERS.size()));
            case 2 -> inner + "|" + pattern(random, size / 2);
            default -> inner + pattern(random, size / 2);
        };
    }

    @Property(tries = 20_000)
    void matchesWhatTheLibraryMatches(@ForAll long seed) {
        Random random = new Random(seed);
        String pattern = pattern(random, random.nextInt(10));
        String text = random.ints(random.nextInt(6), 0, CHARACTERS.size()).mapToObj(CHARACTERS::get).reduce("", String::concat);
        String shown = pattern + " on " + text;
        assertEquals(Pattern.matches(pattern, text), Regex.parse(pattern, "").matches(text), shown);
        assertEquals(Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches(), Regex.parse(pattern, "s").matches(text), shown);
    }

    @Property(tries = 2000)
    void theTextOfABoundIsRead(@ForAll String pattern) {
        String quoted = "match " + BoundText.quote(pattern);
        try {
            assertEquals(new Bound.Match(Regex.parse(pattern, "")), Bound.parse(quoted));
            assertEquals(quoted, Bound.parse(quoted).canonical());
        } catch (IllegalArgumentException notRegular) {
            assertThrows(IllegalArgumentException.class, () -> Regex.parse(pattern, ""));
        }
    }

    @Example
    void caseAndBoundaries() {
        assertTrue(Regex.parse("^[a-c]x$|^$", "i").matches("BX"));
        assertTrue(Regex.parse("^[a-c]x$|^$", "").matches(""));
        assertFalse(Regex.parse("[a-c]x", "").matches("BX"));
        assertTrue(Regex.parse("(?<year>\\d{4})-x", "").matches("2026-x"));
    }

    /** With backtracking each of these takes longer than the test run. */
    @Example
    void timeIsLinear() {
        String text = "a".repeat(20_000);
        assertFalse(Regex.parse("(a*)*b", "").matches(text));
        assertFalse(Regex.parse("(a|a|aa)+b", "").matches(text));
        assertFalse(Regex.parse("(()|()){100}b", "").matches(""));
        assertFalse(Regex.parse("(.*){20}b", "").matches(text));
    }

    @Example
    void whatIsNotRegularOrTooLargeIsRefusedByName() {
        for (String wrong : List.of("(a)\\1", "(?=a)", "(?<=a)", "(?<!a)b", "(?i)a", "(?>a)",
                "a++", "a\\b", "a^b", "a$b", "[a&&b]", "[[a]]", "(", ")",
                "a**", "*", "[b-a]", "\\p{Foo}",
                "\\", "a{2", "a{3,2}", "a{2000}", "((a{100}){100}){100}", "((((){1000}){1000}){1000}){1000}",
                "(".repeat(200) + ")".repeat(200))) {
            assertThrows(IllegalArgumentException.class, () -> Regex.parse(wrong, ""), wrong);
        }
    }
}
