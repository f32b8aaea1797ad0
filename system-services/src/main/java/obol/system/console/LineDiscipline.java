package obol.system.console;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * From bytes as they are typed to bytes as they are read. Cooked: a line is read when it is finished (Enter, or Ctrl-D, which on an
 * empty line is an end of file); Backspace, Ctrl-W and Ctrl-U erase, Ctrl-C drops all that has been typed. Not cooked: every byte is
 * read as it is. Used by one thread; waits for nothing.
 */
final class LineDiscipline {
    /** Bytes that wait to be read, at most, when nobody reads: then typing rings the bell. */
    static final int MOST = 64 << 10;
    /** A line's longest. */
    static final int LONGEST = 4096;

    private static final byte[] END_OF_FILE = {};
    private static final byte END_OF_TRANSMISSION = 4;
    private static final int DELETE = 127;

    private final Deque<byte[]> ready = new ArrayDeque<>();
    private int readyBytes;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private boolean cooked;
    private boolean ended;
    private final ByteArrayOutputStream echo = new ByteArrayOutputStream();

    LineDiscipline(boolean cooked) {
        this.cooked = cooked;
    }

    boolean cooked() {
        return cooked;
    }

    /**
     * Changes the mode. An unfinished line becomes readable as it stands; what was typed ahead of a program that reads lines is edited
     * now. Gives how often Ctrl-C was among that.
     */
    int setCooked(boolean on) {
        if (cooked == on) return 0;
        finish();
        cooked = on;
        if (!on) return 0;
        Deque<byte[]> ahead = new ArrayDeque<>(ready);
        ready.clear();
        readyBytes = 0;
        int interrupts = 0;
        for (byte[] bytes : ahead) interrupts += type(bytes.length == 0 ? new byte[] {END_OF_TRANSMISSION} : bytes);
        return interrupts;
    }

    /** Takes what was typed. Gives how often Ctrl-C was among it. */
    int type(byte[] typed) {
        if (!cooked) {
            push(typed);
            return 0;
        }
        int interrupts = 0;
        for (byte b : typed) if (!edit(b & 0xff)) interrupts++;
        return interrupts;
    }

    /** Nothing is typed any more. */
    void end() {
        finish();
        ended = true;
    }

    /** What is to be shown because of what was typed, since the last call. */
    byte[] takeEcho() {
        byte[] bytes = echo.toByteArray();
        echo.reset();
        return bytes;
    }

    /** Whether there is room for more; without it, cooked or not, what is typed is dropped. */
    boolean hasRoom() {
        return readyBytes < MOST;
    }

    /** Up to so many bytes (at least 1) of one line; none at an end of file; null if nothing is there yet. */
    byte[] take(int most) {
        byte[] first = ready.peek();
        if (first == null) return ended ? END_OF_FILE : null;
        ready.remove();
        if (first.length > most) {
            ready.addFirst(Arrays.copyOfRange(first, most, first.length));
            first = Arrays.copyOf(first, most);
        }
        readyBytes -= first.length;
        return first;
    }

    /** One byte of a line; false for Ctrl-C. */
    private boolean edit(int c) {
        switch (c) {
            case 3 -> {
                length = 0;
                ready.clear();
                readyBytes = 0;
                print("^C\n");
                return false;
            }
            case END_OF_TRANSMISSION -> {
                if (length > 0) finish();
                else push(END_OF_FILE);
            }
            case '\b', DELETE -> erase(previous(length));
            case 'U' - '@' -> erase(0);
            case 'W' - '@' -> erase(wordStart());
            case '\r', '\n' -> {
                line[length++] = '\n';
                echo.write('\n');
                finish();
            }
            default -> add((byte) c);
        }
        return true;
    }

    private void add(byte b) {
        if (length == LONGEST - 1) { // the last place is the newline's
            ring();
            return;
        }
        line[length++] = b;
        if (isControl(b)) print("^" + (char) (b + '@'));
        else echo.write(b == '\t' ? ' ' : b); // a blank for a tab: so erasing needs no column
    }

    private void erase(int from) {
        int columns = 0;
        for (int at = from; at < length; at = next(at)) columns += columns(at);
        length = from;
        for (int i = 0; i < columns; i++) print("\b \b");
    }

    private int wordStart() {
        int at = length;
        while (at > 0 && line[at - 1] == ' ') at--;
        while (at > 0 && line[at - 1] != ' ') at--;
        return at;
    }

    /** Where the character before this place begins. */
    private int previous(int place) {
        int at = place;
        while (at > 0) {
            at--;
            if ((line[at] & 0xc0) != 0x80) break;
        }
        return at;
    }

    private int next(int place) {
        int at = place + 1;
        while (at < length && (line[at] & 0xc0) == 0x80) at++;
        return at;
    }

    /** Columns that the character at this place was echoed with. */
    private int columns(int place) {
        byte lead = line[place];
        if (isControl(lead)) return 2;
        if (lead >= 0) return 1;
        String character = new String(line, place, next(place) - place, java.nio.charset.StandardCharsets.UTF_8);
        return Columns.of(character.codePointAt(0));
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t';
    }

    private void finish() {
        if (length == 0) return;
        byte[] finished = Arrays.copyOf(line, length);
        length = 0;
        push(finished);
    }

    private void push(byte[] bytes) {
        if (!hasRoom()) {
            if (cooked) ring();
            return;
        }
        ready.add(bytes);
        readyBytes += bytes.length;
    }

    private void ring() {
        echo.write(7);
    }

    private void print(String ascii) {
        for (int i = 0; i < ascii.length(); i++) echo.write(ascii.charAt(i));
    }
}
