package obol.channels.text;

import obol.channels.codec.Malformed;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.stream.StreamCodec;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/** Messages of a contract as text, for people who look at what went by. Takes the messages' handles. Immutable; any thread. */
public final class MessageText {
    private final Names names;
    private final TextForm form;

    /** What stands in a text for a handle of a type: an endpoint's, or a half of a Pending or stream. */
    @FunctionalInterface
    public interface Names {
        String of(Handle handle, MessageType type);
    }

    /** @param names what stands for a channel, a pending value or one half of a stream in a message */
    public MessageText(ContractModel model, Names names) {
        this.names = names;
        form = new TextForm(model, new Named());
    }

    /** The arguments of a call: JSON values separated by spaces. */
    public String call(Operation operation, Message message) {
        return text(message, (reader, out) -> {
            for (MessageType type : operation.parameters()) {
                out.append(out.length() == 0 ? "" : " ");
                form.read(reader, type, out);
            }
        });
    }

    /** A reply: the JSON of the result, {@code Name: message} for an exception; in the place of the next state {@code "next"}. */
    public String reply(Operation operation, Message message) {
        return text(message, (reader, out) -> {
            try {
                TextCall.checkOutcome(operation, reader);
                ResultText.read(form, operation, reader, out, state -> {
                    String next = reader.readIndex(2) == 0 ? "next" : names.of(reader.readHandle(Link.class), state);
                    ScalarText.quote(next, out);
                });
            } catch (CallFailed exception) {
                out.append(exception.getMessage());
            }
        });
    }

    /** A message of a Pending or stream of a type: a value, {@code end}, or {@code failed} and why. */
    public String later(MessageType type, Message message) {
        return text(message, (reader, out) -> {
            if (type instanceof MessageType.Stream stream) {
                switch (StreamCodec.readKind(reader)) {
                    case ITEM -> form.read(reader, stream.item(), out);
                    case FAILURE -> out.append("failed: ").append(reader.readString());
                    default -> out.append("end");
                }
            } else if (!reader.readBoolean()) {
                out.append("failed: ").append(reader.readString());
            } else if (reader.readIndex(Integer.MAX_VALUE) == 0) {
                form.read(reader, ((MessageType.Pending) type).value(), out);
            } else {
                out.append("failed").append(reader.readBoolean() ? ": " + reader.readString() : "");
            }
        });
    }

    private interface Body {
        void read(Reader reader, StringBuilder out);
    }

    private static String text(Message message, Body body) {
        Reader reader = new Reader(message);
        StringBuilder out = new StringBuilder();
        try {
            body.read(reader, out);
        } catch (Malformed malformed) {
            out.append(malformed.getMessage());
        }
        reader.drop();
        return out.toString();
    }

    private final class Named implements Passages {
        @Override
        public boolean write(Writer writer, MessageType type, Json json) {
            return false;
        }

        @Override
        public boolean read(Reader reader, MessageType type, StringBuilder out) {
            String name;
            if (type instanceof MessageType.Endpoint endpoint) {
                name = names.of(reader.readHandle(Link.class), type);
                if (endpoint.untyped()) {
                    reader.readString();
                }
            } else if (type instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SINK) {
                name = names.of(reader.readHandle(Later.Sender.class), type);
            } else if (type instanceof MessageType.Stream || type instanceof MessageType.Pending) {
                name = names.of(reader.readHandle(Later.class), type);
            } else {
                return false;
            }
            ScalarText.quote(name, out);
            return true;
        }
    }
}
