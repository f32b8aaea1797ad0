package obol.channels.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.channels.bounds.Bound;

/**
 * The most bytes that a message can take, as bounds on its parts say (docs/codec.md has the sizes). A part without a bound makes the
 * message one without; so does a record that contains itself.
 */
public final class MessageBound {
    /** Of a message without a bound of its own, and the most of any. */
    public static final int DEFAULT = 64 * 1024;

    private static final int COUNT = 5;
    private static final int UTF8_PER_CHAR = 3;

    private final ContractModel model;
    private final Set<String> open = new HashSet<>();

    private MessageBound(ContractModel model) {
        this.model = model;
    }

    /** Of the arguments of a method. */
    public static int ofCall(ContractModel model, Operation operation) {
        MessageBound bound = new MessageBound(model);
        return bound.limited(bound.sum(operation.parameters()));
    }

    /** Of its result in a reply, whose first byte says that it is one. */
    public static int ofResult(ContractModel model, Operation operation) {
        MessageBound bound = new MessageBound(model);
        return bound.limited(1 + bound.of(operation.result()));
    }

    private int limited(long bytes) {
        return (int) Math.min(bytes, DEFAULT);
    }

    private long sum(List<MessageType> types) {
        long sum = 0;
        for (MessageType type : types) {
            sum += of(type);
        }
        return sum;
    }

    private long of(MessageType type) {
        MessageType plain = type.plain();
        if (plain instanceof MessageType.Primitive primitive) {
            return switch (primitive) {
                case VOID -> 0;
                case BOOLEAN, BYTE -> 1;
                case CHAR, SHORT -> 2;
                case INT, FLOAT -> 4;
                case LONG, DOUBLE -> 8;
            };
        } else if (plain instanceof MessageType.Scalar scalar) {
            return scalar(scalar, most(type));
        } else if (plain instanceof MessageType.ArrayOf array) {
            return elements(most(type), of(array.element()));
        } else if (plain instanceof MessageType.Container container) {
            long each = sum(container.arguments());
            return container.kind() == MessageType.Kind.OPTIONAL ? 1 + each : elements(most(type), each);
        } else if (plain instanceof MessageType.Data data) {
            return data(data.name());
        } else if (plain instanceof MessageType.Batch || plain instanceof MessageType.Endpoint endpoint && endpoint.untyped()) {
            return DEFAULT;
        }
        // The number of a handle, of which there are fewer than 128; of a next state a number before that.
        return plain instanceof MessageType.Endpoint ? 2 : 1;
    }

    private static long scalar(MessageType.Scalar scalar, int most) {
        return switch (scalar) {
            case BOOLEAN, BYTE -> 1;
            case CHAR, SHORT -> 2;
            case INT, FLOAT, ZONE_OFFSET -> 4;
            case LONG, DOUBLE, LOCAL_DATE, LOCAL_TIME -> 8;
            case INSTANT, DURATION, PERIOD -> 12;
            case UUID, LOCAL_DATE_TIME -> 16;
            case OFFSET_DATE_TIME -> 20;
            case STRING -> elements(most, UTF8_PER_CHAR);
            case BIG_INTEGER, BIG_DECIMAL, ZONE_ID, ZONED_DATE_TIME -> DEFAULT;
        };
    }

    private static long elements(int most, long each) {
        return Math.min(COUNT + most * Math.min(each, DEFAULT), DEFAULT);
    }

    private long data(String name) {
        Definition definition = model.data().get(name);
        if (definition instanceof Definition.Enumeration) {
            return COUNT;
        }
        if (!open.add(name)) {
            return DEFAULT;
        }
        long bytes = 0;
        if (definition instanceof Definition.Record record) {
            bytes = Math.max(1, sum(record.components().stream().map(Definition.Component::type).toList()));
        } else if (definition instanceof Definition.Choice choice) {
            for (String each : choice.permitted()) {
                bytes = Math.max(bytes, COUNT + data(each));
            }
        }
        open.remove(name);
        return Math.min(bytes, DEFAULT);
    }

    private static int most(MessageType type) {
        int most = Integer.MAX_VALUE;
        if (type instanceof MessageType.Bounded bounded) {
            for (Bound bound : bounded.bounds()) {
                most = bound instanceof Bound.Size size ? Math.min(most, size.most()) : most;
            }
        }
        return most;
    }
}
