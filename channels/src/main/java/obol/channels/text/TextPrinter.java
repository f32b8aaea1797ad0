package obol.channels.text;

import java.util.Base64;
import obol.channels.Block;
import obol.channels.Failed;
import obol.channels.codec.Reader;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.runtime.Passengers;
import obol.channels.transport.Later;
import obol.channels.transport.Message;

/** The bytes of the codec to JSON. Blocks are ended, pending values awaited. */
final class TextPrinter {
    private final TextForm form;

    TextPrinter(TextForm form) {
        this.form = form;
    }

    /** Reads a value of a type and appends its JSON, on one line. */
    void read(Reader reader, MessageType declared, StringBuilder out) {
        MessageType type = declared.plain();
        MessageType.Scalar scalar = TextForm.scalar(type);
        if (scalar != null) {
            ScalarText.read(reader, scalar, out);
        } else if (TextForm.isBytes(type)) {
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
        } else if (type instanceof MessageType.Batch batch) {
            reader.enter();
            readAll(reader, batch.element(), out);
            reader.leave();
        } else if (type instanceof MessageType.Data data) {
            readData(reader, form.model().data().get(data.name()), out);
        } else if (form.passages().read(reader, type, out)) {
            return;
        } else if (type instanceof MessageType.Pending pending) {
            readPending(TextCall.await(reader.readHandle(Later.class)), pending, out);
        } else {
            throw new IllegalArgumentException(form.obstacle(type, false));
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
        boolean object = form.isName(key);
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
            out.append("{\"").append(TextForm.CASE).append("\":");
            ScalarText.quote(MessageType.simpleName(permitted), out);
            if (form.model().data().get(permitted) instanceof Definition.Record record) {
                reader.enter();
                readComponents(reader, record, out, ",");
                reader.leave();
            } else {
                out.append(",\"").append(TextForm.CONSTANT).append("\":");
                readData(reader, form.model().data().get(permitted), out);
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

    private static void quoteBase64(byte[] bytes, StringBuilder out) {
        out.append('"').append(Base64.getEncoder().encodeToString(bytes)).append('"');
    }
}
