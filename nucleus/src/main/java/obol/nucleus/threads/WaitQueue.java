package obol.nucleus.threads;

import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putLong;

import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.annotation.NoAllocation;

/**
 * Queues of threads, first in first out: two words, the first and the last thread, 0 when empty, named by their address.
 * A thread stands in one queue at most, linked by NEXT and PREVIOUS; its QUEUE says in which.
 */
public final class WaitQueue {
    private static final int LAST = 8;

    private WaitQueue() {}

    @NoAllocation
    public static boolean isEmpty(long queue) {
        return getLong(queue) == 0;
    }

    @NoAllocation
    static long first(long queue) {
        return getLong(queue);
    }

    @NoAllocation
    static void append(long queue, long thread) {
        long last = getLong(queue + LAST);
        putLong(thread + ThreadLayout.NEXT, 0);
        putLong(thread + ThreadLayout.PREVIOUS, last);
        putLong(last == 0 ? queue : last + ThreadLayout.NEXT, thread);
        putLong(queue + LAST, thread);
        putLong(thread + ThreadRuntime.QUEUE, queue);
    }

    @NoAllocation
    static void prepend(long queue, long thread) {
        long first = getLong(queue);
        putLong(thread + ThreadLayout.NEXT, first);
        putLong(thread + ThreadLayout.PREVIOUS, 0);
        putLong(first == 0 ? queue + LAST : first + ThreadLayout.PREVIOUS, thread);
        putLong(queue, thread);
        putLong(thread + ThreadRuntime.QUEUE, queue);
    }

    /** Takes the thread out of the queue that it stands in, if any. */
    @NoAllocation
    static void remove(long thread) {
        long queue = getLong(thread + ThreadRuntime.QUEUE);
        if (queue == 0) {
            return;
        }
        long next = getLong(thread + ThreadLayout.NEXT);
        long previous = getLong(thread + ThreadLayout.PREVIOUS);
        putLong(previous == 0 ? queue : previous + ThreadLayout.NEXT, next);
        putLong(next == 0 ? queue + LAST : next + ThreadLayout.PREVIOUS, previous);
        putLong(thread + ThreadRuntime.QUEUE, 0);
    }

    /** Makes the first thread ready, if there is one. */
    @NoAllocation
    public static void wakeFirst(long queue) {
        if (getLong(queue) != 0) {
            Scheduler.wake(getLong(queue), ThreadRuntime.WAKE_DONE);
        }
    }

    @NoAllocation
    public static void wakeAll(long queue) {
        while (getLong(queue) != 0) {
            Scheduler.wake(getLong(queue), ThreadRuntime.WAKE_DONE);
        }
    }
}
