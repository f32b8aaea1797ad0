package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Memory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.stack.Frames;

/**
 * What the threads of a process did when it ended, for its parent. Words of 32 bits; for each stack: the thread's number; the
 * hub of the exception that ended it, or 0; how many positions follow; the addresses of the positions, youngest first, as
 * {@link obol.nucleus.stack.StackTraces} records them.
 */
@NoAllocation
public final class Traces {
    private static final int HEAD = 12;
    /** Frames kept of a thread. */
    private static final int DEPTH = 64;

    private Traces() {}

    /** The stacks of all threads that have begun and do not run now, as far as there is room. */
    static void recordThreads(long sip) {
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if (thread != Memory.thread() && getInt(thread + ThreadRuntime.PHASE) == ThreadRuntime.PHASE_STARTED) {
                recordThread(sip, thread);
            }
        }
    }

    private static void recordThread(long sip, long thread) {
        long head = begin(sip, thread, 0);
        if (head == 0) {
            return;
        }
        long cursor = sip + SipLayout.CURSOR;
        int count = 0;
        boolean collects = thread == getLong(sip + SipLayout.COLLECTING);
        Frames.begin(cursor, collects ? getLong(sip + SipLayout.COLLECTING_SP) : getLong(thread + ThreadLayout.SAVED_SP));
        while (Frames.record(cursor) != 0 && count < DEPTH) {
            long position = Frames.position(cursor);
            if (position != 0) {
                if (!append(sip, (int) position)) {
                    break;
                }
                count++;
            }
            Frames.next(cursor);
        }
        putInt(head + 8, count);
    }

    /** The stack of an exception that ends the running thread of the process; {@code positions} is what was recorded with it. */
    public static void recordException(long sip, long hub, int[] positions) {
        long head = begin(sip, Memory.thread(), hub);
        if (head == 0) {
            return;
        }
        long array = Memory.addressOf(positions);
        int length = array == 0 ? 0 : getInt(array + ObjectLayout.ARRAY_LENGTH);
        int count = 0;
        while (count < length && count < DEPTH && append(sip, getInt(array + ObjectLayout.ARRAY_ELEMENTS + 4L * count))) {
            count++;
        }
        putInt(head + 8, count);
    }

    /** The address of the head of a new stack, 0: no room. */
    private static long begin(long sip, long thread, long hub) {
        long trace = getLong(sip + SipLayout.TRACE);
        if (trace == 0) {
            trace = RawMemory.take(SipLayout.TRACE_MOST);
            putLong(sip + SipLayout.TRACE, trace);
        }
        int size = getInt(sip + SipLayout.TRACE_SIZE);
        if (size + HEAD > SipLayout.TRACE_MOST) {
            return 0;
        }
        putInt(trace + size, getInt(thread + ThreadLayout.NUMBER));
        putInt(trace + size + 4, (int) hub);
        putInt(trace + size + 8, 0);
        putInt(sip + SipLayout.TRACE_SIZE, size + HEAD);
        return trace + size;
    }

    private static boolean append(long sip, int word) {
        int size = getInt(sip + SipLayout.TRACE_SIZE);
        if (size + 4 > SipLayout.TRACE_MOST) {
            return false;
        }
        putInt(getLong(sip + SipLayout.TRACE) + size, word);
        putInt(sip + SipLayout.TRACE_SIZE, size + 4);
        return true;
    }
}
