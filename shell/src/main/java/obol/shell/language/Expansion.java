package obol.shell.language;

import java.util.ArrayList;
import java.util.List;

/** From words as written to the words that a command gets: variables and file names put in, quotes taken away. */
final class Expansion {
    private final State state;
    private final OperatingSystem system;

    Expansion(State state, OperatingSystem system) {
        this.state = state;
        this.system = system;
    }

    /** A word gives one word; more where it matches file names or has {@code $@}, none where {@code $@} alone is empty. */
    List<String> words(List<Word> words) {
        List<String> result = new ArrayList<>();
        for (Word word : words) {
            for (Field field : fields(word)) field.addTo(result);
        }
        return result;
    }

    /** A word that is not matched against file names; {@code $@} in it is joined with blanks. */
    String single(Word word) {
        StringBuilder joined = new StringBuilder();
        String separator = "";
        for (Field field : fields(word)) {
            joined.append(separator).append(field.text);
            separator = " ";
        }
        return joined.toString();
    }

    private List<Field> fields(Word word) {
        List<Field> fields = new ArrayList<>();
        Field field = null;
        for (Word.Piece piece : word.pieces()) {
            if (piece instanceof Word.Variable variable && variable.name().equals("@")) {
                for (int i = 0; i < state.parameters.size(); i++) {
                    if (field == null || i > 0) fields.add(field = new Field());
                    field.quoted(state.parameters.get(i));
                }
                continue;
            }
            if (field == null) fields.add(field = new Field());
            if (piece instanceof Word.Literal literal) field.literal(literal.text());
            else if (piece instanceof Word.Quoted quoted) field.quoted(quoted.text());
            else if (piece instanceof Word.Variable variable) field.quoted(state.value(variable.name(), system.pid()));
        }
        return fields;
    }

    /** A word that is being built, as text and as pattern; the two differ in what the pattern must escape. */
    private final class Field {
        final StringBuilder text = new StringBuilder();
        final StringBuilder pattern = new StringBuilder();

        void literal(String s) {
            text.append(s);
            pattern.append(s);
        }

        void quoted(String s) {
            text.append(s);
            pattern.append(Wildcard.escape(s));
        }

        void addTo(List<String> words) {
            List<String> matches = Wildcard.hasMagic(pattern) ? Wildcard.expand(pattern.toString(), state.directory, system) : List.of();
            if (matches.isEmpty()) words.add(text.toString());
            else words.addAll(matches);
        }
    }
}
