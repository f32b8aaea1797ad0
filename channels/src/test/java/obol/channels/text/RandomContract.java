package obol.channels.text;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.MessageType.Scalar;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;
import obol.channels.samples.Javac;

/**
 * A contract with random data, compiled by javac, and random values of it. {@code p.Echo} has a method {@code echoN} for each type,
 * and {@code p.All} is a record of all of them.
 */
final class RandomContract {
    private static final String[] LEAVES = {"boolean", "byte", "short", "char", "int", "long", "float", "double", "String", "Boolean",
        "Byte", "Short", "Character", "Integer", "Long", "Float", "Double", "BigInteger", "BigDecimal", "UUID", "Instant", "Duration",
        "Period", "LocalDate", "LocalTime", "LocalDateTime", "OffsetDateTime", "ZoneOffset", "ZoneId", "ZonedDateTime",
        "java.util.concurrent.TimeUnit"};

    final ContractModel model;
    final ClassLoader loader;
    private final Random random;
    private final List<String> named = new ArrayList<>();

    RandomContract(long seed) {
        random = new Random(seed);
        StringBuilder source = new StringBuilder("package p;\nimport java.math.*; import java.time.*; import java.util.*;\n"
                + "public interface Echo extends obol.channels.Contract {\n");
        for (int i = 0; i < 2; i++) {
            named.add("E" + i);
        }
        for (int i = 0; i < 4; i++) {
            named.add("R" + i);
        }
        for (int i = 0; i < 2; i++) {
            named.add("C" + i);
        }
        source.append("enum E0 { RED, GREEN, BLUE }\nenum E1 { ONLY }\n");
        source.append("record R0(" + LEAVES[random.nextInt(LEAVES.length)] + " a, Optional<E0> b, List<Map<String, E1>> c) { }\n");
        for (int i = 1; i < 4; i++) {
            source.append("record R" + i + "(" + components(i) + ") { }\n");
        }
        source.append("sealed interface C0 permits K0, K1, K2 { }\nrecord K0() implements C0 { }\n");
        source.append("record K1(" + components(6) + ") implements C0 { }\nenum K2 implements C0 { A, B }\n");
        source.append("sealed interface C1 permits K3 { }\nrecord K3(" + components(6) + ") implements C1 { }\n");
        StringJoiner all = new StringJoiner(", ");
        for (int i = 0; i < 8; i++) {
            String type = type(2, 8);
            all.add(type + " a" + i);
            source.append(type + " echo" + i + "(" + type + " x, long y);\n");
        }
        source.append("All all(All x);\nrecord All(" + all + ") { }\n}\n");
        Javac javac = Javac.compile(Map.of("p/Echo.java", source.toString()));
        loader = javac.loader();
        model = ContractCompiler.compile("p.Echo", javac::find, SourceText.NONE).orThrow();
    }

    /** Components may name types from {@code first} on below a container only, so that values are finite. */
    private String components(int first) {
        StringJoiner components = new StringJoiner(", ");
        for (int i = random.nextInt(5); i > 0; i--) {
            components.add(type(2, first + 2) + " c" + i);
        }
        return components.toString();
    }

    private String type(int depth, int below) {
        int kind = random.nextInt(depth > 0 ? 10 : 5);
        return switch (kind) {
            case 0, 1, 2, 3 -> LEAVES[random.nextInt(LEAVES.length)];
            case 4 -> named.get(random.nextInt(Math.min(below, named.size())));
            case 5 -> type(depth - 1, 8) + "[]";
            case 6 -> "List<" + boxed(depth) + ">";
            case 7 -> "Set<" + key() + ">";
            case 8 -> "Map<" + key() + ", " + boxed(depth) + ">";
            default -> "Optional<" + boxed(0) + ">"; // an Optional of an Optional has no text of its own
        };
    }

    private String boxed(int depth) {
        String type = type(depth - 1, 8);
        return switch (type) {
            case "boolean", "byte", "short", "long", "float", "double" -> Character.toUpperCase(type.charAt(0)) + type.substring(1);
            case "int" -> "Integer";
            case "char" -> "Character";
            default -> type;
        };
    }

    private String key() {
        String[] keys = {"String", "Integer", "Long", "Double", "BigInteger", "Character", "E0", "UUID", "R0", "Boolean"};
        return keys[random.nextInt(keys.length)];
    }

    Class<?> type(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    /** A value of a type; smaller the deeper it stands. */
    Object value(MessageType type, int depth) {
        if (type instanceof MessageType.Primitive primitive) {
            return scalar(Scalar.valueOf(primitive.name()));
        } else if (type instanceof Scalar scalar) {
            return scalar(scalar);
        } else if (type instanceof MessageType.ArrayOf array) {
            int count = count(depth);
            Object made = Array.newInstance(erasure(array.element()), count);
            for (int i = 0; i < count; i++) {
                Array.set(made, i, value(array.element(), depth + 1));
            }
            return made;
        } else if (type instanceof MessageType.Container container) {
            return container(container, depth);
        }
        return data(model.data().get(((MessageType.Data) type).name()), depth);
    }

    private Object container(MessageType.Container type, int depth) {
        MessageType first = type.arguments().get(0);
        int count = count(depth);
        switch (type.kind()) {
            case OPTIONAL:
                return count == 0 ? Optional.empty() : Optional.of(value(first, depth + 1));
            case MAP:
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    map.put(value(first, depth + 1), value(type.arguments().get(1), depth + 1));
                }
                return map;
            default:
                Collection<Object> collection = type.kind() == MessageType.Kind.SET ? new LinkedHashSet<>() : new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    collection.add(value(first, depth + 1));
                }
                return collection;
        }
    }

    private int count(int depth) {
        return depth > 6 ? 0 : random.nextInt(4);
    }

    private Object data(Definition definition, int depth) {
        if (definition instanceof Definition.Choice choice) {
            // K0 has no components: the way out of a recursion
            String name = depth > 6 ? choice.permitted().get(0) : choice.permitted().get(random.nextInt(choice.permitted().size()));
            return data(model.data().get(name), depth + 1);
        }
        Class<?> type = type(definition.name());
        if (definition instanceof Definition.Enumeration) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        try {
            List<Object> values = new ArrayList<>();
            List<Class<?>> types = new ArrayList<>();
            for (Definition.Component component : ((Definition.Record) definition).components()) {
                values.add(value(component.type(), depth + 1));
                types.add(erasure(component.type()));
            }
            var constructor = type.getDeclaredConstructor(types.toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Class<?> erasure(MessageType type) {
        return java.lang.invoke.MethodType.fromMethodDescriptorString("()" + type.descriptor(), loader).returnType();
    }

    private Object scalar(Scalar type) {
        long bits = random.nextInt(3) == 0 ? random.nextInt(3) - 1 : random.nextLong() >> random.nextInt(64);
        int nanos = random.nextInt(1_000_000_000);
        LocalDate date = LocalDate.ofEpochDay(bits % 1_000_000);
        LocalTime time = random.nextBoolean() ? LocalTime.of(12, 0) : LocalTime.ofNanoOfDay(Math.floorMod(bits, 86_400_000_000_000L));
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(129_601) - 64_800);
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case BYTE -> (byte) bits;
            case CHAR -> "aé€\"\\\n\0".charAt(random.nextInt(7));
            case SHORT -> (short) bits;
            case INT -> (int) bits;
            case LONG -> bits;
            case FLOAT -> random.nextInt(5) == 0 ? Float.NaN : random.nextInt(5) == 0 ? Float.NEGATIVE_INFINITY
                    : Float.intBitsToFloat((int) bits);
            case DOUBLE -> random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : Double.longBitsToDouble(bits);
            case STRING -> string();
            case BIG_INTEGER -> new BigInteger(random.nextInt(100), random).multiply(BigInteger.valueOf(bits));
            case BIG_DECIMAL -> new BigDecimal(new BigInteger(random.nextInt(100), random), (int) (bits % 50));
            case UUID -> new UUID(bits, random.nextLong());
            case INSTANT -> Instant.ofEpochSecond(bits % 1_000_000_000_000L, nanos);
            case DURATION -> Duration.ofSeconds(bits, nanos);
            case PERIOD -> Period.of((int) bits, random.nextInt(20) - 10, random.nextInt(50));
            case LOCAL_DATE -> date;
            case LOCAL_TIME -> time;
            case LOCAL_DATE_TIME -> date.atTime(time);
            case OFFSET_DATE_TIME -> OffsetDateTime.of(date, time, offset);
            case ZONE_OFFSET -> offset;
            case ZONE_ID -> zone(offset);
            case ZONED_DATE_TIME -> LocalDateTime.of(date, time).atZone(zone(offset));
        };
    }

    private ZoneId zone(ZoneOffset offset) {
        String[] zones = {"Europe/Berlin", "America/New_York", "UTC", "Asia/Kathmandu"};
        return random.nextBoolean() ? offset : ZoneId.of(zones[random.nextInt(zones.length)]);
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint("abc \"\\\n\té€ß\u2028\u0001\u007f\uD83D\uDE00".codePoints().toArray()[random.nextInt(15)]);
        }
        return text.toString();
    }

    /** All that a value is, as text: with classes, bits and the contents of arrays. */
    static String render(Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            StringJoiner text = new StringJoiner(",", value.getClass().getName() + "{", "}");
            for (int i = 0; i < Array.getLength(value); i++) {
                text.add(render(Array.get(value, i)));
            }
            return text.toString();
        }
        if (value instanceof Collection<?> collection) {
            StringJoiner text = new StringJoiner(",", collection instanceof Set ? "{" : "[", "]");
            collection.forEach(each -> text.add(render(each)));
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner text = new StringJoiner(",", "map{", "}");
            map.forEach((key, each) -> text.add(render(key) + "=" + render(each)));
            return text.toString();
        }
        if (value instanceof Optional<?> optional) {
            return "optional(" + optional.map(RandomContract::render).orElse("") + ")";
        }
        if (value.getClass().isRecord()) {
            StringJoiner text = new StringJoiner(",", value.getClass().getName() + "(", ")");
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    text.add(render(component.getAccessor().invoke(value)));
                } catch (ReflectiveOperationException impossible) {
                    throw new AssertionError(impossible);
                }
            }
            return text.toString();
        }
        return value.getClass().getSimpleName() + ":" + value;
    }
}
