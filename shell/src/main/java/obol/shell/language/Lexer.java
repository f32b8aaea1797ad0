package obol.shell.language;

import java.util.ArrayList;
import java.util.List;
import obol.shell.language.Token.Kind;

/** Splits a script into tokens, each when it is asked for: what stands behind a mistake is not looked at. */
final class Lexer {
    private static final String ENDS_WORD = " \t\n;&|<>()";

    private final String text;
    private int at;
    private int line;
    private boolean continued;

    Lexer(String text, int firstLine) {
        this.text = text;
        this.line = firstLine;
    }

    /** True when the text ended right behind a backslash at the end of a line: the line goes on. */
    boolean endsInContinuation() {
        return continued && at == text.length();
    }

    Token next() throws SyntaxException {
        skipBlanksAndComment();
        int start = at;
        int c = peek(0);
        if (c < 0) return new Token(Kind.END, "", null, line, start, start);
        if (c == '\n') {
            at++;
            return new Token(Kind.NEWLINE, "\n", null, line++, start, at);
        }
        return ENDS_WORD.indexOf(c) >= 0 ? operator(c) : word();
    }

    private void skipBlanksAndComment() {
        while (true) {
            int c = peek(0);
            if (c == ' ' || c == '\t') at++;
            else if (atContinuation()) skipContinuation();
            else break;
        }
        if (peek(0) == '#') while (peek(0) >= 0 && peek(0) != '\n') at++;
    }

    private Token operator(int c) throws SyntaxException {
        int second = peek(1);
        switch (c) {
            case ';':
                if (second == ';') throw unsupported(";; (case)");
                return operator(Kind.SEMICOLON, 1);
            case '&':
                return second == '&' ? operator(Kind.AND, 2) : operator(Kind.AMPERSAND, 1);
            case '|':
                return second == '|' ? operator(Kind.OR, 2) : operator(Kind.PIPE, 1);
            case '<':
                if (second == '<') throw unsupported("<< (here-document)");
                if (second == '&' || second == '>') throw unsupported("<" + (char) second);
                return operator(Kind.LESS, 1);
            case '>':
                if (second == '|') throw unsupported(">|");
                if (second == '&') return operator(Kind.SAME_AS, 2);
                return second == '>' ? operator(Kind.APPEND, 2) : operator(Kind.GREATER, 1);
            case '(':
                throw unsupported("( (functions and sub-shells)");
            default:
                throw new SyntaxException(line, "unexpected \"" + (char) c + "\"", false);
        }
    }

    private Token operator(Kind kind, int length) {
        int start = at;
        at += length;
        return new Token(kind, text.substring(start, at), null, line, start, at);
    }

    private Token word() throws SyntaxException {
        int start = at;
        int startLine = line;
        List<Word.Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (peek(0) >= 0 && ENDS_WORD.indexOf(peek(0)) < 0) {
            int c = peek(0);
            if (atContinuation()) {
                skipContinuation();
            } else if (c == '\\' && at + 1 < text.length()) {
                flush(literal, pieces);
                int escaped = text.codePointAt(at + 1);
                pieces.add(new Word.Quoted(Character.toString(escaped)));
                at += 1 + Character.charCount(escaped);
            } else if (c == '\'') {
                flush(literal, pieces);
                pieces.add(new Word.Quoted(singleQuoted()));
            } else if (c == '"') {
                flush(literal, pieces);
                doubleQuoted(pieces);
            } else if (c == '`') {
                throw unsupported("` (command substitution)");
            } else if (c == '$' && startsVariable()) {
                flush(literal, pieces);
                pieces.add(variable());
            } else {
                literal.append((char) c);
                at++;
            }
        }
        flush(literal, pieces);
        String source = text.substring(start, at);
        boolean beforeRedirection = peek(0) == '<' || peek(0) == '>';
        Kind kind = beforeRedirection && isDigits(source) ? Kind.DESCRIPTOR : Kind.WORD;
        return new Token(kind, source, new Word(pieces), startLine, start, at);
    }

    private static void flush(StringBuilder literal, List<Word.Piece> pieces) {
        if (literal.length() == 0) return;
        pieces.add(new Word.Literal(literal.toString()));
        literal.setLength(0);
    }

    private String singleQuoted() throws SyntaxException {
        int openLine = line;
        int close = text.indexOf('\'', at + 1);
        if (close < 0) throw new SyntaxException(openLine, "' without its end", true);
        String inside = text.substring(at + 1, close);
        for (int i = 0; i < inside.length(); i++) if (inside.charAt(i) == '\n') line++;
        at = close + 1;
        return inside;
    }

    private void doubleQuoted(List<Word.Piece> pieces) throws SyntaxException {
        int openLine = line;
        int before = pieces.size();
        StringBuilder quoted = new StringBuilder();
        at++;
        while (peek(0) != '"') {
            int c = peek(0);
            if (c < 0) throw new SyntaxException(openLine, "\" without its end", true);
            if (atContinuation()) {
                skipContinuation();
            } else if (c == '\\' && "$`\"\\".indexOf(peek(1)) >= 0) {
                quoted.append((char) peek(1));
                at += 2;
            } else if (c == '`') {
                throw unsupported("` (command substitution)");
            } else if (c == '$' && startsVariable()) {
                if (quoted.length() > 0) pieces.add(new Word.Quoted(quoted.toString()));
                quoted.setLength(0);
                pieces.add(variable());
            } else {
                if (c == '\n') line++;
                quoted.append((char) c);
                at++;
            }
        }
        at++;
        if (quoted.length() > 0 || pieces.size() == before) pieces.add(new Word.Quoted(quoted.toString()));
    }

    private boolean startsVariable() {
        int c = peek(1);
        return Word.isNamePart(c) || c >= 0 && "{(?!$#@*-".indexOf(c) >= 0;
    }

    private Word.Variable variable() throws SyntaxException {
        int c = peek(1);
        if (c == '(') throw unsupported(peek(2) == '(' ? "$(( (arithmetic)" : "$( (command substitution)");
        if (c == '*' || c == '-') throw unsupported("$" + (char) c);
        if (c == '{') return braced();
        int start = at + 1;
        at = start + 1;
        if (Word.isNameStart(c)) while (Word.isNamePart(peek(0))) at++;
        return new Word.Variable(text.substring(start, at));
    }

    private Word.Variable braced() throws SyntaxException {
        int close = text.indexOf('}', at);
        if (close < 0) throw new SyntaxException(line, "${ without its }", true);
        String name = text.substring(at + 2, close);
        boolean special = name.length() == 1 && "?!$#@".contains(name);
        if (!special && !Word.isName(name) && !isDigits(name)) throw unsupported("${" + name + "} (other than ${NAME})");
        at = close + 1;
        return new Word.Variable(name);
    }

    private static boolean isDigits(String s) {
        for (int i = 0; i < s.length(); i++) if (s.charAt(i) < '0' || s.charAt(i) > '9') return false;
        return !s.isEmpty();
    }

    private boolean atContinuation() {
        return peek(0) == '\\' && peek(1) == '\n';
    }

    private void skipContinuation() {
        at += 2;
        line++;
        continued = at == text.length();
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private SyntaxException unsupported(String what) {
        return new SyntaxException(line, what + " is not supported", false);
    }
}
