package obol.channels.contract;

import java.util.List;

/**
 * A state of a channel: a contract with its methods, inherited ones included.
 *
 * @param name       binary name
 * @param operations sorted by name
 */
public record State(String name, List<Operation> operations) {
    public State {
        operations = List.copyOf(operations);
    }

    /** The method of this name, or null. */
    public Operation operation(String name) {
        for (Operation operation : operations) {
            if (operation.name().equals(name)) {
                return operation;
            }
        }
        return null;
    }

    public String display() {
        return MessageType.simpleName(name);
    }
}
