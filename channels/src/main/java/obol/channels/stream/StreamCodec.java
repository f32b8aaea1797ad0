package obol.channels.stream;

import obol.channels.StreamFailed;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.transport.Message;

/** How a stream crosses: each message is an item, or last of all how the stream ended. */
public final class StreamCodec {
    /** What a message is: its first byte is the place in this order. */
    public enum Kind { END, ITEM, FAILURE }

    private static final Kind[] KINDS = Kind.values();

    private final ValueCodec item;

    public StreamCodec(ValueCodec item) {
        this.item = item;
    }

    /** The beginning of an item's message, behind which the item is to be written. */
    public static Writer newItem() {
        Writer writer = new Writer("Sink.put");
        writer.at("item");
        writer.writeCount(Kind.ITEM.ordinal());
        return writer;
    }

    /** Throws as a writer does if the item cannot be sent. */
    Writer writeItem(Object value) {
        Writer writer = newItem();
        item.write(writer, value);
        return writer;
    }

    /** The last message. @param failure null for the regular end */
    public static Message end(String failure) {
        Writer writer = new Writer("Sink.fail");
        writer.writeCount((failure == null ? Kind.END : Kind.FAILURE).ordinal());
        if (failure != null) {
            writer.writeExcerpt(failure);
        }
        return writer.depart();
    }

    /** Reads what a message is. */
    public static Kind readKind(Reader reader) {
        return KINDS[reader.readIndex(KINDS.length)];
    }

    /** The item; null for the end. Throws {@link StreamFailed}, or a run-time exception for a message that is no such thing. */
    Object read(Message message) {
        Reader reader = new Reader(message);
        Object value = null;
        try {
            Kind kind = readKind(reader);
            if (kind == Kind.ITEM) {
                value = item.read(reader);
            }
            String words = kind == Kind.FAILURE ? reader.readString() : null;
            reader.finish();
            if (words != null) {
                throw new StreamFailed(words);
            }
            return value;
        } catch (StreamFailed failed) {
            throw failed;
        } catch (RuntimeException malformed) {
            reader.drop();
            throw malformed;
        }
    }
}
