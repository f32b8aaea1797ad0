package obol.channels.contract;

import java.util.List;
import java.util.stream.Collectors;

/** What differs first between two contracts, in words for the one who must change something. */
public final class Difference {
    private Difference() {
    }

    /**
     * The first difference, such as {@code Session.read returns Page(number:int, text:String) here, Page(number:int) there}.
     * States first, in order of names, and in each the methods; then data. The contracts must differ.
     */
    public static String first(ContractModel here, ContractModel there) {
        if (!here.start().equals(there.start())) {
            return "the contract is " + here.start() + " here, " + there.start() + " there";
        }
        for (State state : here.states().values()) {
            State other = there.states().get(state.name());
            if (other == null) {
                return "the state " + state.display() + " is here, not there";
            }
            for (Operation operation : state.operations()) {
                String method = state.display() + "." + operation.name();
                Operation theirs = other.operation(operation.name());
                if (theirs == null) {
                    return method + " is here, not there";
                }
                String difference = operations(method, operation, here, theirs, there);
                if (difference != null) {
                    return difference;
                }
            }
            for (Operation operation : other.operations()) {
                if (state.operation(operation.name()) == null) {
                    return state.display() + "." + operation.name() + " is there, not here";
                }
            }
        }
        for (String name : there.states().keySet()) {
            if (!here.states().containsKey(name)) {
                return "the state " + MessageType.simpleName(name) + " is there, not here";
            }
        }
        return data(here, there);
    }

    private static String operations(String method, Operation ours, ContractModel here, Operation theirs, ContractModel there) {
        int count = Math.max(ours.parameters().size(), theirs.parameters().size());
        if (ours.parameters().size() != theirs.parameters().size()) {
            return method + " takes " + count(ours) + " here, " + count(theirs) + " there";
        }
        for (int i = 0; i < count; i++) {
            String a = describe(ours.parameters().get(i), here);
            String b = describe(theirs.parameters().get(i), there);
            if (!a.equals(b)) {
                return method + " takes " + a + " as parameter " + (i + 1) + " here, " + b + " there";
            }
        }
        String a = (ours.opens() ? "@Opens " : "") + describe(ours.result(), here);
        String b = (theirs.opens() ? "@Opens " : "") + describe(theirs.result(), there);
        if (!a.equals(b)) {
            return method + " returns " + a + " here, " + b + " there";
        }
        if (!ours.exceptions().equals(theirs.exceptions())) {
            return method + " throws " + exceptions(ours) + " here, " + exceptions(theirs) + " there";
        }
        return ours.canonical().equals(theirs.canonical()) ? null
                : method + " is " + ours.canonical() + " here, " + theirs.canonical() + " there";
    }

    private static String data(ContractModel here, ContractModel there) {
        for (Definition definition : here.data().values()) {
            Definition other = there.data().get(definition.name());
            if (other == null || !other.canonical().equals(definition.canonical())) {
                return MessageType.simpleName(definition.name()) + " is " + definition.canonical() + " here, "
                        + (other == null ? "unknown" : other.canonical()) + " there";
            }
        }
        for (Definition definition : there.data().values()) {
            if (!here.data().containsKey(definition.name())) {
                return MessageType.simpleName(definition.name()) + " is unknown here, " + definition.canonical() + " there";
            }
        }
        return "the contracts have the same text and different fingerprints";
    }

    private static String describe(MessageType type, ContractModel model) {
        if (!(type instanceof MessageType.Data named)) {
            return type.display();
        }
        Definition definition = model.data().get(named.name());
        if (definition instanceof Definition.Record record) {
            return type.display() + record.components().stream().map(component -> component.name() + ":"
                    + component.type().display()).collect(Collectors.joining(", ", "(", ")"));
        }
        if (definition instanceof Definition.Enumeration constants) {
            return type.display() + "{" + String.join(", ", constants.constants()) + "}";
        }
        if (definition instanceof Definition.Choice choice) {
            List<String> records = choice.permitted().stream().map(MessageType::simpleName).toList();
            return type.display() + "{" + String.join(" | ", records) + "}";
        }
        return type.display();
    }

    private static String count(Operation operation) {
        int count = operation.parameters().size();
        return count == 1 ? "1 argument" : count + " arguments";
    }

    private static String exceptions(Operation operation) {
        return operation.exceptions().isEmpty() ? "nothing"
                : operation.exceptions().stream().map(MessageType::simpleName).collect(Collectors.joining(", "));
    }
}
