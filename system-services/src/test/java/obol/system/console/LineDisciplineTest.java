package obol.system.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineDisciplineTest {
    private static final String[] KEYS = {
        "a", "b", " ", "é", "漢", "\u0001", "\u007f", "\b", "\u0015", "\u0017", "\r", "\n", "\u0004", "\t",
    };

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that can be read now, an end of file as {@code $}. */
    private static String readAll(LineDiscipline discipline, int most) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (byte[] read = discipline.take(most); read != null; read = discipline.take(most)) {
            part.writeBytes(read);
            if (read.length == 0) {
                text.append(part.toString(StandardCharsets.UTF_8)).append('$');
                part.reset();
            }
        }
        return text.append(part.toString(StandardCharsets.UTF_8)).toString();
    }

    private static String typed(String keys) {
        LineDiscipline discipline = new LineDiscipline(true);
        discipline.type(bytes(keys));
        return readAll(discipline, 4096);
    }

    @Test
    void linesAreEdited() {
        assertEquals("hello\n", typed("helxx\u007f\blo\r"));
        assertEquals("b\n", typed("aaa\u0015b\n"));
        assertEquals("one \n", typed("one two  \u0017\r"));
        assertEquals("x\n", typed("\u007fé漢\u007f\u007f\u007fx\r"));
        assertEquals("", typed("unfinished"));
    }

    @Test
    void controlDFinishesOrEnds() {
        assertEquals("part$", typed("part\u0004\u0004"));
        assertEquals("$$", typed("\u0004\u0004"));
        assertEquals("a\n$", typed("a\r\u0004"));
    }

    @Test
    void controlCDropsWhatWasTyped() {
        LineDiscipline discipline = new LineDiscipline(true);
        assertEquals(2, discipline.type(bytes("line\nhalf\u0003\u0003x")));
        assertEquals("line\nhalf^C\n^C\nx", new String(discipline.takeEcho(), StandardCharsets.UTF_8));
        assertNull(discipline.take(10));
        discipline.type(bytes("\r"));
        assertEquals("x\n", readAll(discipline, 10));
    }

    @Test
    void aReadGetsAtMostALine() {
        LineDiscipline discipline = new LineDiscipline(true);
        discipline.type(bytes("ab\ncd\n"));
        assertArrayEquals(bytes("a"), discipline.take(1));
        assertArrayEquals(bytes("b\n"), discipline.take(10));
        assertArrayEquals(bytes("cd\n"), discipline.take(3));
        assertNull(discipline.take(1));
    }

    @Test
    void anEndStays() {
        LineDiscipline discipline = new LineDiscipline(true);
        discipline.type(bytes("last"));
        discipline.end();
        assertArrayEquals(bytes("last"), discipline.take(10));
        assertEquals(0, discipline.take(10).length);
        assertEquals(0, discipline.take(10).length);
    }

    @Test
    void aLineAndWhatWaitsHaveBounds() {
        LineDiscipline discipline = new LineDiscipline(true);
        discipline.type(bytes("x".repeat(LineDiscipline.LONGEST + 10)));
        byte[] echo = discipline.takeEcho();
        assertEquals(7, echo[echo.length - 1]);
        discipline.type(bytes("\r"));
        assertEquals(LineDiscipline.LONGEST, discipline.take(10_000).length);
        for (int i = 0; i < 1000; i++) discipline.type(bytes("y".repeat(1000) + "\r"));
        assertFalse(discipline.hasRoom());
        assertEquals(0, readAll(discipline, 10_000).length() % 1001);
    }

    @Test
    void whatIsTypedAheadInRawModeIsEditedLater() {
        LineDiscipline discipline = new LineDiscipline(true);
        discipline.setCooked(false);
        discipline.type(bytes("cat\rab\u007fc\rnot yet"));
        assertArrayEquals(bytes("cat\r"), discipline.take(4));
        assertEquals(0, discipline.setCooked(true));
        assertEquals("ac\n", readAll(discipline, 100));
        discipline.setCooked(false);
        assertEquals("not yet", readAll(discipline, 100));
    }

    @Property(tries = 300)
    void rawIsAsTyped(@ForAll @Size(max = 20) List<byte[]> pieces) {
        LineDiscipline discipline = new LineDiscipline(false);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            if (piece.length == 0) continue;
            discipline.type(piece);
            all.writeBytes(piece);
        }
        for (byte[] part = discipline.take(7); part != null; part = discipline.take(7)) read.writeBytes(part);
        assertArrayEquals(all.toByteArray(), read.toByteArray());
        assertEquals(0, discipline.takeEcho().length);
    }

    @Property(tries = 500)
    void piecesDoNotMatter(@ForAll Random random) {
        StringBuilder keys = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) keys.append(KEYS[random.nextInt(KEYS.length)]);
        byte[] all = bytes(keys.toString());
        LineDiscipline whole = new LineDiscipline(true);
        LineDiscipline pieces = new LineDiscipline(true);
        whole.type(all);
        ByteArrayOutputStream echo = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(5));
            pieces.type(Arrays.copyOfRange(all, from, to));
            echo.writeBytes(pieces.takeEcho());
            from = to;
        }
        assertArrayEquals(whole.takeEcho(), echo.toByteArray());
        assertEquals(readAll(whole, 100), readAll(pieces, 1 + random.nextInt(5)));
    }

    /** What the echo leaves on a row of the screen is the line that is read: control characters as {@code ^X}, a tab as a blank. */
    @Property(tries = 500)
    void theScreenShowsTheLine(@ForAll Random random) {
        LineDiscipline discipline = new LineDiscipline(true);
        for (int i = random.nextInt(30); i > 0; i--) {
            String key = KEYS[random.nextInt(KEYS.length)];
            if (!"\r\n\u0004".contains(key)) discipline.type(bytes(key));
        }
        String row = row(new String(discipline.takeEcho(), StandardCharsets.UTF_8));
        discipline.type(bytes("\r"));
        String line = readAll(discipline, 4096);
        assertEquals(line.stripTrailing().replace("\u0001", "^A").replace('\t', ' ').stripTrailing(), row.stripTrailing());
    }

    /** A row of cells; a wide character fills two, the second empty. */
    private static String row(String echo) {
        List<String> cells = new ArrayList<>();
        int column = 0;
        for (int c : echo.codePoints().toArray()) {
            if (c == '\b') {
                column--;
                continue;
            }
            for (int i = 0; i < Columns.of(c); i++) {
                String cell = i == 0 ? Character.toString(c) : "";
                if (column < cells.size()) cells.set(column, cell);
                else cells.add(cell);
                column++;
            }
        }
        return String.join("", cells.subList(0, column));
    }
}
