package obol.shell.tools.text;

import java.util.Arrays;
import java.util.Comparator;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** A part of a line to sort by, as POSIX defines {@code -k}. Without a separator, a field begins with the blanks before it. */
final class SortKey implements Comparator<byte[]> {
    /** @param character 0 where the place is a field's end */
    private record Place(long field, long character, boolean skipBlanks) {}

    private final Place start;
    private final Place end;
    private final int separator;
    private final boolean fold;
    private final boolean numeric;
    private final boolean reverse;

    private SortKey(Place start, Place end, int separator, String modifiers) {
        this.start = start;
        this.end = end;
        this.separator = separator;
        this.fold = modifiers.indexOf('f') >= 0;
        this.numeric = modifiers.indexOf('n') >= 0;
        this.reverse = modifiers.indexOf('r') >= 0;
    }

    /** @param modifiers of {@code bfnr} */
    static SortKey wholeLine(String modifiers) {
        return new SortKey(new Place(1, 1, modifiers.indexOf('b') >= 0), null, -1, modifiers);
    }

    /**
     * @param separator a character, or -1
     * @param global the modifiers of a key that has none of its own
     */
    static SortKey parse(String key, int separator, String global) throws UsageException {
        int comma = key.indexOf(',');
        String first = comma < 0 ? key : key.substring(0, comma);
        String second = comma < 0 ? "" : key.substring(comma + 1);
        String own = modifiers(first) + modifiers(second);
        boolean inherits = own.isEmpty();
        String modifiers = inherits ? global : own;
        Place start = place(first, 1, (inherits ? global : modifiers(first)).indexOf('b') >= 0);
        Place end = comma < 0 ? null : place(second, 0, (inherits ? global : modifiers(second)).indexOf('b') >= 0);
        if (start.character == 0) throw new UsageException(key + ": characters count from 1");
        return new SortKey(start, end, separator, modifiers);
    }

    private static String modifiers(String place) {
        int at = place.length();
        while (at > 0 && Character.isLetter(place.charAt(at - 1))) at--;
        return place.substring(at);
    }

    private static Place place(String text, long character, boolean skipBlanks) throws UsageException {
        String modifiers = modifiers(text);
        for (int i = 0; i < modifiers.length(); i++) {
            if ("bfnr".indexOf(modifiers.charAt(i)) < 0) throw new UsageException(text + ": unknown modifier " + modifiers.charAt(i));
        }
        String numbers = text.substring(0, text.length() - modifiers.length());
        int dot = numbers.indexOf('.');
        long field = Options.number(dot < 0 ? numbers : numbers.substring(0, dot));
        if (field == 0) throw new UsageException(text + ": fields count from 1");
        return new Place(field, dot < 0 ? character : Options.number(numbers.substring(dot + 1)), skipBlanks);
    }

    @Override
    public int compare(byte[] a, byte[] b) {
        int fromA = begin(a);
        int fromB = begin(b);
        int toA = Math.max(end(a), fromA);
        int toB = Math.max(end(b), fromB);
        int order = numeric ? compareNumbers(a, fromA, toA, b, fromB, toB) : compareText(a, fromA, toA, b, fromB, toB);
        return reverse ? -order : order;
    }

    private int begin(byte[] line) {
        int at = skipFields(line, start.field - 1);
        if (start.skipBlanks) at = skipBlanks(line, at);
        return (int) Math.min(line.length, at + start.character - 1);
    }

    private int end(byte[] line) {
        if (end == null) return line.length;
        if (end.character == 0) {
            int at = skipFields(line, end.field);
            return separator >= 0 && at > 0 && at <= line.length && endsWithSeparator(line, at) ? at - 1 : at;
        }
        int at = skipFields(line, end.field - 1);
        if (end.skipBlanks) at = skipBlanks(line, at);
        return (int) Math.min(line.length, at + end.character);
    }

    /** True when the field before this place ended with a separator rather than with the line. */
    private boolean endsWithSeparator(byte[] line, int at) {
        if (line[at - 1] != separator) return false;
        long fields = 0;
        for (int i = 0; i < at; i++) if (line[i] == separator) fields++;
        return fields == end.field;
    }

    /** The place behind so many fields and, if there is one, their separator. */
    private int skipFields(byte[] line, long count) {
        int at = 0;
        for (long i = 0; i < count && at < line.length; i++) {
            if (separator >= 0) {
                while (at < line.length && line[at] != separator) at++;
                if (at < line.length) at++;
            } else {
                at = skipBlanks(line, at);
                while (at < line.length && !isBlank(line[at])) at++;
            }
        }
        return at;
    }

    private static int skipBlanks(byte[] line, int from) {
        int at = from;
        while (at < line.length && isBlank(line[at])) at++;
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private int compareText(byte[] a, int fromA, int toA, byte[] b, int fromB, int toB) {
        int length = Math.min(toA - fromA, toB - fromB);
        for (int i = 0; i < length; i++) {
            int order = folded(a[fromA + i]) - folded(b[fromB + i]);
            if (order != 0) return order;
        }
        return (toA - fromA) - (toB - fromB);
    }

    private int folded(byte b) {
        return fold && b >= 'a' && b <= 'z' ? b - 'a' + 'A' : b & 0xff;
    }

    /** Decimal numbers of any length with a sign and a fraction; what does not begin with one is zero. */
    private static int compareNumbers(byte[] a, int fromA, int toA, byte[] b, int fromB, int toB) {
        Decimal x = Decimal.read(a, fromA, toA);
        Decimal y = Decimal.read(b, fromB, toB);
        if (x.sign != y.sign) return x.sign - y.sign;
        return x.sign * x.compareMagnitude(y);
    }

    /** Digits in a line: whole part without leading zeros, fraction without trailing ones. */
    private record Decimal(byte[] line, int sign, int whole, int wholeEnd, int fraction, int fractionEnd) {
        static Decimal read(byte[] line, int from, int to) {
            int at = from;
            while (at < to && isBlank(line[at])) at++;
            boolean negative = at < to && line[at] == '-';
            if (negative) at++;
            while (at < to && line[at] == '0') at++;
            int whole = at;
            while (at < to && isDigit(line[at])) at++;
            int wholeEnd = at;
            int fraction = at < to && line[at] == '.' ? at + 1 : at;
            int fractionEnd = fraction;
            if (fraction > wholeEnd) while (fractionEnd < to && isDigit(line[fractionEnd])) fractionEnd++;
            while (fractionEnd > fraction && line[fractionEnd - 1] == '0') fractionEnd--;
            boolean zero = whole == wholeEnd && fraction == fractionEnd;
            return new Decimal(line, zero ? 0 : negative ? -1 : 1, whole, wholeEnd, fraction, fractionEnd);
        }

        private static boolean isDigit(byte b) {
            return b >= '0' && b <= '9';
        }

        int compareMagnitude(Decimal other) {
            int length = wholeEnd - whole;
            if (length != other.wholeEnd - other.whole) return length - (other.wholeEnd - other.whole);
            int order = compareDigits(whole, wholeEnd, other, other.whole, other.wholeEnd);
            return order != 0 ? order : compareDigits(fraction, fractionEnd, other, other.fraction, other.fractionEnd);
        }

        private int compareDigits(int from, int to, Decimal other, int otherFrom, int otherTo) {
            return Arrays.compare(line, from, to, other.line, otherFrom, otherTo);
        }
    }
}
