package obol.shell.editing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.system.console.Columns;

/**
 * Edits one line after the other. After each key the line is drawn anew from the row where its prompt begins, so that
 * the picture depends on prompt, text and cursor alone; a character typed at the end is the one exception.
 *
 * <p>Used by one thread. Nothing may write to the terminal between {@link #begin} and the end of the line.
 */
public final class LineEditor {
    /** What a byte has brought about. */
    public enum Event {
        /** Nothing that the caller must know. */
        NONE,
        /** The line is finished: {@link #line}. */
        LINE,
        /** Ctrl-C: the line is given up. */
        INTERRUPTED,
        /** Ctrl-D on an empty line. */
        END
    }

    private static final int MAX_HISTORY = 500;
    private static final int ESCAPE = 27;

    private final Completion completion;
    private final List<String> history = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    private final Utf8Input input = new Utf8Input();

    private int width;
    private String prompt = "";
    private final StringBuilder text = new StringBuilder();
    private int cursor;
    private int shownRow;
    private int historyAt;
    private String draft = "";
    private String killed = "";
    private boolean completedBefore;
    private StringBuilder sequence;

    /** @param width columns of the terminal, at least 1 */
    public LineEditor(int width, Completion completion) {
        setWidth(width);
        this.completion = completion;
    }

    /** The window has another width; takes effect when the line is drawn the next time. */
    public void setWidth(int columns) {
        if (columns < 1) throw new IllegalArgumentException("a terminal of " + columns + " columns");
        width = Math.max(columns, 2); // a wide character must have room
    }

    /** Begins a line; the cursor stands at the beginning of a row. */
    public void begin(String prompt) {
        this.prompt = prompt;
        text.setLength(0);
        cursor = 0;
        shownRow = 0;
        historyAt = history.size();
        draft = "";
        completedBefore = false;
        sequence = null;
        draw();
    }

    /** The finished line, without its end. */
    public String line() {
        return text.toString();
    }

    /** What the terminal must be sent, since the last call. */
    public byte[] takeOutput() {
        byte[] bytes = output.toString().getBytes(StandardCharsets.UTF_8);
        output.setLength(0);
        return bytes;
    }

    /** Takes one byte that was typed. */
    public Event accept(byte typed) {
        int c = input.accept(typed);
        if (c < 0) return Event.NONE;
        boolean repeatedTab = completedBefore;
        completedBefore = false;
        if (sequence != null) {
            escaped(c);
            return Event.NONE;
        }
        switch (c) {
            case '\r', '\n' -> {
                return finish(Event.LINE);
            }
            case 3 -> {
                return finish(Event.INTERRUPTED);
            }
            case 4 -> {
                if (text.length() == 0) return finish(Event.END);
                delete(cursor, next(cursor));
            }
            case 1 -> moveTo(0);
            case 2 -> moveTo(previous(cursor));
            case 5 -> moveTo(text.length());
            case 6 -> moveTo(next(cursor));
            case 8, 127 -> delete(previous(cursor), cursor);
            case '\t' -> complete(repeatedTab);
            case 11 -> kill(cursor, text.length());
            case 12 -> {
                output.append("\033[H\033[2J");
                shownRow = 0;
                draw();
            }
            case 14 -> recall(historyAt + 1);
            case 16 -> recall(historyAt - 1);
            case 21 -> kill(0, cursor);
            case 23 -> kill(wordStart(), cursor);
            case 25 -> insert(killed);
            case ESCAPE -> sequence = new StringBuilder();
            default -> {
                if (c >= ' ') insert(Character.toString(c));
            }
        }
        return Event.NONE;
    }

    /** Continues an escape sequence: {@code ESC [ parameters letter} or {@code ESC O letter}; all others are dropped. */
    private void escaped(int c) {
        sequence.appendCodePoint(c);
        if (sequence.length() == 1) {
            if (c != '[' && c != 'O') sequence = null;
            return;
        }
        if (sequence.charAt(0) == '[' && (c < '@' || c > '~') && sequence.length() < 16) return;
        String whole = sequence.toString();
        sequence = null;
        boolean control = whole.endsWith(";5C") || whole.endsWith(";5D");
        switch (c) {
            case 'A' -> recall(historyAt - 1);
            case 'B' -> recall(historyAt + 1);
            case 'C' -> moveTo(control ? wordEnd() : next(cursor));
            case 'D' -> moveTo(control ? wordStart() : previous(cursor));
            case 'H' -> moveTo(0);
            case 'F' -> moveTo(text.length());
            case '~' -> {
                switch (whole) {
                    case "[1~", "[7~" -> moveTo(0);
                    case "[4~", "[8~" -> moveTo(text.length());
                    case "[3~" -> delete(cursor, next(cursor));
                    default -> { }
                }
            }
            default -> { }
        }
    }

    private Event finish(Event event) {
        moveTo(text.length());
        if (event == Event.INTERRUPTED) output.append("^C");
        output.append("\r\n");
        boolean repeats = !history.isEmpty() && history.get(history.size() - 1).contentEquals(text);
        if (event == Event.LINE && !text.toString().isBlank() && !repeats) {
            history.add(text.toString());
            if (history.size() > MAX_HISTORY) history.remove(0);
        }
        if (event != Event.LINE) text.setLength(0);
        return event;
    }

    private void insert(String typed) {
        text.insert(cursor, typed);
        cursor += typed.length();
        boolean simple = cursor == text.length() && typed.length() == 1 && typed.charAt(0) >= ' ' && typed.charAt(0) < 127;
        int column = simple ? place(text.length() - 1) % width : 0;
        if (simple && column < width - 1) output.append(typed);
        else draw();
    }

    private void delete(int from, int to) {
        if (from == to) return;
        text.delete(from, to);
        cursor = from;
        draw();
    }

    private void kill(int from, int to) {
        if (from == to) return;
        killed = text.substring(from, to);
        delete(from, to);
    }

    private void moveTo(int position) {
        if (position == cursor) return;
        cursor = position;
        draw();
    }

    /** Shows an older or newer line; the one being typed stands behind the newest. */
    private void recall(int index) {
        if (index < 0 || index > history.size()) return;
        if (historyAt == history.size()) draft = text.toString();
        historyAt = index;
        text.setLength(0);
        text.append(index == history.size() ? draft : history.get(index));
        cursor = text.length();
        draw();
    }

    /** Inserts what all candidates have in common; when that is nothing new, a second Tab lists them. */
    private void complete(boolean again) {
        Completion.Candidates candidates = completion.complete(text.substring(0, cursor));
        List<String> words = candidates.words();
        if (words.isEmpty()) return;
        String common = words.get(0);
        for (String word : words) common = common.substring(0, commonLength(common, word));
        if (words.size() > 1 && common.endsWith(" ")) common = common.stripTrailing();
        String present = text.substring(candidates.start(), cursor);
        if (!common.equals(present) && common.length() >= present.length()) {
            text.replace(candidates.start(), cursor, common);
            cursor = candidates.start() + common.length();
            draw();
        } else if (again && words.size() > 1) {
            list(words);
        }
        completedBefore = words.size() > 1;
    }

    private static int commonLength(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) length++;
        if (length > 0 && Character.isHighSurrogate(a.charAt(length - 1))) length--;
        return length;
    }

    private void list(List<String> words) {
        int position = cursor;
        moveTo(text.length());
        for (String word : words) output.append("\r\n").append(word.stripTrailing());
        output.append("\r\n");
        cursor = position;
        shownRow = 0;
        draw();
    }

    private int wordStart() {
        int at = cursor;
        while (at > 0 && text.charAt(at - 1) == ' ') at--;
        while (at > 0 && text.charAt(at - 1) != ' ') at--;
        return at;
    }

    private int wordEnd() {
        int at = cursor;
        while (at < text.length() && text.charAt(at) == ' ') at++;
        while (at < text.length() && text.charAt(at) != ' ') at++;
        return at;
    }

    /** The place behind the character at a place, its combining marks included. */
    private int next(int position) {
        if (position == text.length()) return position;
        int at = position + Character.charCount(text.codePointAt(position));
        while (at < text.length() && Columns.of(text.codePointAt(at)) == 0) at += Character.charCount(text.codePointAt(at));
        return at;
    }

    private int previous(int position) {
        int at = position;
        while (at > 0) {
            int c = text.codePointBefore(at);
            at -= Character.charCount(c);
            if (Columns.of(c) > 0) break;
        }
        return at;
    }

    /** Draws prompt and text, from the row where the prompt begins, and puts the cursor in its place. */
    private void draw() {
        if (shownRow > 0) output.append("\033[").append(shownRow).append('A');
        output.append("\r\033[J").append(prompt).append(text);
        int end = place(text.length());
        // A terminal keeps the cursor in a full row until the next character comes: move it on.
        if (end > 0 && end % width == 0) output.append("\r\n");
        int target = place(cursor);
        int up = end / width - target / width;
        if (up > 0) output.append("\033[").append(up).append('A');
        if (target != end) {
            output.append('\r');
            if (target % width > 0) output.append("\033[").append(target % width).append('C');
        }
        shownRow = target / width;
    }

    /** Where the character at this position of the text is shown: row times width plus column, from the prompt's beginning. */
    private int place(int position) {
        int place = advance(0, prompt, prompt.length());
        place = advance(place, text, position);
        boolean wideNext = position < text.length() && Columns.of(text.codePointAt(position)) == 2;
        return wideNext && place % width == width - 1 ? place + 1 : place;
    }

    private int advance(int from, CharSequence characters, int count) {
        int place = from;
        int at = 0;
        while (at < count) {
            int c = Character.codePointAt(characters, at);
            int columns = Columns.of(c);
            if (columns == 2 && place % width == width - 1) place++; // it does not fit into this row
            place += columns;
            at += Character.charCount(c);
        }
        return place;
    }
}
