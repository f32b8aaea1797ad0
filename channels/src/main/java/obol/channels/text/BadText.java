package obol.channels.text;

/** A text that is not JSON, or not of the type that is expected where it stands. */
final class BadText extends Exception {
    /** @param at index of the character where the wrong part begins */
    BadText(int at, String message) {
        super(message + ", at character " + (at + 1));
    }

    static BadText expected(int at, String expected, String found) {
        return new BadText(at, "expected " + expected + ", found " + found);
    }
}
