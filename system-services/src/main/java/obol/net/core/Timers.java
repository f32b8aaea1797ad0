package obol.net.core;

import java.util.Arrays;

/** The timers that are set, as a binary heap by deadline in which every timer knows its place, so that it can be moved and removed. */
public final class Timers {
    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    private Timer[] heap = new Timer[16];
    private int size;

    /** Deadline of the first timer, {@link #NEVER} if none is set. */
    public long next() {
        return size == 0 ? NEVER : heap[0].deadline;
    }

    public int size() {
        return size;
    }

    /** Sets the timer, or moves it. */
    public void set(Timer timer, long deadline) {
        timer.deadline = deadline;
        if (timer.place < 0) {
            if (size == heap.length) heap = Arrays.copyOf(heap, 2 * size);
            timer.place = size;
            heap[size++] = timer;
        }
        up(timer);
        down(timer);
    }

    /** No effect if it is not set. */
    public void cancel(Timer timer) {
        int place = timer.place;
        if (place < 0) return;
        timer.place = -1;
        Timer last = heap[--size];
        heap[size] = null;
        if (last == timer) return;
        heap[place] = last;
        last.place = place;
        up(last);
        down(last);
    }

    /** Takes out and runs what is due. A timer that sets itself for a time that is past is run again at the next call. */
    void run(long now) {
        for (int most = size; most > 0 && size > 0 && heap[0].deadline <= now; most--) {
            Timer due = heap[0];
            cancel(due);
            due.expired();
        }
    }

    private void up(Timer timer) {
        int place = timer.place;
        while (place > 0) {
            Timer parent = heap[(place - 1) / 2];
            if (parent.deadline <= timer.deadline) break;
            put(parent, place);
            place = (place - 1) / 2;
        }
        put(timer, place);
    }

    private void down(Timer timer) {
        int place = timer.place;
        for (int child; (child = 2 * place + 1) < size; ) {
            if (child + 1 < size && heap[child + 1].deadline < heap[child].deadline) child++;
            if (heap[child].deadline >= timer.deadline) break;
            put(heap[child], place);
            place = child;
        }
        put(timer, place);
    }

    private void put(Timer timer, int place) {
        heap[place] = timer;
        timer.place = place;
    }
}
