package obol.nucleus.process;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FrameCursor;
import obol.layout.ObjectLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.layout.ThreadRuntime;
import obol.nucleus.Machine;
import obol.nucleus.Memory;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NeverInline;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.stack.Frames;

/**
 * What the threads of a process did when it ended, or do now, for those who may end it. Words of 32 bits; for each stack: the thread's number; the
 * hub of the exception that ended it, or 0; how many positions follow; the addresses of the positions, youngest first, as
 * {@link obol.nucleus.stack.StackTraces} records them.
 */
@NoAllocation
public final class Traces {
    private static final int HEAD = 12;
    /** Frames kept of a thread. */
    private static final int DEPTH = 64;
    /** Bytes of a record that are there for stacks; behind them is the cursor of the walk. */
    private static final int ROOM = SipLayout.TRACE_MOST - FrameCursor.SIZE;

    private Traces() {}

    /** The stacks of all threads that have begun and do not run now, or also the running one's, as far as there is room. */
    static void recordThreads(long sip, boolean running) {
        for (long thread = getLong(sip + SipLayout.THREADS); thread != 0; thread = getLong(thread + ThreadLayout.NEXT_IN_SIP)) {
            if ((running || thread != Memory.thread()) && getInt(thread + ThreadRuntime.PHASE) == ThreadRuntime.PHASE_STARTED) {
                recordThread(sip, thread);
            }
        }
    }

    /** Copies what was recorded when the process ended, or of one that lives what its threads do now: so many words, u64 each, no more than {@code most}. */
    public static int copy(long sip, long table, int most) {
        boolean now = getInt(sip + SipLayout.LIFE) == SipLayout.LIFE_RUNNING && getLong(sip + SipLayout.TRACE) == 0;
        if (now) {
            recordThreads(sip, true);
        }
        long trace = getLong(sip + SipLayout.TRACE);
        int count = Math.min(most, getInt(sip + SipLayout.TRACE_SIZE) >>> 2);
        for (int i = 0; i < count; i++) {
            putLong(table + 8L * i, Memory.getUnsignedInt(trace + 4L * i));
        }
        if (now && trace != 0) {
            RawMemory.give(trace, SipLayout.TRACE_MOST);
            putLong(sip + SipLayout.TRACE, 0);
            putInt(sip + SipLayout.TRACE_SIZE, 0);
        }
        return count;
    }

    @NeverInline
    private static void recordThread(long sip, long thread) {
        long head = begin(sip, thread, 0);
        if (head == 0) {
            return;
        }
        long cursor = getLong(sip + SipLayout.TRACE) + ROOM;
        int count = 0;
        boolean collects = thread == getLong(sip + SipLayout.COLLECTING);
        if (thread == Memory.thread()) {
            Machine.captureFrame(cursor);
            Frames.begin(cursor);
        } else {
            Frames.begin(cursor, collects ? getLong(sip + SipLayout.COLLECTING_SP) : getLong(thread + ThreadLayout.SAVED_SP));
        }
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
        if (size + HEAD > ROOM) {
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
        if (size + 4 > ROOM) {
            return false;
        }
        putInt(getLong(sip + SipLayout.TRACE) + size, word);
        putInt(sip + SipLayout.TRACE_SIZE, size + 4);
        return true;
    }
}
