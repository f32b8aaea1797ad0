package obol.channels.contract;

import java.util.List;
import java.util.stream.Collectors;

/** The definition of a named type of the messages. */
public sealed interface Definition {
    /** Binary name. */
    String name();

    /** Its line in the canonical text behind {@code data <name> }. */
    String canonical();

    /** A record; the order of the components is the layout. */
    record Record(String name, List<Component> components) implements Definition {
        public Record {
            components = List.copyOf(components);
        }

        @Override
        public String canonical() {
            return components.isEmpty() ? "record"
                    : components.stream().map(Component::canonical).collect(Collectors.joining(",", "record ", ""));
        }

        /** The component that says in which state the channel goes on, if this is the outcome of a moving method; or null. */
        public Component next() {
            for (Component component : components) {
                if (component.type() instanceof MessageType.Endpoint && !component.opens()) {
                    return component;
                }
            }
            return null;
        }
    }

    /** A component of a record. @param opens the contract is a further channel */
    record Component(String name, MessageType type, boolean opens) {
        String canonical() {
            return name + ":" + type.canonical() + (opens ? " opens" : "");
        }
    }

    /** An enum; the constants in their order. */
    record Enumeration(String name, List<String> constants) implements Definition {
        public Enumeration {
            constants = List.copyOf(constants);
        }

        @Override
        public String canonical() {
            return constants.isEmpty() ? "enum" : "enum " + String.join(",", constants);
        }
    }

    /** A sealed interface; binary names of its records and enums, sorted. */
    record Choice(String name, List<String> permitted) implements Definition {
        public Choice {
            permitted = List.copyOf(permitted);
        }

        @Override
        public String canonical() {
            return "choice " + String.join(",", permitted);
        }
    }

    /** A checked exception, which carries its message. */
    record Exception(String name) implements Definition {
        @Override
        public String canonical() {
            return "exception";
        }
    }
}
