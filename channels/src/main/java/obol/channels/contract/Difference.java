package obol.channels.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a client's contract can be used with a server of another version: what differs first, in words for the one who must change
 * something. "Here" is the client, "there" the server.
 *
 * <p>A method is found by its ordinal, and the codec numbers constants, records of a choice, components and exceptions by their order. So
 * a method that is used must be the same on both sides, with all data that its messages are made of; a method that is not used may be
 * missing or be another. Who uses a state is followed through the contracts: the client calls what it gets, the server calls the
 * endpoints that it is given.
 */
public final class Difference {
    private final ContractModel here;
    private final ContractModel there;
    /** States that have been compared, each with the side that calls it. */
    private final Set<String> seen = new HashSet<>();
    private final Set<String> seenData = new HashSet<>();
    /** States to be compared: a name, and whether it is called from here. */
    private final Deque<Use> uses = new ArrayDeque<>();

    private record Use(String state, boolean fromHere) {
    }

    private Difference(ContractModel here, ContractModel there) {
        this.here = here;
        this.there = there;
    }

    /**
     * The first difference that matters, such as {@code Session.read returns Page(number:int, text:String) here, Page(number:int) there};
     * null if the client can be connected. The states in the order in which they are reached, in each the methods by name.
     */
    public static String first(ContractModel here, ContractModel there) {
        if (!here.start().equals(there.start())) {
            return "the contract is " + here.start() + " here, " + there.start() + " there";
        }
        return new Difference(here, there).find();
    }

    private String find() {
        use(here.start(), true);
        String found = null;
        while (found == null && !uses.isEmpty()) {
            Use use = uses.remove();
            found = state(use.state, use.fromHere);
        }
        return found;
    }

    private void use(String state, boolean fromHere) {
        if (!state.equals(MessageType.Endpoint.ANY) && seen.add((fromHere ? "< " : "> ") + state)) {
            uses.add(new Use(state, fromHere));
        }
    }

    private String state(String name, boolean fromHere) {
        State ours = here.states().get(name);
        State theirs = there.states().get(name);
        if (ours == null || theirs == null) {
            return "the state " + MessageType.simpleName(name) + (theirs == null ? " is here, not there" : " is there, not here");
        }
        State caller = fromHere ? ours : theirs;
        State called = fromHere ? theirs : ours;
        for (Operation used : caller.operations()) {
            String method = caller.display() + "." + used.name();
            Operation known = called.operation(used.name());
            boolean same = known != null && known.ordinal() == used.ordinal();
            if (!same && used.optional()) {
                continue;
            }
            if (known == null) {
                return method + (fromHere ? " is here, not there" : " is there, not here");
            }
            String difference = fromHere ? operations(method, used, here, known, there) : operations(method, known, here, used, there);
            if (difference == null) {
                difference = messages(used, fromHere);
            }
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** Compares what the messages of a method are made of, and notes the states that they lead to. */
    private String messages(Operation used, boolean fromHere) {
        String found = type(used.result(), fromHere);
        for (MessageType parameter : used.parameters()) {
            found = found != null ? found : type(parameter, !fromHere);
        }
        return found;
    }

    /** @param toHere which side gets values of the type */
    private String type(MessageType declared, boolean toHere) {
        MessageType type = declared.plain();
        if (type instanceof MessageType.Endpoint endpoint) {
            use(endpoint.contract(), toHere);
            return null;
        }
        if (type instanceof MessageType.Data data) {
            return data(data.name(), toHere);
        }
        if (type instanceof MessageType.Stream stream) {
            return type(stream.item(), (stream.half() == MessageType.Stream.Half.SINK) != toHere); // items of a sink go the other way
        }
        List<MessageType> inside = type instanceof MessageType.ArrayOf array ? List.of(array.element())
                : type instanceof MessageType.Container container ? container.arguments()
                : type instanceof MessageType.Pending pending ? List.of(pending.value())
                : type instanceof MessageType.Batch batch ? List.of(batch.element()) : List.of();
        String found = null;
        for (MessageType each : inside) {
            found = found != null ? found : type(each, toHere);
        }
        return found;
    }

    private String data(String name, boolean toHere) {
        if (!seenData.add((toHere ? "< " : "> ") + name)) {
            return null;
        }
        Definition ours = here.data().get(name);
        Definition theirs = there.data().get(name);
        String a = ours == null ? "no data" : ours.canonical();
        String b = theirs == null ? "no data" : theirs.canonical();
        if (!a.equals(b)) {
            return MessageType.simpleName(name) + " is " + a + " here, " + b + " there";
        }
        String found = null;
        if (ours instanceof Definition.Record record) {
            for (Definition.Component component : record.components()) {
                found = found != null ? found : type(component.type(), toHere);
            }
        } else if (ours instanceof Definition.Choice choice) {
            for (String permitted : choice.permitted()) {
                found = found != null ? found : data(permitted, toHere);
            }
        }
        return found;
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
        return ours.ordinal() == theirs.ordinal() ? null
                : method + " is " + ours.canonical() + " here, " + theirs.canonical() + " there";
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
