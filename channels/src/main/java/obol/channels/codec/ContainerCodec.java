package obol.channels.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The codecs of what holds values of one type: made from the codecs of these. Containers arrive unmodifiable and in the order in
 * which they were sent.
 */
public final class ContainerCodec {
    private ContainerCodec() {
    }

    public static ValueCodec list(ValueCodec element) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                putAll(writer, (List<?>) value, element);
            }

            @Override
            public Object read(Reader reader) {
                int count = reader.readCount(1);
                reader.enter();
                List<Object> list = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    list.add(element.read(reader));
                }
                reader.leave();
                return Collections.unmodifiableList(list);
            }
        };
    }

    public static ValueCodec set(ValueCodec element) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                putAll(writer, (Set<?>) value, element);
            }

            @Override
            public Object read(Reader reader) {
                int count = reader.readCount(1);
                reader.enter();
                Set<Object> set = new LinkedHashSet<>();
                for (int i = 0; i < count; i++) {
                    if (!set.add(element.read(reader))) {
                        throw reader.malformed("an element of a Set twice");
                    }
                }
                reader.leave();
                return Collections.unmodifiableSet(set);
            }
        };
    }

    public static ValueCodec map(ValueCodec key, ValueCodec value) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object map) {
                // Counted while copying: the map may be another thread's too, and its size() of another moment.
                List<Map.Entry<?, ?>> entries = new ArrayList<>(((Map<?, ?>) map).entrySet());
                writer.enter();
                writer.writeCount(entries.size());
                for (Map.Entry<?, ?> entry : entries) {
                    key.write(writer, entry.getKey());
                    value.write(writer, entry.getValue());
                }
                writer.leave();
            }

            @Override
            public Object read(Reader reader) {
                int count = reader.readCount(2);
                reader.enter();
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    Object nextKey = key.read(reader);
                    if (map.put(nextKey, value.read(reader)) != null) {
                        throw reader.malformed("a key of a Map twice");
                    }
                }
                reader.leave();
                return Collections.unmodifiableMap(map);
            }
        };
    }

    public static ValueCodec optional(ValueCodec element) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Optional<?> optional = (Optional<?>) value;
                writer.enter();
                writer.writeBoolean(optional.isPresent());
                if (optional.isPresent()) {
                    element.write(writer, optional.get());
                }
                writer.leave();
            }

            @Override
            public Object read(Reader reader) {
                reader.enter();
                Optional<?> optional = reader.readBoolean() ? Optional.of(element.read(reader)) : Optional.empty();
                reader.leave();
                return optional;
            }
        };
    }

    /** @param empty an array of length 0 whose class the arrays read will have */
    public static ValueCodec array(Object[] empty, ValueCodec element) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Object[] array = (Object[]) value;
                writer.enter();
                writer.writeCount(array.length);
                for (Object each : array) {
                    element.write(writer, each);
                }
                writer.leave();
            }

            @Override
            public Object read(Reader reader) {
                int count = reader.readCount(1);
                reader.enter();
                Object[] array = Arrays.copyOf(empty, count);
                for (int i = 0; i < count; i++) {
                    array[i] = element.read(reader);
                }
                reader.leave();
                return array;
            }
        };
    }

    /** @param constants all constants in their order: taken over */
    public static ValueCodec enumeration(Enum<?>[] constants) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                writer.writeCount(((Enum<?>) value).ordinal());
            }

            @Override
            public Object read(Reader reader) {
                return constants[reader.readIndex(constants.length)];
            }
        };
    }

    private static void putAll(Writer writer, Collection<?> values, ValueCodec element) {
        Object[] elements = values.toArray();
        writer.enter();
        writer.writeCount(elements.length);
        for (Object each : elements) {
            element.write(writer, each);
        }
        writer.leave();
    }
}
