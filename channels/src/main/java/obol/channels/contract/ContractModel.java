package obol.channels.contract;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A contract: its start state and all that is reachable from there.
 *
 * @param start  binary name of the start state
 * @param states by binary name
 * @param data   by binary name
 */
public record ContractModel(String start, SortedMap<String, State> states, SortedMap<String, Definition> data) {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    public ContractModel {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }

    /** Reads a canonical text. Throws {@link IllegalArgumentException} naming the line that is wrong. */
    public static ContractModel parse(String canonicalText) {
        return new CanonicalParser(canonicalText).parse();
    }

    public State startState() {
        return states.get(start);
    }

    /** The text that fingerprint and connect go by. */
    public String canonicalText() {
        StringBuilder text = new StringBuilder("obol-contract 1\nstart ").append(start).append('\n');
        for (State state : states.values()) {
            text.append("state ").append(state.name()).append('\n');
            for (Operation operation : state.operations()) {
                text.append("  ").append(operation.canonical()).append('\n');
            }
        }
        for (Definition definition : data.values()) {
            text.append("data ").append(definition.name()).append(' ').append(definition.canonical()).append('\n');
        }
        return text.toString();
    }

    /** The first 16 bytes of the SHA-256 of the canonical text: 32 hexadecimal digits. */
    public String fingerprint() {
        byte[] hash = Sha256.of(canonicalText());
        StringBuilder digits = new StringBuilder(32);
        for (int i = 0; i < 16; i++) {
            digits.append(HEX[hash[i] >> 4 & 0xF]).append(HEX[hash[i] & 0xF]);
        }
        return digits.toString();
    }

    /** The records that a result can be, in order of their names: of a record itself, of a choice its records. */
    public List<Definition.Record> records(MessageType result) {
        if (!(result instanceof MessageType.Data named)) {
            return List.of();
        }
        Definition definition = data.get(named.name());
        if (definition instanceof Definition.Record record) {
            return List.of(record);
        }
        if (definition instanceof Definition.Choice choice) {
            return choice.permitted().stream().map(data::get).filter(Definition.Record.class::isInstance)
                    .map(Definition.Record.class::cast).toList();
        }
        return List.of();
    }

    /** The contract that starts in another of this one's states: what is reachable from there. */
    public ContractModel from(String state) {
        SortedMap<String, State> reachedStates = new TreeMap<>();
        SortedMap<String, Definition> reachedData = new TreeMap<>();
        Set<String> seen = new TreeSet<>(Set.of(state));
        Deque<String> names = new ArrayDeque<>(seen);
        while (!names.isEmpty()) {
            String name = names.remove();
            Set<String> mentioned = new LinkedHashSet<>();
            if (states.containsKey(name)) {
                reachedStates.put(name, states.get(name));
                for (Operation operation : states.get(name).operations()) {
                    operation.parameters().forEach(type -> mention(type, mentioned));
                    mention(operation.result(), mentioned);
                    mentioned.addAll(operation.exceptions());
                }
            } else if (data.containsKey(name)) {
                reachedData.put(name, data.get(name));
                if (data.get(name) instanceof Definition.Record record) {
                    record.components().forEach(component -> mention(component.type(), mentioned));
                } else if (data.get(name) instanceof Definition.Choice choice) {
                    mentioned.addAll(choice.permitted());
                }
            }
            for (String next : mentioned) {
                if (seen.add(next)) {
                    names.add(next);
                }
            }
        }
        return new ContractModel(state, reachedStates, reachedData);
    }

    private static void mention(MessageType mentioned, Set<String> names) {
        MessageType type = mentioned.plain();
        if (type instanceof MessageType.Data named) {
            names.add(named.name());
        } else if (type instanceof MessageType.Endpoint endpoint) {
            names.add(endpoint.contract());
        } else if (type instanceof MessageType.ArrayOf array) {
            mention(array.element(), names);
        } else if (type instanceof MessageType.Container container) {
            container.arguments().forEach(argument -> mention(argument, names));
        } else if (type instanceof MessageType.Pending pending) {
            mention(pending.value(), names);
        } else if (type instanceof MessageType.Stream stream) {
            mention(stream.item(), names);
        } else if (type instanceof MessageType.Batch batch) {
            mention(batch.element(), names);
        }
    }
}
