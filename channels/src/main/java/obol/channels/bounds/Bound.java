package obol.channels.bounds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** What a value must be like beyond its type. */
public sealed interface Bound {
    /** What is wrong with a value of a type that the bound may stand on, as words that follow the value's place; null if nothing is. */
    String violation(Object value);

    /** As in a contract's canonical text, between braces. */
    String canonical();

    /** Between how many elements, or {@code char}s of a String, both included. */
    record Size(int least, int most) implements Bound {
        @Override
        public String violation(Object value) {
            return violation(sizeOf(value));
        }

        /** The same for a value of this size. */
        public String violation(int size) {
            return size >= least && size <= most ? null : "a size of " + size + " is not " + range(least, most);
        }

        @Override
        public String canonical() {
            return "size " + least + ".." + (most == Integer.MAX_VALUE ? "" : most);
        }

        private static int sizeOf(Object value) {
            if (value instanceof String text) {
                return text.length();
            } else if (value instanceof Collection<?> collection) {
                return collection.size();
            } else if (value instanceof Map<?, ?> map) {
                return map.size();
            } else if (value instanceof Object[] array) {
                return array.length;
            } else if (value instanceof byte[] array) {
                return array.length;
            } else if (value instanceof int[] array) {
                return array.length;
            } else if (value instanceof long[] array) {
                return array.length;
            } else if (value instanceof char[] array) {
                return array.length;
            } else if (value instanceof short[] array) {
                return array.length;
            } else if (value instanceof double[] array) {
                return array.length;
            } else if (value instanceof float[] array) {
                return array.length;
            }
            return ((boolean[]) value).length;
        }
    }

    /** Between two numbers, both included; {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} are no end. */
    record Range(long least, long most) implements Bound {
        @Override
        public String violation(Object value) {
            boolean within;
            if (value instanceof BigDecimal decimal) {
                within = (least == Long.MIN_VALUE || decimal.compareTo(BigDecimal.valueOf(least)) >= 0)
                        && (most == Long.MAX_VALUE || decimal.compareTo(BigDecimal.valueOf(most)) <= 0);
            } else if (value instanceof BigInteger big) {
                within = (least == Long.MIN_VALUE || big.compareTo(BigInteger.valueOf(least)) >= 0)
                        && (most == Long.MAX_VALUE || big.compareTo(BigInteger.valueOf(most)) <= 0);
            } else {
                long number = ((Number) value).longValue();
                within = number >= least && number <= most;
            }
            return within ? null : outside(value, least, most);
        }

        @Override
        public String canonical() {
            return "range " + (least == Long.MIN_VALUE ? "" : least) + ".." + (most == Long.MAX_VALUE ? "" : most);
        }
    }

    /** A String that matches as a whole. */
    record Match(Regex regex) implements Bound {
        @Override
        public String violation(Object value) {
            return regex.matches((String) value) ? null : "does not match " + regex.pattern();
        }

        @Override
        public String canonical() {
            return "match" + regex.flags() + " " + BoundText.quote(regex.pattern());
        }
    }

    /** A String with at least one character that is not white space. */
    record NotBlank() implements Bound {
        @Override
        public String violation(Object value) {
            return ((String) value).isBlank() ? "is blank" : null;
        }

        @Override
        public String canonical() {
            return "notblank";
        }
    }

    /** The bound of a canonical text. Throws {@link IllegalArgumentException} if it is none. */
    static Bound parse(String canonical) {
        return BoundText.parse(canonical);
    }

    /** The words for a number that is not in a {@link Range}. */
    static String outside(Object number, long least, long most) {
        return number + " is not " + range(least, most);
    }

    private static String range(long least, long most) {
        if (most == Long.MAX_VALUE || most == Integer.MAX_VALUE) {
            return "at least " + least;
        }
        return least == Long.MIN_VALUE ? "at most " + most : "in " + least + " to " + most;
    }
}
