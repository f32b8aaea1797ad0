package obol.channels.codec;

/** The codec of one type, as an object. Stateless. */
public abstract class ValueCodec {
    /** Writes a value of the type. Null is refused, and so is an object of another class, which a raw collection may hold. */
    public final void write(Writer writer, Object value) {
        writer.present(value);
        try {
            put(writer, value);
        } catch (ClassCastException unlisted) {
            throw writer.refuse("a " + value.getClass().getName() + " is not what the contract names here");
        }
    }

    protected abstract void put(Writer writer, Object value);

    /** Reads a value; throws {@link Malformed} on anything but such a value's bytes. */
    public abstract Object read(Reader reader);
}
