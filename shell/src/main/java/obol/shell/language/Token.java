package obol.shell.language;

/**
 * What the lexer finds.
 *
 * @param text the characters, for messages and for digits before a redirection
 * @param word the word, for {@link Kind#WORD} only
 * @param line counted from 1
 * @param start offset of the first character in the script
 * @param end offset after the last one
 */
record Token(Kind kind, String text, Word word, int line, int start, int end) {
    enum Kind {
        WORD, DESCRIPTOR, NEWLINE, SEMICOLON, AMPERSAND, AND, OR, PIPE, LESS, GREATER, APPEND, SAME_AS, END;

        boolean isRedirection() {
            return this == LESS || this == GREATER || this == APPEND || this == SAME_AS;
        }
    }

    /** How messages name it. */
    String described() {
        return switch (kind) {
            case NEWLINE -> "end of line";
            case END -> "end of file";
            default -> '"' + text + '"';
        };
    }
}
