package obol.system.servers.log;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import obol.styx.Slice;
import obol.system.servers.text.LineFile;

/** The lines of one log, the newest ones, as bytes. Places are counted from the log's beginning, what has gone included. */
final class Journal {
    private static final int FIRST_CAPACITY = 1024;

    final String name;
    /** Odd, and the next number is that of the file that follows it. */
    final long number;
    final long made;
    private final int most;
    private final Set<LineFile> followers = new LinkedHashSet<>();
    /** What is kept begins here at {@link #from}, and has {@link #length} bytes. */
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int from;
    private int length;
    /** The place of the first byte that is kept. */
    private long first;
    private long modified;

    /**
     * @param most bytes that are kept
     * @param made nanoseconds since 1970
     */
    Journal(String name, long number, int most, long made) {
        this.name = name;
        this.number = number;
        this.most = most;
        this.made = made;
        this.modified = made;
    }

    /** Adds a line, with its newline, of at most as many bytes as are kept. */
    void add(byte[] line, String text, long now) {
        while (length + line.length > most) {
            drop();
        }
        if (from + length + line.length > bytes.length) {
            byte[] room = length + line.length > bytes.length / 2 ? new byte[2 * Math.max(bytes.length, line.length)] : bytes;
            System.arraycopy(bytes, from, room, 0, length);
            bytes = room;
            from = 0;
        }
        System.arraycopy(line, 0, bytes, from + length, line.length);
        length += line.length;
        modified = now;
        followers.forEach(follower -> follower.add(text));
    }

    private void drop() {
        int end = from;
        while (bytes[end++] != '\n') {
            // up to the end of the first line
        }
        length -= end - from;
        first += end - from;
        from = end;
    }

    long first() {
        return first;
    }

    int length() {
        return length;
    }

    long modified() {
        return modified;
    }

    /** What is kept from a place on. @param place not below {@link #first} */
    Slice from(long place, int count) {
        int skipped = (int) Math.min(length, place - first);
        return Slice.of(Arrays.copyOfRange(bytes, from + skipped, from + skipped + Math.min(count, length - skipped)));
    }

    void follow(LineFile follower) {
        followers.add(follower);
    }

    void leave(LineFile follower) {
        followers.remove(follower);
    }

    /** The log is removed. */
    void end() {
        followers.forEach(LineFile::end);
    }
}
