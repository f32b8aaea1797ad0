package obol.channels.stream;

import obol.channels.StreamFailed;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.transport.Message;

/** How a stream crosses: each message is an item, or last of all how the stream ended. */
public final class StreamCodec {
    private static final int END = 0;
    private static final int ITEM = 1;
    private static final int FAILURE = 2;
    private static final int KINDS = 3;

    private final ValueCodec item;

    public StreamCodec(ValueCodec item) {
        this.item = item;
    }

    /** Throws as a writer does if the item cannot be sent. */
    Writer writeItem(Object value) {
        Writer writer = new Writer("Sink.put");
        writer.at("item");
        writer.writeCount(ITEM);
        item.write(writer, value);
        return writer;
    }

    /** The last message. @param failure null for the regular end */
    static Message end(String failure) {
        Writer writer = new Writer("Sink.fail");
        writer.writeCount(failure == null ? END : FAILURE);
        if (failure != null) {
            writer.writeExcerpt(failure);
        }
        return writer.depart();
    }

    /** The item; null for the end. Throws {@link StreamFailed}, or a run-time exception for a message that is no such thing. */
    Object read(Message message) {
        Reader reader = new Reader(message);
        Object value = null;
        try {
            int kind = reader.readIndex(KINDS);
            if (kind == ITEM) {
                value = item.read(reader);
            }
            String words = kind == FAILURE ? reader.readString() : null;
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
