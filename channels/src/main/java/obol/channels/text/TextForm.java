package obol.channels.text;

import java.util.HashSet;
import java.util.Set;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;

/**
 * JSON to the bytes of the codec and back, by interpreting the types of a contract. What it writes is what the generated codecs
 * write. Endpoints have no text form.
 */
final class TextForm {
    /** The member that names the case of a choice. */
    static final String CASE = "type";
    /** The member beside it if the case is an enum. */
    static final String CONSTANT = "value";

    private final ContractModel model;
    private final Passages passages;

    TextForm(ContractModel model) {
        this(model, Passages.NONE);
    }

    TextForm(ContractModel model, Passages passages) {
        this.model = model;
        this.passages = passages;
    }

    Passages passages() {
        return passages;
    }

    ContractModel model() {
        return model;
    }

    /** Writes the value of a type that the JSON stands for. */
    void write(Writer writer, MessageType type, Json json) throws BadText {
        new TextEncoder(this).write(writer, type, json);
    }

    /** Reads a value of a type and appends its JSON, on one line. */
    void read(Reader reader, MessageType type, StringBuilder out) {
        new TextPrinter(this).read(reader, type, out);
    }

    /** Reads the rest of a message, a value of a type: a String raw, nothing for void, all else as JSON; ended by a newline. */
    String line(MessageType type, Reader reader) {
        StringBuilder out = new StringBuilder();
        if (type.plain() == MessageType.Scalar.STRING) {
            out.append(reader.readString()).append('\n');
        } else if (type != MessageType.Primitive.VOID) {
            read(reader, type, out);
            out.append('\n');
        }
        reader.finish();
        return out.toString();
    }

    /** Why a type has no text form, or null. A pending value can be printed but not given, a stream that is read given as an array. */
    String obstacle(MessageType type, boolean parameter) {
        return obstacle(type, parameter, new HashSet<>());
    }

    private String obstacle(MessageType type, boolean parameter, Set<String> seen) {
        if (type instanceof MessageType.Endpoint) {
            return "a channel (" + type.display() + ") has no text form";
        }
        if (type instanceof MessageType.Pending pending) {
            return parameter ? "a Pending has no text form" : obstacle(pending.value(), false, seen);
        }
        if (parameter && type instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SOURCE) {
            return obstacle(stream.item(), true, seen);
        }
        if (type instanceof MessageType.Stream) {
            return "a stream (" + type.display() + ") has no text form";
        }
        if (type instanceof MessageType.Batch batch) {
            return obstacle(batch.element(), parameter, seen);
        }
        if (!(type instanceof MessageType.Data data) || !seen.add(data.name())) {
            return null; // arrays and containers hold nothing linear
        }
        Definition definition = model.data().get(data.name());
        if (definition instanceof Definition.Record record) {
            return record.components().stream().map(component -> obstacle(component.type(), parameter, seen))
                    .filter(obstacle -> obstacle != null).findFirst().orElse(null);
        }
        if (definition instanceof Definition.Choice choice) {
            for (String permitted : choice.permitted()) {
                boolean ambiguous = model.data().get(permitted) instanceof Definition.Record record
                        && record.components().stream().anyMatch(component -> component.name().equals(CASE));
                if (ambiguous) {
                    return MessageType.simpleName(permitted) + " has a component named \"type\" and so no text form as a "
                            + type.display();
                }
                String obstacle = obstacle(new MessageType.Data(permitted), parameter, seen);
                if (obstacle != null) {
                    return obstacle;
                }
            }
        }
        return null;
    }

    /** The single value that a type is, a primitive as its box; or null. */
    static MessageType.Scalar scalar(MessageType type) {
        if (type instanceof MessageType.Scalar scalar) {
            return scalar;
        }
        return type instanceof MessageType.Primitive primitive && primitive != MessageType.Primitive.VOID
                ? MessageType.Scalar.valueOf(primitive.name()) : null;
    }

    static boolean isBytes(MessageType type) {
        return type instanceof MessageType.ArrayOf array && array.element() == MessageType.Primitive.BYTE;
    }

    /** Whether a map with such keys is an object. */
    boolean isName(MessageType key) {
        MessageType plain = key.plain();
        return plain instanceof MessageType.Scalar scalar && (scalar == MessageType.Scalar.STRING || ScalarText.isNumber(scalar))
                || plain instanceof MessageType.Data data && model.data().get(data.name()) instanceof Definition.Enumeration;
    }
}
