package obol.channels.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.text.MessageText;
import obol.channels.transport.Handle;

/** Recorded messages as people see them. */
final class Shown {
    private final ContractModel model;
    private final MessageText text;
    /** What each flow carries, as far as a message with it has been shown. */
    private final Map<Integer, MessageType> types = new HashMap<>();

    /** Looks through a recording for what its flows carry. */
    Shown(ContractModel model, List<Event> script) {
        this.model = model;
        text = new MessageText(model, this::name);
        for (Event event : script) {
            if (event.kind() == Event.Kind.CALL) {
                call(event);
                if (event.reply() != null) {
                    reply(event, event.reply());
                }
            }
        }
        script.stream().filter(event -> event.kind() == Event.Kind.FLOW).forEach(event -> item(event.number(), event.reply()));
    }

    private String name(Handle handle, MessageType type) {
        int number = ((Recorded.Numbered) handle).number();
        if (type instanceof MessageType.Endpoint) {
            return "@" + number;
        }
        types.putIfAbsent(number, type);
        return "flow " + number;
    }

    /** The method and its arguments. */
    String call(Event event) {
        Operation operation = operation(event);
        if (operation == null) {
            return "unknown method " + event.request().text();
        }
        String arguments = text.call(operation, event.request().message(Placeholder.ALL));
        return operation.name() + " " + (arguments.isEmpty() ? "()" : arguments);
    }

    /** A reply to a call. */
    String reply(Event event, Recorded reply) {
        Operation operation = operation(event);
        String words = operation == null ? reply.text() : text.reply(operation, reply.message(Placeholder.ALL));
        return words.isEmpty() ? "nothing" : words;
    }

    /** A message of a flow; null stands for the end of one whose other half is gone. */
    String item(int flow, Recorded message) {
        if (message == null) {
            return "gone";
        }
        MessageType type = types.get(flow);
        return type == null ? message.text() : text.later(type, message.message(Placeholder.ALL));
    }

    private Operation operation(Event event) {
        for (State state : model.states().values()) {
            for (Operation operation : state.operations()) {
                if (operation.ordinal() == event.ordinal()) {
                    return operation;
                }
            }
        }
        return null;
    }
}
