package obol.channels.codec;

import obol.channels.bounds.Bound;

/**
 * The codec of values within bounds. Both sides check: the writer before anything moves, as a postcondition or precondition of the
 * contract; the reader because it trusts nobody.
 */
public final class BoundedCodec extends ValueCodec {
    private final ValueCodec plain;
    private final String place;
    private final Bound[] bounds;

    private BoundedCodec(ValueCodec plain, String place, Bound[] bounds) {
        this.plain = plain;
        this.place = place;
        this.bounds = bounds;
    }

    /**
     * @param place  of the value within its message part, for messages, such as {@code Secret.text: }; empty if it is all of it
     * @param bounds canonical texts
     */
    public static ValueCodec of(ValueCodec plain, String place, String[] bounds) {
        Bound[] parsed = new Bound[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            parsed[i] = Bound.parse(bounds[i]);
        }
        return new BoundedCodec(plain, place, parsed);
    }

    @Override
    protected void put(Writer writer, Object value) {
        String wrong = violation(value);
        if (wrong != null) {
            throw writer.refuse(wrong);
        }
        plain.put(writer, value);
    }

    @Override
    public Object read(Reader reader) {
        Object value = plain.read(reader);
        String wrong = violation(value);
        if (wrong != null) {
            throw reader.malformed(wrong);
        }
        return value;
    }

    private String violation(Object value) {
        for (Bound bound : bounds) {
            String wrong = bound.violation(value);
            if (wrong != null) {
                return place + wrong;
            }
        }
        return null;
    }
}
