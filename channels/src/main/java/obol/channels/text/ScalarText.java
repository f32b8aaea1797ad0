package obol.channels.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
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
import java.util.UUID;
import obol.channels.codec.Reader;
import obol.channels.codec.ScalarCodec;
import obol.channels.codec.TimeCodec;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.codec.ZoneCodec;
import obol.channels.contract.MessageType.Scalar;

/** Text form of single values of the library. Primitives are treated as their boxes, whose bytes are the same. */
final class ScalarText {
    private ScalarText() {
    }

    /** Writes the value that the JSON stands for. */
    static void write(Writer writer, Scalar type, Json json) throws BadText {
        codec(type).write(writer, value(type, json));
    }

    /** Reads a value and appends its JSON. */
    static void read(Reader reader, Scalar type, StringBuilder out) {
        Object value = codec(type).read(reader);
        boolean bare = switch (type) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, BIG_INTEGER, BIG_DECIMAL -> true;
            case FLOAT -> Float.isFinite((Float) value);
            case DOUBLE -> Double.isFinite((Double) value);
            default -> false;
        };
        if (bare) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    /** Whether the type is written as a JSON number, infinities apart. */
    static boolean isNumber(Scalar type) {
        return switch (type) {
            case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, BIG_INTEGER, BIG_DECIMAL -> true;
            default -> false;
        };
    }

    /** Appends a JSON string. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int named = "\"\\\b\f\n\r\t".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("\"\\bfnrt".charAt(named));
            } else if (c < ' ' || c == 0x7F) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static ValueCodec codec(Scalar type) {
        return switch (type) {
            case BOOLEAN -> ScalarCodec.BOOLEAN;
            case BYTE -> ScalarCodec.BYTE;
            case CHAR -> ScalarCodec.CHAR;
            case SHORT -> ScalarCodec.SHORT;
            case INT -> ScalarCodec.INT;
            case LONG -> ScalarCodec.LONG;
            case FLOAT -> ScalarCodec.FLOAT;
            case DOUBLE -> ScalarCodec.DOUBLE;
            case STRING -> ScalarCodec.STRING;
            case BIG_INTEGER -> ScalarCodec.BIG_INTEGER;
            case BIG_DECIMAL -> ScalarCodec.BIG_DECIMAL;
            case UUID -> ScalarCodec.UUID;
            case INSTANT -> TimeCodec.INSTANT;
            case DURATION -> TimeCodec.DURATION;
            case PERIOD -> TimeCodec.PERIOD;
            case LOCAL_DATE -> TimeCodec.LOCAL_DATE;
            case LOCAL_TIME -> TimeCodec.LOCAL_TIME;
            case LOCAL_DATE_TIME -> TimeCodec.LOCAL_DATE_TIME;
            case OFFSET_DATE_TIME -> TimeCodec.OFFSET_DATE_TIME;
            case ZONE_OFFSET -> TimeCodec.ZONE_OFFSET;
            case ZONE_ID -> ZoneCodec.ZONE_ID;
            case ZONED_DATE_TIME -> ZoneCodec.ZONED_DATE_TIME;
        };
    }

    private static Object value(Scalar type, Json json) throws BadText {
        try {
            Object value = isNumber(type) ? number(type, json) : other(type, json);
            if (value != null) {
                return value;
            }
        } catch (NumberFormatException | DateTimeException wrong) {
            throw BadText.expected(json.at(), expectation(type), shown(json));
        }
        throw BadText.expected(json.at(), expectation(type), shown(json));
    }

    /** Null if the JSON is of another kind. */
    private static Object number(Scalar type, Json json) {
        if (json instanceof Json.Text text && (type == Scalar.FLOAT || type == Scalar.DOUBLE)) {
            return infinity(type, text.value());
        }
        if (!(json instanceof Json.Number number)) {
            return null;
        }
        String text = number.text();
        return switch (type) {
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case BIG_INTEGER -> new BigInteger(text);
            case BIG_DECIMAL -> new BigDecimal(text);
            case FLOAT -> Float.isFinite(Float.parseFloat(text)) ? Float.valueOf(text) : null;
            case DOUBLE -> Double.isFinite(Double.parseDouble(text)) ? Double.valueOf(text) : null;
            default -> null;
        };
    }

    private static Object infinity(Scalar type, String text) {
        Double value = switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
        if (value == null || type == Scalar.DOUBLE) {
            return value;
        }
        return value.floatValue();
    }

    /** Null if the JSON is of another kind. */
    private static Object other(Scalar type, Json json) {
        if (type == Scalar.BOOLEAN) {
            return json instanceof Json.Truth truth ? truth.value() : null;
        }
        if (!(json instanceof Json.Text string)) {
            return null;
        }
        String text = string.value();
        return switch (type) {
            case STRING -> text;
            case CHAR -> text.length() == 1 ? text.charAt(0) : null;
            case UUID -> uuid(text);
            case INSTANT -> Instant.parse(text);
            case DURATION -> Duration.parse(text);
            case PERIOD -> Period.parse(text);
            case LOCAL_DATE -> LocalDate.parse(text);
            case LOCAL_TIME -> LocalTime.parse(text);
            case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
            case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
            case ZONE_OFFSET -> ZoneOffset.of(text);
            case ZONE_ID -> ZoneId.of(text);
            case ZONED_DATE_TIME -> ZonedDateTime.parse(text);
            default -> null;
        };
    }

    /** The library's parser takes groups of any length; a text has one form only here. */
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }

    private static String expectation(Scalar type) {
        return switch (type) {
            case BOOLEAN -> "true or false (Boolean)";
            case CHAR -> "a string of one (Character)";
            case STRING -> "a string (String)";
            default -> (isNumber(type) ? "a number (" : "a string (") + type.display() + ")";
        };
    }

    private static String shown(Json json) {
        return json instanceof Json.Text text && text.value().length() <= 40 ? '"' + text.value() + '"' : json.kind();
    }
}
