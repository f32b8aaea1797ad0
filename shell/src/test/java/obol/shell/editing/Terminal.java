package obol.shell.editing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small VT100: a cursor that waits at the end of a full row, wide characters, and the controls that an editor uses. */
final class Terminal {
    private final int width;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    int row;
    int column;
    private boolean full;

    Terminal(int width) {
        this.width = width;
    }

    void show(byte[] bytes) {
        int[] characters = new String(bytes, StandardCharsets.UTF_8).codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (c == '\r') {
                column = 0;
                full = false;
            } else if (c == '\n') {
                down();
            } else if (c == 27) {
                int end = i + 2;
                while (characters[end] < '@') end++;
                String number = new String(characters, i + 2, end - i - 2);
                control(characters[end], number.isEmpty() ? -1 : Integer.parseInt(number));
                i = end;
            } else {
                put(c);
            }
        }
    }

    private void down() {
        full = false;
        if (++row == rows.size()) rows.add(new StringBuilder());
    }

    private void control(int letter, int number) {
        full = false;
        int count = Math.max(number, 1);
        switch (letter) {
            case 'A' -> row = Math.max(row - count, 0);
            case 'C' -> column = Math.min(column + count, width - 1);
            case 'H' -> row = column = 0;
            case 'J' -> {
                if (number == 2) for (StringBuilder each : rows) each.setLength(0);
                rows.get(row).setLength(Math.min(rows.get(row).length(), column));
                while (rows.size() > row + 1) rows.remove(rows.size() - 1);
            }
            default -> throw new AssertionError("control " + (char) letter);
        }
    }

    /** A wide character fills two cells; the second holds U+FFFF. */
    private void put(int c) {
        int columns = c >= 0x1100 ? 2 : 1;
        if (full || column + columns > width) {
            column = 0;
            down();
        }
        StringBuilder line = rows.get(row);
        while (line.length() < column + columns) line.append(' ');
        line.setCharAt(column, (char) c);
        if (columns == 2) line.setCharAt(column + 1, '\uffff');
        column += columns;
        full = column == width;
        if (full) column--;
    }

    /** What can be seen, a line for each row, without blanks at the ends. */
    String picture() {
        StringBuilder all = new StringBuilder();
        for (StringBuilder each : rows) all.append(each.toString().replace("\uffff", "").stripTrailing()).append('\n');
        return all.toString().stripTrailing();
    }

    /** The character under the cursor, or a blank. */
    char underCursor() {
        return column < rows.get(row).length() ? rows.get(row).charAt(column) : ' ';
    }
}
