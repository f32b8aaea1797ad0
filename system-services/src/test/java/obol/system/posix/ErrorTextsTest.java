package obol.system.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.system.files.FileException;
import org.junit.jupiter.api.Test;

class ErrorTextsTest {
    /** What has a number keeps it; what has none is found again by its text. */
    @Test
    void numbersAndTexts() {
        assertEquals(-2, NamespacePosix.error(new FileException("file does not exist")));
        assertEquals(-5, NamespacePosix.error(new FileException("i/o error")));
        int own = -NamespacePosix.error(new FileException("Overflow: too much"));
        assertTrue(own > 133, "Linux has a number " + own);
        assertEquals("Overflow: too much", ErrorTexts.text(own));
        assertEquals(own, ErrorTexts.number("Overflow: too much"));
        assertNull(ErrorTexts.text(2));
        assertEquals(5, ErrorTexts.number(null));
    }

    /** Many errors later the number stands for another one. */
    @Test
    void onlyTheLastAreKept() {
        int first = ErrorTexts.number("first");
        for (int i = 0; i < 63; i++) {
            ErrorTexts.number("other " + i);
        }
        assertEquals("first", ErrorTexts.text(first));
        ErrorTexts.number("one too many");
        assertEquals("one too many", ErrorTexts.text(first));
    }
}
