package obol.nucleus.threads;

import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.putInt;
import static obol.nucleus.Memory.putLong;

import obol.layout.FamilyLayout;
import obol.layout.SipLayout;
import obol.layout.ThreadLayout;
import obol.nucleus.RawMemory;
import obol.nucleus.annotation.NoAllocation;
import obol.nucleus.quota.Families;

/** The thread structures of a process. */
@NoAllocation
public final class Threads {
    private static final int NUMBERS = 1 << 22;

    private Threads() {}

    /** A thread of the process, not yet ready, with a stack on which it begins at java_thread_main; 0 if it may have no more, or no stack. */
    public static long create(long core, long sip) {
        if (getInt(sip + SipLayout.THREAD_STRUCTURES) >= getInt(sip + SipLayout.THREAD_QUOTA)
                || !Families.hasRoom(getLong(sip + SipLayout.FAMILY), FamilyLayout.THREADS, 1) || !Stacks.mayBegin(sip)) {
            return 0;
        }
        long thread = RawMemory.take(ThreadLayout.SIZE);
        if (!initialize(core, sip, thread)) {
            RawMemory.give(thread, ThreadLayout.SIZE);
            return 0;
        }
        return thread;
    }

    /** Fills in a zeroed structure and enters it in the process's list; {@code core} is the NucleusLayout. */
    public static boolean initialize(long core, long sip, long thread) {
        if (!StackPool.take(core, thread)) {
            return false;
        }
        putLong(thread + ThreadLayout.STATICS, getLong(sip + SipLayout.STATICS));
        putLong(thread + ThreadLayout.MIRRORS, getLong(sip + SipLayout.MIRRORS));
        putLong(thread + ThreadLayout.SIP, sip);
        putLong(thread + ThreadLayout.CPU, getLong(sip + SipLayout.CPU));
        putLong(thread + ThreadLayout.DEADLINE, Long.MAX_VALUE);
        putInt(thread + ThreadLayout.NUMBER, freeNumber(sip));
        if ((getInt(sip + SipLayout.STRESS) & SipLayout.STRESS_AT_POLLS) != 0) {
            putLong(thread + ThreadLayout.LIMIT, ThreadLayout.POLL_REQUESTED);
        }
        putLong(thread + ThreadLayout.NEXT_IN_SIP, getLong(sip + SipLayout.THREADS));
        putLong(sip + SipLayout.THREADS, thread);
        count(sip, 1);
        Stacks.count(sip, Stacks.pages(thread));
        return true;
    }

    /** Takes the thread out of the process's list. */
    public static void remove(long sip, long thread) {
        long link = sip + SipLayout.THREADS;
        while (getLong(link) != thread) {
            link = getLong(link) + ThreadLayout.NEXT_IN_SIP;
        }
        putLong(link, getLong(thread + ThreadLayout.NEXT_IN_SIP));
        count(sip, -1);
        Stacks.count(sip, -Stacks.pages(thread));
    }

    private static void count(long sip, int threads) {
        putInt(sip + SipLayout.THREAD_STRUCTURES, getInt(sip + SipLayout.THREAD_STRUCTURES) + threads);
        Families.add(getLong(sip + SipLayout.FAMILY), FamilyLayout.THREADS, threads);
    }

    /** Ends a thread of the process that does not run: nothing of it is left, and nothing of its code runs any more. */
    public static void destroy(long sip, long thread) {
        Scheduler.forget(thread);
        remove(sip, thread);
        StackPool.give(thread);
    }

    /** The thread with this number, 0: none. */
    public static long byNumber(long sip, int number) {
        long thread = getLong(sip + SipLayout.THREADS);
        while (thread != 0 && getInt(thread + ThreadLayout.NUMBER) != number) {
            thread = getLong(thread + ThreadLayout.NEXT_IN_SIP);
        }
        return thread;
    }

    private static int freeNumber(long sip) {
        int number = getInt(sip + SipLayout.NEXT_THREAD_NUMBER);
        do {
            number = number + 1 == NUMBERS ? 1 : number + 1;
        } while (byNumber(sip, number) != 0);
        putInt(sip + SipLayout.NEXT_THREAD_NUMBER, number);
        return number;
    }
}
