package obol.channels.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import obol.channels.bounds.Bound;

/** Reads canonical texts: recursive descent over lines, then over the characters of a type. */
final class CanonicalParser {
    private final List<String> lines;
    /** Names of the states: what else has a name is data. */
    private final Set<String> stateNames = new HashSet<>();
    private String line;
    private int at;

    CanonicalParser(String text) {
        lines = text.lines().toList();
    }

    ContractModel parse() {
        for (String each : lines) {
            if (each.startsWith("state ")) {
                stateNames.add(each.substring("state ".length()));
            }
        }
        try {
            return model();
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException("not a canonical contract, at \"" + line + "\": " + wrong.getMessage(), wrong);
        }
    }

    private ContractModel model() {
        TreeMap<String, State> states = new TreeMap<>();
        TreeMap<String, Definition> data = new TreeMap<>();
        start(lines.get(0));
        expect("obol-contract 1");
        start(lines.get(1));
        expect("start ");
        String first = line.substring(at);
        List<Operation> operations = null;
        String state = null;
        for (String each : lines.subList(2, lines.size())) {
            start(each);
            if (taken("  ")) {
                operations.add(operation());
                states.put(state, new State(state, operations));
            } else if (taken("state ")) {
                state = line.substring(at);
                operations = new ArrayList<>();
                states.put(state, new State(state, operations));
            } else {
                expect("data ");
                Definition definition = definition(until(' '));
                data.put(definition.name(), definition);
            }
        }
        if (!states.containsKey(first)) {
            throw new IllegalArgumentException("no state " + first);
        }
        return new ContractModel(first, states, data);
    }

    private Operation operation() {
        String name = until('(');
        List<MessageType> parameters = new ArrayList<>();
        while (!taken(")")) {
            if (!parameters.isEmpty()) {
                expect(",");
            }
            parameters.add(type());
        }
        MessageType result = type();
        List<String> exceptions = taken(" throws ") ? names() : List.of();
        boolean opens = taken(" opens");
        boolean optional = taken(" optional");
        boolean moves = taken(" moves");
        String file = null;
        if (taken(" file ")) {
            file = line.substring(at);
            at = line.length();
        }
        end();
        return new Operation(name, parameters, result, exceptions, opens, optional, moves, file);
    }

    private Definition definition(String name) {
        if (taken("record")) {
            List<Definition.Component> components = new ArrayList<>();
            while (at < line.length()) {
                expect(components.isEmpty() ? " " : ",");
                String component = until(':');
                MessageType type = type();
                components.add(new Definition.Component(component, type, taken(" opens")));
            }
            return new Definition.Record(name, components);
        }
        if (taken("enum")) {
            return new Definition.Enumeration(name, taken(" ") ? names() : List.of());
        }
        if (taken("choice ")) {
            return new Definition.Choice(name, names());
        }
        expect("exception");
        end();
        return new Definition.Exception(name);
    }

    private MessageType type() {
        MessageType plain = plainType();
        List<Bound> bounds = new ArrayList<>();
        while (taken("{")) {
            bounds.add(bound());
        }
        return bounds.isEmpty() ? plain : new MessageType.Bounded(plain, bounds);
    }

    /** Behind the brace: a pattern in quotes may have braces of its own. */
    private Bound bound() {
        int from = at;
        for (boolean quoted = false; at < line.length() && (quoted || line.charAt(at) != '}'); at++) {
            if (line.charAt(at) == '"') {
                quoted = !quoted;
            } else if (quoted && line.charAt(at) == '\\') {
                at++;
            }
        }
        Bound bound = Bound.parse(line.substring(from, Math.min(at, line.length())));
        expect("}");
        return bound;
    }

    private MessageType plainType() {
        if (taken("[")) {
            return new MessageType.ArrayOf(plainType()); // bounds behind it are the array's
        }
        int from = at;
        while (at < line.length() && " ,<>){".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        String name = line.substring(from, at);
        if (name.length() == 1) {
            MessageType primitive = MessageType.Primitive.of(name.charAt(0));
            if (primitive != null) {
                return primitive;
            }
        }
        if (name.endsWith(";")) {
            name = name.substring(1, name.length() - 1);
        }
        MessageType scalar = MessageType.Scalar.of(name);
        if (scalar != null) {
            return scalar;
        }
        MessageType.Kind kind = MessageType.Kind.of(name);
        if (kind != null) {
            return new MessageType.Container(kind, arguments(kind.arity()));
        }
        if (name.equals(MessageType.Block.NAME)) {
            return new MessageType.Block();
        }
        if (name.equals(MessageType.Pending.NAME)) {
            return new MessageType.Pending(arguments(1).get(0));
        }
        if (name.equals(MessageType.Batch.NAME)) {
            return new MessageType.Batch(arguments(1).get(0));
        }
        MessageType.Stream.Half half = MessageType.Stream.Half.of(name);
        if (half != null) {
            return new MessageType.Stream(half, arguments(1).get(0));
        }
        if (name.equals(MessageType.Endpoint.ANY) || stateNames.contains(name)) {
            return new MessageType.Endpoint(name);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a type is missing");
        }
        return new MessageType.Data(name);
    }

    private List<MessageType> arguments(int count) {
        List<MessageType> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expect(i == 0 ? "<" : ",");
            arguments.add(type());
        }
        expect(">");
        return arguments;
    }

    private List<String> names() {
        int from = at;
        while (at < line.length() && line.charAt(at) != ' ') {
            at++;
        }
        return Arrays.asList(line.substring(from, at).split(","));
    }

    private void start(String next) {
        line = next;
        at = 0;
    }

    private boolean taken(String word) {
        boolean here = line.startsWith(word, at);
        if (here) {
            at += word.length();
        }
        return here;
    }

    private void expect(String word) {
        if (!taken(word)) {
            throw new IllegalArgumentException("\"" + word + "\" is missing");
        }
    }

    private String until(char stop) {
        int to = line.indexOf(stop, at);
        if (to < 0) {
            throw new IllegalArgumentException("'" + stop + "' is missing");
        }
        String word = line.substring(at, to);
        at = to + 1;
        return word;
    }

    private void end() {
        if (at != line.length()) {
            throw new IllegalArgumentException("\"" + line.substring(at) + "\" is too much");
        }
    }
}
