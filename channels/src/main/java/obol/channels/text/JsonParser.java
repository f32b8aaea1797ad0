package obol.channels.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A strict parser of RFC 8259: names of an object are unique, nesting is bounded, and a text is a value or a row of values. */
final class JsonParser {
    /** More than a message may nest, as each level there is one or two here. */
    private static final int MOST_NESTING = 200;

    private final String text;
    private int at;
    private int nesting;

    private JsonParser(String text) {
        this.text = text;
    }

    /** The one value of the text. */
    static Json value(String text) throws BadText {
        JsonParser parser = new JsonParser(text);
        parser.blanks();
        Json value = parser.value();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.bad("the end of the value");
        }
        return value;
    }

    /** The values of the text, separated by blanks. */
    static List<Json> values(String text) throws BadText {
        JsonParser parser = new JsonParser(text);
        List<Json> values = new ArrayList<>();
        parser.blanks();
        while (parser.at < text.length()) {
            values.add(parser.value());
            int end = parser.at;
            parser.blanks();
            if (parser.at == end && end < text.length()) {
                throw parser.bad("a space between values");
            }
        }
        return values;
    }

    private Json value() throws BadText {
        int start = at;
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return new Json.Text(start, string());
            case 't':
                word("true");
                return new Json.Truth(start, true);
            case 'f':
                word("false");
                return new Json.Truth(start, false);
            case 'n':
                word("null");
                return new Json.Null(start);
            default:
                return number();
        }
    }

    private Json object() throws BadText {
        int start = at;
        enter();
        List<Json.Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (next('}', members.isEmpty())) {
            int nameAt = at;
            if (peek() != '"') {
                throw bad("the name of a member");
            }
            String name = string();
            if (!names.add(name)) {
                throw new BadText(nameAt, "the member \"" + name + "\" stands twice");
            }
            blanks();
            if (peek() != ':') {
                throw bad("':'");
            }
            at++;
            blanks();
            members.add(new Json.Member(nameAt, name, value()));
        }
        nesting--;
        return new Json.Object(start, members);
    }

    private Json array() throws BadText {
        int start = at;
        enter();
        List<Json> elements = new ArrayList<>();
        while (next(']', elements.isEmpty())) {
            elements.add(value());
        }
        nesting--;
        return new Json.Array(start, elements);
    }

    private void enter() throws BadText {
        if (++nesting > MOST_NESTING) {
            throw new BadText(at, "nested deeper than " + MOST_NESTING);
        }
        at++;
    }

    /** Whether another element follows; takes the comma before it, or the closing bracket. */
    private boolean next(char close, boolean first) throws BadText {
        blanks();
        if (peek() == close) {
            at++;
            return false;
        }
        if (!first) {
            if (peek() != ',') {
                throw bad("',' or '" + close + "'");
            }
            at++;
            blanks();
        }
        return true;
    }

    private String string() throws BadText {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return string.toString();
            }
            if (c < ' ') {
                throw bad("the end of the string");
            }
            at++;
            string.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws BadText {
        char c = peek();
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (c != 'u') {
            throw bad("an escape");
        }
        at++;
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = "0123456789abcdef".indexOf(Character.toLowerCase(peek()));
            if (digit < 0) {
                throw bad("four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Json number() throws BadText {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("a value");
        }
        if (peek() == '.') {
            at++;
            digits("a digit");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("a digit");
        }
        return new Json.Number(start, text.substring(start, at));
    }

    private void digits(String expected) throws BadText {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw bad(expected);
        }
    }

    private void word(String word) throws BadText {
        if (!text.startsWith(word, at)) {
            throw bad("a value");
        }
        at += word.length();
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character; 0, which no JSON holds bare, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private BadText bad(String expected) {
        return BadText.expected(at, expected, at < text.length() ? "'" + text.charAt(at) + "'" : "the end");
    }
}
