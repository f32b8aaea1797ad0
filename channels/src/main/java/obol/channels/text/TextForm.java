package obol.channels.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.channels.Block;
import obol.channels.Failed;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.runtime.DeadlineScope;
import obol.channels.runtime.Passengers;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/**
 * JSON to the bytes of the codec and back, by interpreting the types of a contract. What it writes is what the generated codecs
 * write. Endpoints have no text form.
 */
final class TextForm {
    private static final String CASE = "type";
    private static final String CONSTANT = "value";

    private final ContractModel model;

    TextForm(ContractModel model) {
        this.model = model;
    }

    /** Why a type has no text form, or null. A pending value can be printed but not given. */
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

    /** Writes the value of a type that the JSON stands for. */
    void write(Writer writer, MessageType type, Json json) throws BadText {
        MessageType.Scalar scalar = scalar(type);
        if (scalar != null) {
            ScalarText.write(writer, scalar, json);
        } else if (isBytes(type)) {
            writer.writeBytes(base64(json, "byte[]"));
        } else if (type instanceof MessageType.Block) {
            Passengers.writeBlock(writer, Block.copyOf(base64(json, "Block")));
        } else if (type instanceof MessageType.ArrayOf array) {
            boolean primitive = array.element() instanceof MessageType.Primitive;
            List<Json> elements = array(json, type);
            if (!primitive) {
                writer.enter();
            }
            writeAll(writer, array.element(), elements);
            if (!primitive) {
                writer.leave();
            }
        } else if (type instanceof MessageType.Container container) {
            writer.enter();
            writeContainer(writer, container, json);
            writer.leave();
        } else if (type instanceof MessageType.Data data) {
            writeData(writer, model.data().get(data.name()), json);
        } else {
            throw new IllegalArgumentException(obstacle(type, true));
        }
    }

    private void writeContainer(Writer writer, MessageType.Container type, Json json) throws BadText {
        MessageType first = type.arguments().get(0);
        switch (type.kind()) {
            case OPTIONAL -> {
                boolean present = !(json instanceof Json.Null);
                writer.writeBoolean(present);
                if (present) {
                    write(writer, first, json);
                }
            }
            case LIST -> writeAll(writer, first, array(json, type));
            case SET -> {
                List<Json> elements = array(json, type);
                checkDistinct(first, elements, "element");
                writeAll(writer, first, elements);
            }
            case MAP -> writeMap(writer, type, json);
        }
    }

    private void writeAll(Writer writer, MessageType element, List<Json> elements) throws BadText {
        writer.writeCount(elements.size());
        for (Json each : elements) {
            write(writer, element, each);
        }
    }

    private void writeMap(Writer writer, MessageType.Container type, Json json) throws BadText {
        MessageType key = type.arguments().get(0);
        MessageType value = type.arguments().get(1);
        if (!isName(key)) {
            List<Json> pairs = array(json, type);
            writer.writeCount(pairs.size());
            for (Json pair : pairs) {
                if (!(pair instanceof Json.Array two) || two.elements().size() != 2) {
                    throw BadText.expected(pair.at(), "an array [key, value] (" + type.display() + ")", pair.kind());
                }
                write(writer, key, two.elements().get(0));
                write(writer, value, two.elements().get(1));
            }
            checkDistinct(key, pairs.stream().map(pair -> ((Json.Array) pair).elements().get(0)).toList(), "key");
            return;
        }
        if (!(json instanceof Json.Object object)) {
            throw BadText.expected(json.at(), "an object (" + type.display() + ")", json.kind());
        }
        writer.writeCount(object.members().size());
        for (Json.Member member : object.members()) {
            write(writer, key, name(key, member));
            write(writer, value, member.value());
        }
        checkDistinct(key, Arrays.asList(object.members().stream().map(member -> name(key, member)).toArray(Json[]::new)), "key");
    }

    /** The JSON of a key from the name of a member. */
    private static Json name(MessageType key, Json.Member member) {
        boolean number = key instanceof MessageType.Scalar scalar && ScalarText.isNumber(scalar)
                && !member.name().endsWith("Infinity") && !member.name().equals("NaN");
        return number ? new Json.Number(member.at(), member.name()) : new Json.Text(member.at(), member.name());
    }

    /** Two elements are the same if their bytes are. */
    private void checkDistinct(MessageType type, List<Json> elements, String what) throws BadText {
        Set<String> seen = new HashSet<>();
        for (Json each : elements) {
            Writer scratch = new Writer(what);
            write(scratch, type, each);
            Message bytes = scratch.depart();
            if (!seen.add(Arrays.toString(Arrays.copyOf(bytes.bytes(), bytes.length())))) {
                throw new BadText(each.at(), "this " + what + " stands twice");
            }
        }
    }

    private void writeData(Writer writer, Definition definition, Json json) throws BadText {
        String shown = MessageType.simpleName(definition.name());
        if (definition instanceof Definition.Enumeration constants) {
            int index = json instanceof Json.Text text ? constants.constants().indexOf(text.value()) : -1;
            if (index < 0) {
                throw BadText.expected(json.at(), "one of " + constants.constants() + " (" + shown + ")", json.kind());
            }
            writer.writeCount(index);
            return;
        }
        if (!(json instanceof Json.Object object)) {
            throw BadText.expected(json.at(), "an object (" + shown + ")", json.kind());
        }
        writer.enter();
        if (definition instanceof Definition.Choice choice) {
            int index = caseIndex(choice, object);
            writer.writeCount(index);
            Definition permitted = model.data().get(choice.permitted().get(index));
            if (permitted instanceof Definition.Record record) {
                writer.enter();
                writeRecord(writer, record, object, true);
                writer.leave();
            } else {
                writeConstant(writer, permitted, object);
            }
        } else {
            writeRecord(writer, (Definition.Record) definition, object, false);
        }
        writer.leave();
    }

    private static int caseIndex(Definition.Choice choice, Json.Object object) throws BadText {
        List<String> names = choice.permitted().stream().map(MessageType::simpleName).toList();
        Json.Member member = object.member(CASE);
        if (member == null) {
            throw BadText.expected(object.at(), "a member \"type\" (" + MessageType.simpleName(choice.name()) + ")", "none");
        }
        int index = member.value() instanceof Json.Text name ? names.indexOf(name.value()) : -1;
        if (index < 0) {
            throw BadText.expected(member.value().at(), "one of " + names, member.value().kind());
        }
        return index;
    }

    private void writeConstant(Writer writer, Definition constants, Json.Object object) throws BadText {
        Json.Member constant = object.member(CONSTANT);
        if (constant == null || object.members().size() != 2) {
            throw BadText.expected(object.at(), "the members \"type\" and \"value\"", "others");
        }
        writeData(writer, constants, constant.value());
    }

    private void writeRecord(Writer writer, Definition.Record record, Json.Object object, boolean inChoice) throws BadText {
        String shown = MessageType.simpleName(record.name());
        Set<String> names = new HashSet<>();
        for (Definition.Component component : record.components()) {
            names.add(component.name());
            Json.Member member = object.member(component.name());
            if (member == null) {
                throw BadText.expected(object.at(), "a member \"" + component.name() + "\" (" + shown + ")", "none");
            }
            write(writer, component.type(), member.value());
        }
        for (Json.Member member : object.members()) {
            if (!names.contains(member.name()) && !(inChoice && member.name().equals(CASE))) {
                throw new BadText(member.at(), shown + " has no component \"" + member.name() + "\"");
            }
        }
        if (record.components().isEmpty()) {
            writer.writeCount(0);
        }
    }

    /** Reads a value of a type and appends its JSON, on one line. */
    void read(Reader reader, MessageType type, StringBuilder out) {
        MessageType.Scalar scalar = scalar(type);
        if (scalar != null) {
            ScalarText.read(reader, scalar, out);
        } else if (isBytes(type)) {
            quoteBase64(reader.readBytes(), out);
        } else if (type instanceof MessageType.Block) {
            try (Block block = Passengers.readBlock(reader)) {
                quoteBase64(block.toBytes(), out);
            }
        } else if (type instanceof MessageType.ArrayOf array) {
            boolean primitive = array.element() instanceof MessageType.Primitive;
            if (!primitive) {
                reader.enter();
            }
            readAll(reader, array.element(), out);
            if (!primitive) {
                reader.leave();
            }
        } else if (type instanceof MessageType.Container container) {
            reader.enter();
            readContainer(reader, container, out);
            reader.leave();
        } else if (type instanceof MessageType.Data data) {
            readData(reader, model.data().get(data.name()), out);
        } else if (type instanceof MessageType.Pending pending) {
            readPending(reader.readHandle(Later.class).await(DeadlineScope.current()), pending, out);
        } else {
            throw new IllegalArgumentException(obstacle(type, false));
        }
    }

    /** A pending value inside a record, which can fail in words only. */
    private void readPending(Message message, MessageType.Pending type, StringBuilder out) {
        Reader reader = new Reader(message);
        if (!reader.readBoolean()) {
            throw new Failed(reader.readString(), null);
        }
        reader.readIndex(1);
        read(reader, type.value(), out);
        reader.finish();
    }

    private void readContainer(Reader reader, MessageType.Container type, StringBuilder out) {
        MessageType first = type.arguments().get(0);
        switch (type.kind()) {
            case OPTIONAL -> {
                if (reader.readBoolean()) {
                    read(reader, first, out);
                } else {
                    out.append("null");
                }
            }
            case LIST, SET -> readAll(reader, first, out);
            case MAP -> readMap(reader, first, type.arguments().get(1), out);
        }
    }

    private void readAll(Reader reader, MessageType element, StringBuilder out) {
        int count = reader.readCount(1);
        out.append('[');
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",");
            read(reader, element, out);
        }
        out.append(']');
    }

    private void readMap(Reader reader, MessageType key, MessageType value, StringBuilder out) {
        int count = reader.readCount(2);
        boolean object = isName(key);
        out.append(object ? '{' : '[');
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",");
            if (object) {
                StringBuilder name = new StringBuilder();
                read(reader, key, name);
                boolean quoted = name.charAt(0) == '"';
                out.append(quoted ? "" : "\"").append(name).append(quoted ? ":" : "\":");
                read(reader, value, out);
            } else {
                out.append('[');
                read(reader, key, out);
                out.append(',');
                read(reader, value, out);
                out.append(']');
            }
        }
        out.append(object ? '}' : ']');
    }

    private void readData(Reader reader, Definition definition, StringBuilder out) {
        if (definition instanceof Definition.Enumeration constants) {
            ScalarText.quote(constants.constants().get(reader.readIndex(constants.constants().size())), out);
            return;
        }
        reader.enter();
        if (definition instanceof Definition.Choice choice) {
            String permitted = choice.permitted().get(reader.readIndex(choice.permitted().size()));
            out.append("{\"").append(CASE).append("\":");
            ScalarText.quote(MessageType.simpleName(permitted), out);
            if (model.data().get(permitted) instanceof Definition.Record record) {
                reader.enter();
                readComponents(reader, record, out, ",");
                reader.leave();
            } else {
                out.append(",\"").append(CONSTANT).append("\":");
                readData(reader, model.data().get(permitted), out);
            }
            out.append('}');
        } else {
            out.append('{');
            readComponents(reader, (Definition.Record) definition, out, "");
            out.append('}');
        }
        reader.leave();
    }

    private void readComponents(Reader reader, Definition.Record record, StringBuilder out, String separator) {
        String before = separator;
        for (Definition.Component component : record.components()) {
            out.append(before);
            ScalarText.quote(component.name(), out);
            out.append(':');
            read(reader, component.type(), out);
            before = ",";
        }
        if (record.components().isEmpty()) {
            reader.readIndex(1);
        }
    }

    private static MessageType.Scalar scalar(MessageType type) {
        if (type instanceof MessageType.Scalar scalar) {
            return scalar;
        }
        return type instanceof MessageType.Primitive primitive && primitive != MessageType.Primitive.VOID
                ? MessageType.Scalar.valueOf(primitive.name()) : null;
    }

    private static boolean isBytes(MessageType type) {
        return type instanceof MessageType.ArrayOf array && array.element() == MessageType.Primitive.BYTE;
    }

    /** Whether a map with such keys is an object. */
    private boolean isName(MessageType key) {
        return key instanceof MessageType.Scalar scalar && (scalar == MessageType.Scalar.STRING || ScalarText.isNumber(scalar))
                || key instanceof MessageType.Data data && model.data().get(data.name()) instanceof Definition.Enumeration;
    }

    private static List<Json> array(Json json, MessageType type) throws BadText {
        if (json instanceof Json.Array array) {
            return array.elements();
        }
        throw BadText.expected(json.at(), "an array (" + type.display() + ")", json.kind());
    }

    private static byte[] base64(Json json, String type) throws BadText {
        if (json instanceof Json.Text text) {
            try {
                return Base64.getDecoder().decode(text.value());
            } catch (IllegalArgumentException wrong) {
                throw BadText.expected(json.at(), "base64 (" + type + ")", "another string");
            }
        }
        throw BadText.expected(json.at(), "a base64 string (" + type + ")", json.kind());
    }

    private static void quoteBase64(byte[] bytes, StringBuilder out) {
        out.append('"').append(Base64.getEncoder().encodeToString(bytes)).append('"');
    }
}
