package obol.channels.text;

import java.util.List;
import obol.channels.contract.ContractModel;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.contract.StateMachine;
import obol.channels.runtime.Connection;

/** A contract as calls by text see it: the methods of its start state. Immutable; any thread. */
public final class TextContract {
    private final ContractModel model;
    private final TextForm form;

    /** How a method can be called. */
    public enum Shape {
        /** Without arguments. */
        PLAIN,
        /** With arguments. */
        ARGUMENTS,
        /** Not at all: it changes the state of the channel. */
        MOVES
    }

    public TextContract(ContractModel model) {
        this.model = model;
        form = new TextForm(model);
    }

    /** Throws {@link IllegalArgumentException} if this is no canonical text of a contract. */
    public static TextContract parse(String canonicalText) {
        return new TextContract(ContractModel.parse(canonicalText));
    }

    /** That of a service by its name or path. Throws {@code NoService} or {@code DeadlinePassed}. */
    public static TextContract of(String service) {
        return parse(Connection.contractOf(service));
    }

    /** The state machine as text: what {@code /srv/NAME/contract} holds. */
    public String stateMachine() {
        return new StateMachine(model).text();
    }

    /** The state and the method that messages with this ordinal call, such as {@code Login.login}; null: none of this contract's. */
    public String display(long ordinal) {
        for (State state : model.states().values()) {
            for (Operation operation : state.operations()) {
                if (operation.ordinal() == ordinal) {
                    return state.display() + '.' + operation.name();
                }
            }
        }
        return null;
    }

    /** Names of the methods, sorted. */
    public List<String> methods() {
        return model.startState().operations().stream().map(Operation::name).toList();
    }

    /** Null if there is no such method. */
    public Shape shape(String method) {
        Operation operation = model.startState().operation(method);
        if (operation == null) {
            return null;
        }
        return operation.moves() ? Shape.MOVES : operation.parameters().isEmpty() ? Shape.PLAIN : Shape.ARGUMENTS;
    }

    /** The arguments of a method for messages, such as {@code (String, long)}. */
    public String parameters(String method) throws CallFailed {
        return display(find(method));
    }

    public ContractModel model() {
        return model;
    }

    TextForm form() {
        return form;
    }

    /** The method, which can be called by text. */
    Operation operation(String method) throws CallFailed {
        Operation operation = find(method);
        if (operation.moves()) {
            throw new CallFailed("state-changing method");
        }
        for (MessageType parameter : operation.parameters()) {
            refuse(method, form.obstacle(parameter, true));
        }
        boolean items = operation.result() instanceof MessageType.Stream stream && stream.half() == MessageType.Stream.Half.SOURCE;
        MessageType given = items ? ((MessageType.Stream) operation.result()).item() : operation.result();
        refuse(method, form.obstacle(given, false));
        return operation;
    }

    static String display(Operation operation) {
        StringBuilder text = new StringBuilder("(");
        for (MessageType parameter : operation.parameters()) {
            text.append(text.length() == 1 ? "" : ", ").append(parameter.display());
        }
        return text.append(')').toString();
    }

    private Operation find(String method) throws CallFailed {
        Operation operation = model.startState().operation(method);
        if (operation == null) {
            throw new CallFailed(model.startState().display() + " has no method " + method + ": it has " + String.join(", ", methods()));
        }
        return operation;
    }

    private static void refuse(String method, String obstacle) throws CallFailed {
        if (obstacle != null) {
            throw new CallFailed(method + ": " + obstacle);
        }
    }
}
