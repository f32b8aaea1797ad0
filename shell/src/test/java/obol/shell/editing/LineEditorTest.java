package obol.shell.editing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineEditorTest {
    private static final String LEFT = "\033[D";
    private static final String UP = "\033[A";
    private static final String DOWN = "\033[B";

    private Terminal terminal;
    private LineEditor editor;
    private final List<String> lines = new ArrayList<>();
    private LineEditor.Event last;

    private static Completion.Candidates complete(String before) {
        int start = before.lastIndexOf(' ') + 1;
        List<String> words = new ArrayList<>();
        for (String word : List.of("cat ", "catalogue ", "echo ", "été/", "étoile ")) if (word.startsWith(before.substring(start))) words.add(word);
        return new Completion.Candidates(start, words);
    }

    private void begin(int width, String prompt) {
        terminal = new Terminal(width);
        editor = new LineEditor(width, LineEditorTest::complete);
        editor.begin(prompt);
        type("");
    }

    private void type(String keys) {
        terminal.show(editor.takeOutput());
        for (byte b : keys.getBytes(StandardCharsets.UTF_8)) {
            last = editor.accept(b);
            terminal.show(editor.takeOutput());
            if (last == LineEditor.Event.LINE) lines.add(editor.line());
            if (last != LineEditor.Event.NONE) editor.begin("% ");
            terminal.show(editor.takeOutput());
        }
    }

    @Test
    void typedTextIsShownAndGiven() {
        begin(40, "/% ");
        type("echo hello\r");
        assertEquals(List.of("echo hello"), lines);
        assertEquals("/% echo hello\n%", terminal.picture());
    }

    @Test
    void keysThatMoveAndDelete() {
        begin(40, "% ");
        type("ab" + LEFT + "X\001Y\005Z\002\002\033[3~\177\r");
        assertEquals(List.of("YaZ"), lines);
        type("one two three\027\027\025x\r");
        assertEquals("x", lines.get(1));
        type("one two\001\013\031\031\r");
        assertEquals("one twoone two", lines.get(2));
        type("one two\033[1;5Dx\033[Hy\033[Fz\033OHa\r");
        assertEquals("ayone xtwoz", lines.get(3));
    }

    @Test
    void historyKeepsTheDraft() {
        begin(40, "% ");
        type("first\rsecond\rsecond\r\rdra" + UP + UP + UP + DOWN + DOWN + "ft\r" + UP + UP + "!\r");
        assertEquals(List.of("first", "second", "second", "", "draft", "second!"), lines);
    }

    @Test
    void controlCGivesTheLineUpAndControlDEndsAnEmptyOne() {
        begin(40, "% ");
        type("abc\003");
        assertEquals(LineEditor.Event.INTERRUPTED, last);
        assertEquals("% abc^C\n%", terminal.picture());
        type("ab\001\004");
        assertEquals(LineEditor.Event.NONE, last);
        type("\r\004");
        assertEquals(List.of("b"), lines);
        assertEquals(LineEditor.Event.END, last);
    }

    @Test
    void tabCompletesAndListsAtTheSecond() {
        begin(40, "% ");
        type("ec\t");
        assertEquals("% echo", terminal.picture());
        type("c\tx\177");
        assertEquals("% echo cat", terminal.picture());
        type("\t\t");
        assertEquals("% echo cat\ncat\ncatalogue\n% echo cat", terminal.picture());
        type("a\té\to\t\r");
        assertEquals(List.of("echo catalogue étoile "), lines);
        type("zz\t\t\r");
        assertEquals("zz", lines.get(1));
    }

    @Test
    void malformedInputIsDropped() {
        begin(40, "% ");
        for (int b : new int[] {0xc3, 'a', 0xa9, 0xff, 0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xf5, 0x80, 0x80, 0x80, 'b'}) editor.accept((byte) b);
        type("\033[999;99Zc\033qd\r");
        assertEquals(List.of("abcd"), lines);
    }

    @Test
    void clearingTheScreenKeepsTheLine() {
        begin(10, "% ");
        type("0123456789abc\014");
        assertEquals("% 01234567\n89abc", terminal.picture());
        assertEquals(1, terminal.row);
    }

    @Test
    void aNarrowerWindowDrawsOn() {
        begin(20, "% ");
        editor.setWidth(5);
        terminal = new Terminal(5);
        editor.begin("% ");
        type("abcdefgh\001");
        assertEquals("% abc\ndefgh", terminal.picture());
        assertEquals('a', terminal.underCursor());
        assertTrue(terminal.row == 0);
    }

    /** Whatever is typed, the picture is the prompt and the text broken at the width, and the cursor stands on its character. */
    @Property(tries = 400, seed = "20261121")
    void pictureFollowsTheText(@ForAll("keys") @Size(max = 60) List<String> keys, @ForAll @IntRange(min = 3, max = 12) int width, @ForAll("prompts") String prompt) {
        begin(width, prompt);
        StringBuilder text = new StringBuilder();
        int cursor = 0;
        String killed = "";
        for (String key : keys) {
            type(key);
            switch (key) {
                case "\001" -> cursor = 0;
                case "\005" -> cursor = text.length();
                case LEFT -> cursor = Math.max(cursor - 1, 0);
                case "\033[C" -> cursor = Math.min(cursor + 1, text.length());
                case "\177" -> {
                    if (cursor > 0) text.deleteCharAt(--cursor);
                }
                case "\013" -> {
                    if (cursor < text.length()) killed = text.substring(cursor);
                    text.setLength(cursor);
                }
                case "\031" -> {
                    text.insert(cursor, killed);
                    cursor += killed.length();
                }
                default -> text.insert(cursor++, key);
            }
            Terminal expected = new Terminal(width);
            expected.show((prompt + text).getBytes(StandardCharsets.UTF_8));
            assertEquals(expected.picture(), terminal.picture());
            if (cursor < text.length()) assertEquals(text.charAt(cursor), terminal.underCursor());
        }
        type("\r");
        assertEquals(text.toString(), lines.get(lines.size() - 1));
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("a", "b", "c", "漢", "字", "é")),
                Tuple.of(4, Arbitraries.of("\001", "\005", LEFT, "\033[C", "\177", "\013", "\031"))).list();
    }

    @Provide
    Arbitrary<String> prompts() {
        return Arbitraries.of("", "% ", "/some/long/directory% ", "漢字% ", "/dir% ");
    }
}
