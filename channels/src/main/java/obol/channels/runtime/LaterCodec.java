package obol.channels.runtime;

import obol.channels.Failed;
import obol.channels.codec.Reader;
import obol.channels.codec.Throwing;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.transport.Message;

/**
 * How the value of a {@code Pending} crosses: as a reply, whose exceptions are those of the method that returned it; and one more
 * kind, a failure in words, for an exception that the method does not declare.
 */
public final class LaterCodec {
    private final ValueCodec value;
    private final Throwing throwing;

    public LaterCodec(ValueCodec value, Throwing throwing) {
        this.value = value;
        this.throwing = throwing;
    }

    Writer writeValue(Object kept) {
        Writer writer = new Writer("Promise.keep");
        writer.at("value");
        writer.writeBoolean(true);
        Throwing.writeResult(writer);
        value.write(writer, kept);
        return writer;
    }

    Writer writeFailure(Throwable why) {
        Writer writer = new Writer("Promise.fail");
        writer.at("exception");
        writer.writeBoolean(true);
        if (throwing.write(writer, why)) {
            return writer;
        }
        writer = new Writer("Promise.fail");
        writer.at("exception");
        writer.writeBoolean(false);
        writer.writeExcerpt(Faults.name(why));
        return writer;
    }

    /** The value; throws {@link Failed} for an exception. */
    Object read(Message message) {
        Reader reader = new Reader(message);
        try {
            if (!reader.readBoolean()) {
                String words = reader.readString();
                reader.finish();
                throw new Failed(words, null);
            }
            Exception thrown = throwing.read(reader);
            if (thrown != null) {
                throw new Failed(Faults.name(thrown), thrown);
            }
            Object kept = value.read(reader);
            reader.finish();
            return kept;
        } catch (Failed failed) {
            throw failed;
        } catch (RuntimeException malformed) {
            reader.drop();
            throw Faults.malformedReply("Pending", malformed);
        }
    }
}
