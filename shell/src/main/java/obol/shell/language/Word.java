package obol.shell.language;

import java.util.List;

/** A word as written: pieces that stand next to each other without a blank. */
public record Word(List<Piece> pieces) {
    /** A piece of a word. */
    public sealed interface Piece permits Literal, Quoted, Variable {}

    /** Characters outside quotes: {@code * ? [} in them match file names. */
    public record Literal(String text) implements Piece {}

    /** Characters that stand for themselves; maybe none. */
    public record Quoted(String text) implements Piece {}

    /** {@code $name}; the name is an identifier, digits, or one of {@code ? ! $ # @}. */
    public record Variable(String name) implements Piece {}

    public Word {
        pieces = List.copyOf(pieces);
    }

    /** The word when nothing of it is quoted or a variable, otherwise null. Only such a word can be a word of control. */
    String bare() {
        return pieces.size() == 1 && pieces.get(0) instanceof Literal literal ? literal.text() : null;
    }

    static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isNamePart(int c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }

    /** True of what can stand before {@code =} in an assignment. */
    static boolean isName(String text) {
        if (text.isEmpty() || !isNameStart(text.charAt(0))) return false;
        for (int i = 1; i < text.length(); i++) if (!isNamePart(text.charAt(i))) return false;
        return true;
    }
}
