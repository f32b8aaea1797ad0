package obol.channels.text;

import java.util.List;
import java.util.function.Consumer;
import obol.channels.codec.Reader;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;

/** The text of a result, also of a method that moves the channel. */
final class ResultText {
    private ResultText() {
    }

    /**
     * Reads a result, behind the head of the reply, and appends its text; nothing for void.
     *
     * @param next reads the place of the next state and appends what stands for it
     * @return whether the channel ends with this result
     */
    static boolean read(TextForm form, Operation operation, Reader reader, StringBuilder out, Consumer<MessageType.Endpoint> next) {
        MessageType type = operation.result();
        if (!operation.moves()) {
            if (type != MessageType.Primitive.VOID) {
                form.read(reader, type, out);
            }
            return false;
        } else if (type instanceof MessageType.Endpoint state) {
            next.accept(state);
            return false;
        }
        List<Definition.Record> outcomes = form.model().records(type);
        boolean choice = form.model().data().get(((MessageType.Data) type).name()) instanceof Definition.Choice;
        Definition.Record outcome = outcomes.get(choice ? reader.readIndex(outcomes.size()) : 0);
        String separator = "{";
        if (choice) {
            out.append("{\"").append(TextForm.CASE).append("\":\"").append(MessageType.simpleName(outcome.name())).append('"');
            separator = ",";
        }
        for (Definition.Component component : outcome.components()) {
            out.append(separator).append('"').append(component.name()).append("\":");
            separator = ",";
            if (component == outcome.next()) {
                next.accept((MessageType.Endpoint) component.type());
            } else {
                form.read(reader, component.type(), out);
            }
        }
        out.append(outcome.components().isEmpty() && !choice ? "{}" : "}");
        return outcome.next() == null;
    }
}
