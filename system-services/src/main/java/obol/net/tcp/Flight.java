package obol.net.tcp;

import java.util.Arrays;

/**
 * What was sent and is not acknowledged, in records as it was cut into segments: sequence numbers, when it was last sent, what is known of
 * it. In the order of sequence numbers, without holes. The scoreboard of RFC 6675.
 */
final class Flight {
    /** The receiver has it, as it says by SACK. */
    static final int SACKED = 1;
    /** It is taken for lost and was not sent again since. */
    static final int LOST = 2;
    /** It was sent more than once. */
    static final int AGAIN = 4;

    private int[] end = new int[16];
    private long[] time = new long[16];
    private byte[] flags = new byte[16];
    private int first;
    private int size;
    /** Number of the first byte of the first record. */
    private int start;
    private int sackedBytes;
    private int lostBytes;
    private int sackedRecords;
    private int lostRecords;

    void start(int sequence) {
        start = sequence;
    }

    int size() {
        return size;
    }

    int bytes() {
        return size == 0 ? 0 : end(size - 1) - start;
    }

    int sackedBytes() {
        return sackedBytes;
    }

    int sackedRecords() {
        return sackedRecords;
    }

    int lostRecords() {
        return lostRecords;
    }

    /** Bytes that are believed to be under way. */
    int pipe() {
        return bytes() - sackedBytes - lostBytes;
    }

    private int slot(int index) {
        return first + index & end.length - 1;
    }

    int from(int index) {
        return index == 0 ? start : end[slot(index - 1)];
    }

    int end(int index) {
        return end[slot(index)];
    }

    int length(int index) {
        return end(index) - from(index);
    }

    long time(int index) {
        return time[slot(index)];
    }

    boolean is(int index, int flag) {
        return (flags[slot(index)] & flag) != 0;
    }

    void add(int to, long now) {
        if (size == end.length) grow();
        int slot = slot(size++);
        end[slot] = to;
        time[slot] = now;
        flags[slot] = 0;
    }

    /** Removes the first record, which is acknowledged. */
    void removeFirst() {
        clear(0, SACKED | LOST);
        start = end[first];
        first = first + 1 & end.length - 1;
        size--;
    }

    /** The first bytes of the first record are acknowledged. */
    void trimFirst(int to) {
        int gone = to - start;
        if (is(0, SACKED)) sackedBytes -= gone;
        if (is(0, LOST)) lostBytes -= gone;
        start = to;
    }

    void set(int index, int flag) {
        int slot = slot(index);
        if ((flags[slot] & flag) != 0) return;
        flags[slot] |= (byte) flag;
        if (flag == SACKED) {
            clear(index, LOST);
            sackedBytes += length(index);
            sackedRecords++;
        } else if (flag == LOST) {
            lostBytes += length(index);
            lostRecords++;
        }
    }

    void clear(int index, int which) {
        int slot = slot(index);
        int gone = flags[slot] & which;
        if ((gone & SACKED) != 0) {
            sackedBytes -= length(index);
            sackedRecords--;
        }
        if ((gone & LOST) != 0) {
            lostBytes -= length(index);
            lostRecords--;
        }
        flags[slot] &= (byte) ~which;
    }

    /** The record was sent again. */
    void sentAgain(int index, long now) {
        clear(index, LOST);
        int slot = slot(index);
        flags[slot] |= AGAIN;
        time[slot] = now;
    }

    /** Divides a record, so that it has so many bytes and the next one the rest. */
    void split(int index, int length) {
        int middle = from(index) + length;
        add(end(size - 1), time(size - 1));
        for (int i = size - 1; i > index + 1; i--) copy(i - 1, i);
        copy(index, index + 1);
        end[slot(index)] = middle;
        if (is(index, SACKED)) sackedRecords++;
        if (is(index, LOST)) lostRecords++;
    }

    private void copy(int from, int to) {
        end[slot(to)] = end[slot(from)];
        time[slot(to)] = time[slot(from)];
        flags[slot(to)] = flags[slot(from)];
    }

    /** Index of the first record that ends behind a number. */
    int find(int sequence) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) - sequence > 0) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    void free() {
        size = 0;
        sackedBytes = 0;
        lostBytes = 0;
        sackedRecords = 0;
        lostRecords = 0;
    }

    private void grow() {
        int capacity = end.length;
        int[] ends = new int[2 * capacity];
        long[] times = new long[2 * capacity];
        for (int i = 0; i < size; i++) {
            ends[i] = end[slot(i)];
            times[i] = time[slot(i)];
        }
        byte[] marks = Arrays.copyOf(flags, 2 * capacity);
        for (int i = 0; i < size; i++) marks[i] = flags[slot(i)];
        end = ends;
        time = times;
        flags = marks;
        first = 0;
    }
}
