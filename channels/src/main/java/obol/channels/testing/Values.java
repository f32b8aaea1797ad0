package obol.channels.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import obol.channels.bounds.Bound;
import obol.channels.bounds.CharacterSet;
import obol.channels.bounds.RegexNode;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.text.Conversation;

/** Generators of values of a contract's types, as JSON texts, within their bounds. */
final class Values {
    private static final int USUAL_MOST = 8;
    /** So deep the shortest way to an end is taken. */
    private static final int DEEP = 3;
    private static final int ATTEMPTS = 10_000;
    private static final int ENDLESS = 1000;
    private static final long LATEST_SECOND = 4_102_444_800L;
    private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(70);

    private static final int USUALLY = 8;
    private static final String FAILS = "{\"@fails\":\"of the client\"}";
    private static final String GONE = "\"@gone\"";

    private final ContractModel model;
    private final List<String> words;
    /** Of an object's answers, in which an endpoint is the object itself. */
    private final boolean answers;

    /** @param words Strings that stand among the made-up ones, where bounds allow it */
    Values(ContractModel model, List<String> words) {
        this(model, words, false);
    }

    private Values(ContractModel model, List<String> words, boolean answers) {
        this.model = model;
        this.words = words;
        this.answers = answers;
    }

    /** Values of a type. An endpoint is a new object that answers all that it can be asked, each method always the same. */
    Arbitrary<String> of(MessageType type) {
        return of(type, 0);
    }

    private Arbitrary<String> of(MessageType type, int depth) {
        MessageType plain = type.plain();
        List<Bound> bounds = type instanceof MessageType.Bounded bounded ? bounded.bounds() : List.of();
        if (plain instanceof MessageType.Primitive primitive) {
            return scalar(MessageType.Scalar.valueOf(primitive.name()), bounds);
        } else if (plain instanceof MessageType.Scalar scalar) {
            return scalar(scalar, bounds);
        } else if (plain instanceof MessageType.Block || plain instanceof MessageType.ArrayOf array
                && array.element() == MessageType.Primitive.BYTE) {
            return sized(Arbitraries.bytes().list(), bounds, depth).map(Values::base64);
        } else if (plain instanceof MessageType.ArrayOf array) {
            return list(array.element(), bounds, depth);
        } else if (plain instanceof MessageType.Batch batch) {
            return list(batch.element(), bounds, depth);
        } else if (plain instanceof MessageType.Pending pending) {
            return orRarely(of(pending.value(), depth), FAILS);
        } else if (plain instanceof MessageType.Stream stream) {
            return stream.half() == MessageType.Stream.Half.SINK ? orRarely(Arbitraries.just("null"), GONE)
                    : orRarely(list(stream.item(), bounds, depth), FAILS);
        } else if (plain instanceof MessageType.Endpoint endpoint) {
            return answers ? Arbitraries.just("null") : object(endpoint);
        } else if (plain instanceof MessageType.Container container) {
            return container(container, bounds, depth);
        } else if (plain instanceof MessageType.Data data) {
            return data(model.data().get(data.name()), depth);
        }
        throw new IllegalArgumentException("no values of " + plain.display());
    }

    private static Arbitrary<String> orRarely(Arbitrary<String> usual, String rare) {
        return Arbitraries.frequencyOf(Tuple.of(USUALLY, usual), Tuple.of(1, Arbitraries.just(rare)));
    }

    private Arbitrary<String> object(MessageType.Endpoint type) {
        if (type.untyped()) {
            return Arbitraries.oneOf(model.states().values().stream().map(this::object).toList());
        }
        return object(model.states().get(type.contract()));
    }

    /** An object in a state, as {@code Conversation} has it: with an answer for all that can be asked of it and what it leads to. */
    private Arbitrary<String> object(State start) {
        Values others = new Values(model, words, true);
        List<Arbitrary<String>> each = new ArrayList<>();
        for (State state : model.from(start.name()).states().values()) {
            for (Operation operation : state.operations()) {
                String key = "," + Conversation.quote(state.display() + "." + operation.name()) + ":";
                Arbitrary<String> answer = others.answer(operation);
                Arbitrary<String> entry = answer == null ? Arbitraries.just("") : answer.map(value -> key + value);
                for (String thrown : operation.exceptions()) {
                    entry = orRarely(entry, key + "{\"@throws\":" + Conversation.quote(MessageType.simpleName(thrown)) + "}");
                }
                each.add(entry);
            }
        }
        return Combinators.combine(each).as(entries -> "{\"as\":" + Conversation.quote(start.display()) + String.join("", entries) + "}");
    }

    /** What an object answers; null if that goes without saying. */
    private Arbitrary<String> answer(Operation operation) {
        MessageType type = operation.result();
        if (type == MessageType.Primitive.VOID || type instanceof MessageType.Endpoint) {
            return null;
        }
        return of(type, 1);
    }

    private Arbitrary<String> scalar(MessageType.Scalar type, List<Bound> bounds) {
        return switch (type) {
            case BOOLEAN -> Arbitraries.of("false", "true");
            case BYTE -> integers(Byte.MIN_VALUE, Byte.MAX_VALUE, bounds);
            case SHORT -> integers(Short.MIN_VALUE, Short.MAX_VALUE, bounds);
            case INT -> integers(Integer.MIN_VALUE, Integer.MAX_VALUE, bounds);
            case LONG -> integers(Long.MIN_VALUE, Long.MAX_VALUE, bounds);
            case BIG_INTEGER -> Arbitraries.bigIntegers().between(least(bounds), most(bounds)).map(BigInteger::toString);
            case BIG_DECIMAL -> Arbitraries.bigDecimals().between(new BigDecimal(least(bounds)), new BigDecimal(most(bounds)))
                    .map(BigDecimal::toString);
            case FLOAT -> Arbitraries.floats().map(String::valueOf);
            case DOUBLE -> Arbitraries.doubles().map(String::valueOf);
            case CHAR -> quoted(Arbitraries.chars().range(' ', '~').map(String::valueOf));
            case STRING -> quoted(strings(bounds));
            case UUID -> quoted(Arbitraries.longs().map(n -> new java.util.UUID(n, ~n).toString()));
            case INSTANT -> quoted(seconds().map(n -> Instant.ofEpochSecond(n).toString()));
            case DURATION -> quoted(seconds().map(n -> Duration.ofSeconds(n).toString()));
            case PERIOD -> quoted(Arbitraries.integers().between(0, 4000).map(n -> Period.ofDays(n).toString()));
            case LOCAL_DATE -> quoted(seconds().map(n -> time(n).toLocalDate()).map(LocalDate::toString));
            case LOCAL_TIME -> quoted(seconds().map(n -> time(n).toLocalTime()).map(LocalTime::toString));
            case LOCAL_DATE_TIME -> quoted(seconds().map(n -> time(n).toString()));
            case OFFSET_DATE_TIME -> quoted(seconds().map(n -> time(n).atOffset(ZoneOffset.ofHours((int) (n % 12))).toString()));
            case ZONE_OFFSET -> quoted(Arbitraries.integers().between(-18, 18).map(n -> ZoneOffset.ofHours(n).toString()));
            case ZONE_ID -> quoted(Arbitraries.of("UTC", "Europe/Berlin", "America/New_York"));
            case ZONED_DATE_TIME -> quoted(seconds().map(n -> time(n).atZone(ZoneId.of("Europe/Berlin")).toString()));
        };
    }

    private static Arbitrary<String> quoted(Arbitrary<String> texts) {
        return texts.map(Conversation::quote);
    }

    private static Arbitrary<Long> seconds() {
        return Arbitraries.longs().between(0, LATEST_SECOND);
    }

    private static LocalDateTime time(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    private static Arbitrary<String> integers(long least, long most, List<Bound> bounds) {
        long low = least;
        long high = most;
        for (Bound bound : bounds) {
            if (bound instanceof Bound.Range range) {
                low = Math.max(low, range.least());
                high = Math.min(high, range.most());
            }
        }
        return Arbitraries.longs().between(low, high).map(String::valueOf);
    }

    private static BigInteger least(List<Bound> bounds) {
        for (Bound bound : bounds) {
            if (bound instanceof Bound.Range range && range.least() != Long.MIN_VALUE) {
                return BigInteger.valueOf(range.least());
            }
        }
        return LARGE.negate();
    }

    private static BigInteger most(List<Bound> bounds) {
        for (Bound bound : bounds) {
            if (bound instanceof Bound.Range range && range.most() != Long.MAX_VALUE) {
                return BigInteger.valueOf(range.most());
            }
        }
        return LARGE;
    }

    private Arbitrary<String> strings(List<Bound> bounds) {
        int[] sizes = sizes(bounds, 0);
        RegexNode pattern = null;
        for (Bound bound : bounds) {
            pattern = bound instanceof Bound.Match match ? match.regex().tree() : pattern;
        }
        RegexNode tree = pattern;
        Arbitrary<String> texts = tree != null ? Arbitraries.randomValue(random -> text(tree, random, sizes[0]))
                : Arbitraries.strings().withCharRange(' ', '~').withChars('\n', '\u00e4', '\u20ac').ofMinLength(sizes[0])
                        .ofMaxLength(sizes[1]);
        List<String> known = words.stream().filter(word -> isWithin(word, bounds)).toList();
        Arbitrary<String> all = known.isEmpty() ? texts : Arbitraries.oneOf(List.of(Arbitraries.of(known), texts));
        return all.filter(ATTEMPTS, text -> isWithin(text, bounds));
    }

    private static boolean isWithin(String text, List<Bound> bounds) {
        return bounds.stream().allMatch(bound -> bound.violation(text) == null);
    }

    /** A text that matches. @param least how long it should be, if repetitions can make it so */
    private static String text(RegexNode node, Random random, int least) {
        StringBuilder text = new StringBuilder();
        append(node, random, text, least);
        return text.toString();
    }

    private static void append(RegexNode node, Random random, StringBuilder text, int least) {
        if (node instanceof RegexNode.One one) {
            text.appendCodePoint(member(one.set(), random));
        } else if (node instanceof RegexNode.Sequence sequence) {
            sequence.parts().forEach(part -> append(part, random, text, least));
        } else if (node instanceof RegexNode.Choice choice) {
            append(choice.parts().get(random.nextInt(choice.parts().size())), random, text, least);
        } else if (node instanceof RegexNode.Repeat repeat) {
            int most = repeat.most() < 0 ? Math.max(repeat.least(), least) + USUAL_MOST : repeat.most();
            int times = repeat.least() + random.nextInt(most - repeat.least() + 1);
            for (int i = 0; i < times; i++) {
                append(repeat.part(), random, text, least);
            }
        }
    }

    private static int member(CharacterSet set, Random random) {
        int printable = '~' - ' ' + 1;
        int start = random.nextInt(printable);
        for (int i = 0; i < printable; i++) {
            int point = ' ' + (start + i) % printable;
            if (set.contains(point)) {
                return point;
            }
        }
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (set.contains(point) && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)) {
                return point;
            }
        }
        throw new IllegalArgumentException("a pattern has a class without a member");
    }

    /** Least and most of a size. */
    private static int[] sizes(List<Bound> bounds, int depth) {
        int least = 0;
        int most = Integer.MAX_VALUE;
        for (Bound bound : bounds) {
            if (bound instanceof Bound.Size size) {
                least = size.least();
                most = size.most();
            }
        }
        return new int[] {least, depth >= DEEP ? least : Math.min(most, least + USUAL_MOST)};
    }

    private static <T> Arbitrary<List<T>> sized(ListArbitrary<T> lists, List<Bound> bounds, int depth) {
        int[] sizes = sizes(bounds, depth);
        return lists.ofMinSize(sizes[0]).ofMaxSize(sizes[1]);
    }

    private Arbitrary<String> list(MessageType element, List<Bound> bounds, int depth) {
        return isEmpty(bounds, depth) ? Arbitraries.just("[]")
                : sized(of(element, depth + 1).list(), bounds, depth).map(each -> "[" + String.join(",", each) + "]");
    }

    /** Ends what contains itself. */
    private static boolean isEmpty(List<Bound> bounds, int depth) {
        return sizes(bounds, depth)[1] == 0;
    }

    private Arbitrary<String> container(MessageType.Container type, List<Bound> bounds, int depth) {
        MessageType first = type.arguments().get(0);
        return switch (type.kind()) {
            case LIST -> list(first, bounds, depth);
            case SET -> isEmpty(bounds, depth) ? Arbitraries.just("[]")
                    : sized(of(first, depth + 1).list().uniqueElements(), bounds, depth).map(each -> "[" + String.join(",", each) + "]");
            case OPTIONAL -> depth >= DEEP ? Arbitraries.just("null")
                    : Arbitraries.oneOf(List.of(Arbitraries.just("null"), of(first, depth + 1)));
            case MAP -> map(first, type.arguments().get(1), bounds, depth);
        };
    }

    private Arbitrary<String> map(MessageType key, MessageType value, List<Bound> bounds, int depth) {
        boolean object = Conversation.isName(model, key);
        if (isEmpty(bounds, depth)) {
            return Arbitraries.just(object ? "{}" : "[]");
        }
        Arbitrary<List<String>> keys = sized(of(key, depth + 1).list().uniqueElements(), bounds, depth);
        Arbitrary<List<String>> values = of(value, depth + 1).list().ofSize(sizes(bounds, depth)[1]);
        return Combinators.combine(keys, values).as((names, others) -> {
            StringBuilder text = new StringBuilder(object ? "{" : "[");
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                text.append(i == 0 ? "" : ",");
                if (object) {
                    text.append(name.startsWith("\"") ? name : Conversation.quote(name)).append(':').append(others.get(i));
                } else {
                    text.append('[').append(name).append(',').append(others.get(i)).append(']');
                }
            }
            return text.append(object ? '}' : ']').toString();
        });
    }

    private Arbitrary<String> data(Definition definition, int depth) {
        if (definition instanceof Definition.Enumeration constants) {
            return quoted(Arbitraries.of(constants.constants()));
        } else if (definition instanceof Definition.Record record) {
            return record(record, "", depth);
        }
        List<String> permitted = ((Definition.Choice) definition).permitted();
        int lowest = permitted.stream().mapToInt(name -> height(name, new HashSet<>())).min().orElse(0);
        List<Arbitrary<String>> cases = new ArrayList<>();
        for (String name : permitted) {
            if (depth < DEEP || height(name, new HashSet<>()) == lowest) {
                String head = "\"type\":" + Conversation.quote(MessageType.simpleName(name));
                cases.add(model.data().get(name) instanceof Definition.Record record ? record(record, head, depth + 1)
                        : data(model.data().get(name), depth + 1).map(constant -> "{" + head + ",\"value\":" + constant + "}"));
            }
        }
        return Arbitraries.oneOf(cases);
    }

    private Arbitrary<String> record(Definition.Record record, String head, int depth) {
        List<Arbitrary<String>> parts = record.components().stream().map(component -> of(component.type(), depth + 1)).toList();
        return Combinators.combine(parts).as(values -> {
            StringBuilder text = new StringBuilder("{").append(head);
            for (int i = 0; i < values.size(); i++) {
                text.append(text.length() == 1 ? "" : ",").append(Conversation.quote(record.components().get(i).name())).append(':')
                        .append(values.get(i));
            }
            return text.append('}').toString();
        });
    }

    /** How deep a value nests at least: of what contains itself on every way, more than any. */
    private int height(String name, Set<String> open) {
        Definition definition = model.data().get(name);
        if (definition instanceof Definition.Enumeration) {
            return 0;
        }
        if (!open.add(name)) {
            return ENDLESS;
        }
        int height = 0;
        if (definition instanceof Definition.Record record) {
            for (Definition.Component component : record.components()) {
                height = Math.max(height, component.type() instanceof MessageType.Data data ? 1 + height(data.name(), open) : 0);
            }
        } else if (definition instanceof Definition.Choice choice) {
            height = 1 + choice.permitted().stream().mapToInt(each -> height(each, open)).min().orElse(0);
        }
        open.remove(name);
        return Math.min(height, ENDLESS);
    }

    private static String base64(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return Conversation.quote(Base64.getEncoder().encodeToString(bytes));
    }
}
