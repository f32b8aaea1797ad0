package obol.shell.editing;

import java.util.List;

/** What Tab asks for. */
public interface Completion {
    /**
     * What may stand in the line.
     *
     * @param start where, in the text before the cursor, the word begins that is to be completed
     * @param words what may stand from there on, each whole, sorted; with a blank or slash behind it where it is complete
     */
    record Candidates(int start, List<String> words) {}

    Candidates complete(String beforeCursor);
}
