package obol.shell.tools.net;

/** Bytes of a file that a client asks for (RFC 9110 14.1.2). */
record ByteRange(long first, long length) {
    private static final String UNIT = "bytes=";
    private static final ByteRange NONE = new ByteRange(0, 0);

    /** What a header asks of a file of so many bytes; null: all, also where it asks for several ranges or makes no sense. */
    static ByteRange of(String header, long size) {
        if (header == null || !header.startsWith(UNIT)) return null;
        String range = header.substring(UNIT.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0) return null;
        long from = number(range.substring(0, dash));
        long to = number(range.substring(dash + 1));
        if (dash == 0) return to < 0 ? null : to == 0 ? NONE : new ByteRange(Math.max(0, size - to), Math.min(size, to));
        boolean open = dash == range.length() - 1;
        if (from < 0 || !open && to < from) return null;
        if (from >= size) return NONE;
        return new ByteRange(from, (open ? size : Math.min(to + 1, size)) - from);
    }

    /** -1 if it is none of at most 18 digits. */
    private static long number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }

    /** There are no such bytes. */
    boolean isEmpty() {
        return length == 0;
    }
}
