package obol.channels.text;

import obol.channels.ChannelException;
import obol.channels.StreamFailed;
import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.contract.MessageType;
import obol.channels.stream.StreamCodec;
import obol.channels.transport.Later;

/** What a call gives, as text: one piece, or one for each item of a stream. Used by one thread at a time; closing it ends the stream. */
public final class TextResult implements AutoCloseable {
    private final TextForm form;
    private final MessageType item;
    /** Null if there is one piece, or no more. */
    private Later items;
    private String single;

    /** One piece, which may be empty. */
    TextResult(String single) {
        this.single = single;
        form = null;
        item = null;
    }

    /** The items of a stream. */
    TextResult(TextForm form, MessageType item, Later items) {
        this.form = form;
        this.item = item;
        this.items = items;
    }

    /**
     * The next piece, ended by a newline unless it is empty; waits for it until the deadline in force.
     *
     * @return null if there is no more
     * @throws CallFailed with the message to be printed
     */
    public String next() throws CallFailed {
        if (items == null) {
            String piece = single;
            single = null;
            return piece;
        }
        Reader reader = null;
        try {
            reader = new Reader(TextCall.await(items));
            switch (StreamCodec.readKind(reader)) {
                case ITEM:
                    return form.line(item, reader);
                case FAILURE:
                    throw new StreamFailed(reader.readString());
                default:
                    reader.finish();
                    items = null;
                    return null;
            }
        } catch (ChannelException fault) {
            close();
            throw new CallFailed(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        } catch (Malformed malformed) {
            reader.drop();
            close();
            throw new CallFailed("ServerFault: " + malformed.getMessage());
        }
    }

    /** Whether {@link #next} may give more than one piece. */
    public boolean isStream() {
        return items != null;
    }

    /** All that is left: for a stream up to its end. */
    public String rest() throws CallFailed {
        StringBuilder all = new StringBuilder();
        for (String piece = next(); piece != null; piece = next()) {
            all.append(piece);
        }
        return all.toString();
    }

    @Override
    public void close() {
        if (items != null) {
            items.drop();
            items = null;
        }
    }
}
