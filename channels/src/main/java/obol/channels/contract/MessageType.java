package obol.channels.contract;

import java.util.List;
import java.util.stream.Collectors;
import obol.channels.bounds.Bound;

/** The type of something that a message carries: the table that codec generator, text form and canonical text read. */
public sealed interface MessageType {
    /** In the canonical text: descriptor letters for primitives and arrays, binary names, {@code Name<arg>}. */
    String canonical();

    /** For people: simple names. */
    String display();

    /** Field descriptor of the erased type. */
    String descriptor();

    /** The type without bounds of its own; what it is made of keeps its bounds. */
    default MessageType plain() {
        return this;
    }

    /** Primitive types, and void, which is a result only. */
    enum Primitive implements MessageType {
        BOOLEAN('Z', "boolean", "Boolean", "BOOLEANS"), BYTE('B', "byte", "Byte", "BYTES"), CHAR('C', "char", "Char", "CHARS"),
        SHORT('S', "short", "Short", "SHORTS"), INT('I', "int", "Int", "INTS"), LONG('J', "long", "Long", "LONGS"),
        FLOAT('F', "float", "Float", "FLOATS"), DOUBLE('D', "double", "Double", "DOUBLES"), VOID('V', "void", "", "");

        private final char letter;
        private final String keyword;
        private final String access;
        private final String arrayField;

        Primitive(char letter, String keyword, String access, String arrayField) {
            this.letter = letter;
            this.keyword = keyword;
            this.access = access;
            this.arrayField = arrayField;
        }

        /** The type of a descriptor letter, or null. */
        public static Primitive of(char letter) {
            for (Primitive type : values()) {
                if (type.letter == letter) {
                    return type;
                }
            }
            return null;
        }

        /** As in the codec's {@code readInt} and {@code writeInt}. */
        public String access() {
            return access;
        }

        /** The codec of its arrays: a field of {@code ArrayCodec}. */
        public String arrayField() {
            return arrayField;
        }

        @Override
        public String canonical() {
            return String.valueOf(letter);
        }

        @Override
        public String display() {
            return keyword;
        }

        @Override
        public String descriptor() {
            return String.valueOf(letter);
        }
    }

    /** Classes of the library that are single values, and the codec of each: a field of a class of {@code obol.channels.codec}. */
    enum Scalar implements MessageType {
        BOOLEAN("java.lang.Boolean", "ScalarCodec"), BYTE("java.lang.Byte", "ScalarCodec"), CHAR("java.lang.Character", "ScalarCodec"),
        SHORT("java.lang.Short", "ScalarCodec"), INT("java.lang.Integer", "ScalarCodec"), LONG("java.lang.Long", "ScalarCodec"),
        FLOAT("java.lang.Float", "ScalarCodec"), DOUBLE("java.lang.Double", "ScalarCodec"), STRING("java.lang.String", "ScalarCodec"),
        BIG_INTEGER("java.math.BigInteger", "ScalarCodec"), BIG_DECIMAL("java.math.BigDecimal", "ScalarCodec"),
        UUID("java.util.UUID", "ScalarCodec"),
        INSTANT("java.time.Instant", "TimeCodec"), DURATION("java.time.Duration", "TimeCodec"), PERIOD("java.time.Period", "TimeCodec"),
        LOCAL_DATE("java.time.LocalDate", "TimeCodec"), LOCAL_TIME("java.time.LocalTime", "TimeCodec"),
        LOCAL_DATE_TIME("java.time.LocalDateTime", "TimeCodec"), OFFSET_DATE_TIME("java.time.OffsetDateTime", "TimeCodec"),
        ZONE_OFFSET("java.time.ZoneOffset", "TimeCodec"),
        ZONE_ID("java.time.ZoneId", "ZoneCodec"), ZONED_DATE_TIME("java.time.ZonedDateTime", "ZoneCodec");

        private final String className;
        private final String codecClass;

        Scalar(String className, String codecClass) {
            this.className = className;
            this.codecClass = codecClass;
        }

        /** The scalar of a binary name, or null. */
        public static Scalar of(String className) {
            for (Scalar type : values()) {
                if (type.className.equals(className)) {
                    return type;
                }
            }
            return null;
        }

        /** Simple name of the class of {@code obol.channels.codec} that has its codec in the field {@link #name()}. */
        public String codecClass() {
            return codecClass;
        }

        @Override
        public String canonical() {
            return className;
        }

        @Override
        public String display() {
            return simpleName(className);
        }

        @Override
        public String descriptor() {
            return descriptorOf(className);
        }
    }

    /** An array. */
    record ArrayOf(MessageType element) implements MessageType {
        @Override
        public String canonical() {
            return "[" + element.canonical();
        }

        @Override
        public String display() {
            return element.display() + "[]";
        }

        @Override
        public String descriptor() {
            return "[" + element.descriptor();
        }
    }

    /** The containers of the library. */
    enum Kind {
        LIST("java.util.List"), SET("java.util.Set"), MAP("java.util.Map"), OPTIONAL("java.util.Optional");

        private final String className;

        Kind(String className) {
            this.className = className;
        }

        /** The kind of a binary name, or null. */
        public static Kind of(String className) {
            for (Kind kind : values()) {
                if (kind.className.equals(className)) {
                    return kind;
                }
            }
            return null;
        }

        public String className() {
            return className;
        }

        /** 2 for a map, else 1. */
        public int arity() {
            return this == MAP ? 2 : 1;
        }
    }

    /** A container of values of these types. */
    record Container(Kind kind, List<MessageType> arguments) implements MessageType {
        public Container {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String canonical() {
            return kind.className + arguments.stream().map(MessageType::canonical).collect(Collectors.joining(",", "<", ">"));
        }

        @Override
        public String display() {
            return simpleName(kind.className) + arguments.stream().map(MessageType::display).collect(Collectors.joining(", ", "<", ">"));
        }

        @Override
        public String descriptor() {
            return descriptorOf(kind.className);
        }
    }

    /** A record, enum or choice, which the model defines. */
    record Data(String name) implements MessageType {
        @Override
        public String canonical() {
            return name.length() == 1 ? "L" + name + ";" : name; // a class I of the unnamed package is no int
        }

        @Override
        public String display() {
            return simpleName(name);
        }

        @Override
        public String descriptor() {
            return descriptorOf(name);
        }
    }

    /** An endpoint; of {@link #ANY}, one whose contract is known when it arrives. */
    record Endpoint(String contract) implements MessageType {
        public static final String ANY = "obol.channels.Contract";

        public boolean untyped() {
            return contract.equals(ANY);
        }

        @Override
        public String canonical() {
            return new Data(contract).canonical();
        }

        @Override
        public String display() {
            return simpleName(contract);
        }

        @Override
        public String descriptor() {
            return descriptorOf(contract);
        }
    }

    /** A block of exchange memory. */
    record Block() implements MessageType {
        public static final String NAME = "obol.channels.Block";

        @Override
        public String canonical() {
            return NAME;
        }

        @Override
        public String display() {
            return "Block";
        }

        @Override
        public String descriptor() {
            return descriptorOf(NAME);
        }
    }

    /** A value that comes later. */
    record Pending(MessageType value) implements MessageType {
        public static final String NAME = "obol.channels.Pending";

        @Override
        public String canonical() {
            return NAME + "<" + value.canonical() + ">";
        }

        @Override
        public String display() {
            return "Pending<" + value.display() + ">";
        }

        @Override
        public String descriptor() {
            return descriptorOf(NAME);
        }
    }

    /** One half of a stream. */
    record Stream(Half half, MessageType item) implements MessageType {
        /** Which half: the one that is read, the one that is written. */
        public enum Half {
            SOURCE("obol.channels.Source"), SINK("obol.channels.Sink");

            private final String className;

            Half(String className) {
                this.className = className;
            }

            /** The half of a binary name, or null. */
            public static Half of(String className) {
                for (Half half : values()) {
                    if (half.className.equals(className)) {
                        return half;
                    }
                }
                return null;
            }
        }

        @Override
        public String canonical() {
            return half.className + "<" + item.canonical() + ">";
        }

        @Override
        public String display() {
            return simpleName(half.className) + "<" + item.display() + ">";
        }

        @Override
        public String descriptor() {
            return descriptorOf(half.className);
        }
    }

    /** A linear list. */
    record Batch(MessageType element) implements MessageType {
        public static final String NAME = "obol.channels.Batch";

        @Override
        public String canonical() {
            return NAME + "<" + element.canonical() + ">";
        }

        @Override
        public String display() {
            return "Batch<" + element.display() + ">";
        }

        @Override
        public String descriptor() {
            return descriptorOf(NAME);
        }
    }

    /** A primitive, String, number, array, List, Set or Map within bounds, of which there is at least one. */
    record Bounded(MessageType plain, List<Bound> bounds) implements MessageType {
        public Bounded {
            bounds = List.copyOf(bounds);
        }

        @Override
        public String canonical() {
            return plain.canonical() + suffix();
        }

        @Override
        public String display() {
            return plain.display() + suffix();
        }

        @Override
        public String descriptor() {
            return plain.descriptor();
        }

        private String suffix() {
            return bounds.stream().map(bound -> "{" + bound.canonical() + "}").collect(Collectors.joining());
        }
    }

    /** The part of a binary name behind packages and enclosing classes. */
    static String simpleName(String binaryName) {
        return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
    }

    private static String descriptorOf(String binaryName) {
        return "L" + binaryName.replace('.', '/') + ";";
    }
}
