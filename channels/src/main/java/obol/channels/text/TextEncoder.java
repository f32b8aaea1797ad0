package obol.channels.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.channels.Block;
import obol.channels.bounds.Bound;
import obol.channels.codec.Passenger;
import obol.channels.codec.Writer;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.runtime.Passengers;
import obol.channels.runtime.Platform;
import obol.channels.stream.StreamCodec;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Message;
import obol.channels.transport.Transport;

/** JSON to the bytes of the codec. */
final class TextEncoder {
    private final TextForm form;

    TextEncoder(TextForm form) {
        this.form = form;
    }

    /** Writes the value of a type that the JSON stands for. */
    void write(Writer writer, MessageType declared, Json json) throws BadText {
        MessageType type = declared.plain();
        MessageType.Scalar scalar = TextForm.scalar(type);
        if (scalar != null) {
            ScalarText.write(writer, scalar, json);
        } else if (TextForm.isBytes(type)) {
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
        } else if (type instanceof MessageType.Batch batch) {
            writer.enter();
            writeAll(writer, batch.element(), array(json, type));
            writer.leave();
        } else if (type instanceof MessageType.Data data) {
            writeData(writer, form.model().data().get(data.name()), json);
        } else if (form.passages().write(writer, type, json)) {
            return; // no bounds stand on what is no data
        } else if (type instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SOURCE) {
            writeSource(writer, stream, json);
        } else {
            throw new IllegalArgumentException(form.obstacle(type, true));
        }
        if (declared instanceof MessageType.Bounded bounded) {
            for (Bound bound : bounded.bounds()) {
                check(bound, type, json);
            }
        }
    }

    /** Holds a value, which has been written, against a bound of it. */
    private static void check(Bound bound, MessageType type, Json json) throws BadText {
        String wrong;
        if (bound instanceof Bound.Size size && !(json instanceof Json.Text && type == MessageType.Scalar.STRING)) {
            wrong = size.violation(json instanceof Json.Array array ? array.elements().size()
                    : json instanceof Json.Object object ? object.members().size() : base64(json, type.display()).length);
        } else {
            wrong = bound.violation(json instanceof Json.Text text ? text.value() : new BigDecimal(((Json.Number) json).text()));
        }
        if (wrong != null) {
            throw new BadText(json.at(), wrong);
        }
    }

    /** A stream of the elements of an array, which is made when the message leaves. */
    private void writeSource(Writer writer, MessageType.Stream type, Json json) throws BadText {
        List<Writer> items = new ArrayList<>();
        for (Json each : array(json, type)) {
            Writer item = StreamCodec.newItem();
            write(item, type.item(), each);
            items.add(item);
        }
        if (items.size() > Transport.MOST_ROOM) {
            throw BadText.expected(json.at(), Transport.MOST_ROOM + " items at most (" + type.display() + ")", items.size() + " items");
        }
        writer.writePassenger(new Passenger() {
            @Override
            public Object owner() {
                return this;
            }

            @Override
            public Handle depart() {
                Later.Pair pair = Platform.transport().later(items.size());
                items.forEach(item -> pair.sender().put(item.depart()));
                pair.sender().send(StreamCodec.end(null));
                return pair.receiver();
            }
        });
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
        if (!form.isName(key)) {
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

    /** The JSON of a key from the name of a member: a number stands there as it would without quotes. */
    private static Json name(MessageType key, Json.Member member) {
        if (key.plain() instanceof MessageType.Scalar scalar && ScalarText.isNumber(scalar)) {
            try {
                if (JsonParser.value(member.name()) instanceof Json.Number number && number.text().equals(member.name())) {
                    return new Json.Number(member.at(), number.text());
                }
            } catch (BadText noNumber) {
                return new Json.Text(member.at(), member.name());
            }
        }
        return new Json.Text(member.at(), member.name());
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
            Definition permitted = form.model().data().get(choice.permitted().get(index));
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
        Json.Member member = object.member(TextForm.CASE);
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
        Json.Member constant = object.member(TextForm.CONSTANT);
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
            if (!names.contains(member.name()) && !(inChoice && member.name().equals(TextForm.CASE))) {
                throw new BadText(member.at(), shown + " has no component \"" + member.name() + "\"");
            }
        }
        if (record.components().isEmpty()) {
            writer.writeCount(0);
        }
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
}
