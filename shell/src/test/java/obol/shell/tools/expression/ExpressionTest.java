package obol.shell.tools.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import obol.shell.invocation.Invocation.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tests against GNU's grep (RandomInputTest, LikeCoreutilsTest) do not see: time, bounds, and characters outside of ASCII. */
class ExpressionTest {
    private static Expression extended(String pattern) throws UsageException {
        return Expression.of(pattern, true, false, false);
    }

    /** A search for one way after the other would take longer than the universe is old. */
    @Test
    @Timeout(60)
    void nestedRepetitionsTakeLinearTime() throws Exception {
        String line = "a".repeat(100_000);
        for (String pattern : new String[] {"(a*)*b", "(a|aa)*b", "(a|a)*(a|a)*c", "(.*)(.*)(.*)(.*)(.*)b", "(a?){60}a{60}b", "(a|b)*a(a|b){12}c"}) {
            assertFalse(extended(pattern).matches(line), pattern);
            assertTrue(extended(pattern).matches(line + "abbbbbbbbbbbbc"), pattern);
        }
    }

    /** More states than are kept. */
    @Test
    @Timeout(60)
    void exponentiallyManyStates() throws Exception {
        Expression expression = Expression.of("(a|b)*a(a|b){14}", true, false, true);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 20_000; i++) line.append((i * i >> 3 & 1) == 0 ? 'a' : 'b');
        boolean wanted = line.charAt(line.length() - 15) == 'a';
        assertEquals(wanted, expression.matches(line.toString()));
        assertEquals(!wanted, expression.matches(line + (wanted ? "b".repeat(15) : "a".repeat(15))));
    }

    @Test
    @Timeout(60)
    void backReferencesAreBounded() throws Exception {
        Expression squares = Expression.of("^\\(.*\\)\\1$", false, false, false);
        assertTrue(squares.matches("ab".repeat(200)));
        assertFalse(squares.matches("ab".repeat(200) + "c"));
        Expression hard = Expression.of("\\(.*\\)\\(.*\\)\\(.*\\)\\1\\2\\3x\\3\\2\\1y", false, false, false);
        assertTrue(assertThrows(IOException.class, () -> hard.matches("a".repeat(3_000))).getMessage().endsWith(": too many ways to match a line of 3000 characters"));
        assertTrue(hard.matches("xy"));
    }

    @Test
    void sizesAreBounded() throws UsageException {
        for (String pattern : new String[] {"(a{1000}){1000}", "a{1000}{1000}", "(".repeat(1000) + ")".repeat(1000), "a" + "*".repeat(1000)}) {
            assertThrows(UsageException.class, () -> extended(pattern), pattern.substring(0, 10));
        }
        extended("(){32767}{32767}");
    }

    /** Of which GNU's grep warns. */
    @Test
    void repetitionsAtTheStart() throws Exception {
        assertTrue(extended("^*a").matches("ba"));
        assertTrue(extended("x|*b").matches("b"));
        assertTrue(extended("(+b)").matches("b"));
        assertTrue(extended("{1}b").matches("b"));
        assertFalse(extended("^{1}b").matches("{1}b"));
    }

    @Test
    void charactersAreUnicodes() throws Exception {
        assertTrue(Expression.of("^.$", false, false, false).matches("\ud83d\ude00"));
        assertTrue(Expression.of("[[:alpha:]]\\>", false, false, false).matches("\u00e9"));
        assertTrue(Expression.of("[\u00e0-\u00ff]", false, false, false).matches("\u00e9"));
        assertTrue(Expression.of("\u00c9", false, true, false).matches("\u00e9"));
    }
}
