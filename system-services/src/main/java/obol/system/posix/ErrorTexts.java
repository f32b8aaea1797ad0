package obol.system.posix;

import obol.styx.Errno;

/**
 * Numbers for errors that are only texts, such as the failure of a service called by its file: POSIX has a number for each error, and
 * the class library asks for the text of it. The texts met last are kept; a number says which until so many others have come.
 */
final class ErrorTexts {
    /** Above all of Linux's. */
    private static final int FIRST = 1000;
    private static final int KEPT = 64;

    private static final String[] TEXTS = new String[KEPT];
    private static int next;

    private ErrorTexts() {}

    /** The positive number of an error with this text. */
    static synchronized int number(String text) {
        if (text == null || Errno.knows(text)) {
            return Errno.of(text).number();
        }
        for (int i = 0; i < KEPT; i++) {
            if (text.equals(TEXTS[i])) {
                return FIRST + i;
            }
        }
        int place = next;
        next = (next + 1) % KEPT;
        TEXTS[place] = text;
        return FIRST + place;
    }

    /** The text of such a number; null for one of POSIX's. */
    static synchronized String text(int number) {
        return number >= FIRST && number < FIRST + KEPT ? TEXTS[number - FIRST] : null;
    }
}
