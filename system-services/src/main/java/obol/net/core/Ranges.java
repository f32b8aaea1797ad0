package obol.net.core;

/**
 * Disjoint ranges of 32-bit numbers in their order, of which there are at most so many. Numbers are compared modulo 2^32, as TCP's are, so
 * all that is in it must lie within 2^31.
 */
public final class Ranges {
    private final int[] from;
    private final int[] to;
    private int size;

    /** Room for so many ranges. */
    public Ranges(int most) {
        from = new int[most];
        to = new int[most];
    }

    public int size() {
        return size;
    }

    /** First number of a range. */
    public int from(int index) {
        return from[index];
    }

    /** The number behind the last one of a range. */
    public int to(int index) {
        return to[index];
    }

    public void clear() {
        size = 0;
    }

    /**
     * Adds the numbers from {@code first} to before {@code end}, which are some; they may be there already. Gives the index of the range
     * that they are in now, -1 if there is no room for one more range and nothing was changed.
     */
    public int add(int first, int end) {
        int low = 0;
        while (low < size && to[low] - first < 0) low++;
        int high = low;
        while (high < size && from[high] - end <= 0) high++;
        if (low == high) {
            if (size == from.length) return -1;
            System.arraycopy(from, low, from, low + 1, size - low);
            System.arraycopy(to, low, to, low + 1, size - low);
            from[low] = first;
            to[low] = end;
            size++;
            return low;
        }
        if (first - from[low] < 0) from[low] = first;
        to[low] = end - to[high - 1] > 0 ? end : to[high - 1];
        remove(low + 1, high);
        return low;
    }

    /** Whether some of the numbers are there. */
    public boolean overlaps(int first, int end) {
        for (int i = 0; i < size; i++) {
            if (from[i] - end < 0 && first - to[i] < 0) return true;
        }
        return false;
    }

    /** Index of the range that all these numbers are in, -1 if there is none. */
    public int containing(int first, int end) {
        for (int i = 0; i < size; i++) {
            if (from[i] - first <= 0 && end - to[i] <= 0) return i;
        }
        return -1;
    }

    /** Removes what lies before a number. */
    public void dropBefore(int first) {
        int gone = 0;
        while (gone < size && to[gone] - first <= 0) gone++;
        remove(0, gone);
        if (size > 0 && from[0] - first < 0) from[0] = first;
    }

    private void remove(int low, int high) {
        System.arraycopy(from, high, from, low, size - high);
        System.arraycopy(to, high, to, low, size - high);
        size -= high - low;
    }
}
