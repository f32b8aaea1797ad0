package obol.channels.text;

/** A text that is not JSON, or not of the type that is expected where it stands. */
public final class BadText extends Exception {
    private final int at;

    BadText(int at, String message) {
        super(message + ", at character " + (at + 1));
        this.at = at;
    }

    static BadText expected(int at, String expected, String found) {
        return new BadText(at, "expected " + expected + ", found " + found);
    }

    /** Index of the character where the wrong part begins. */
    public int at() {
        return at;
    }
}
